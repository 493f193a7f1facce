package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jitsuin.testing.OwnKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody comes and goes from the command line, at the deployed server. */
@Tag("deployed")
class StaffCommandIT extends DeployedServerTest {
  private static final String WHO = "from-the-shell";
  private static final Pattern APPROVAL =
      Pattern.compile("staff approve ([0-9a-f-]{36})[\\s\\\\]+--content ([0-9a-f]{64})");

  @TempDir private Path place;
  private Path known;

  @BeforeEach
  void write() throws IOException {
    known = Files.writeString(place.resolve("password"), "changeit");
  }

  /** Runs a command as one operator or several. */
  private Shell.Ended staff(String line, String... operators) {
    List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
    for (String operator : operators) {
      words.addAll(List.of("--operator", store(operator).toString()));
    }
    words.addAll(List.of("--password-file", known.toString()));
    return launcher(words);
  }

  private static Path store(String person) {
    return installation().staff().resolve(person + ".p12");
  }

  private static Shell.Ended launcher(List<String> words) {
    Path checkout = Path.of("").toAbsolutePath().getParent();
    Path launcher = checkout.resolve("launcher/target/launcher");
    Map<String, String> environment = new HashMap<>(ServerUnderTest.installation().environment());
    environment.put("JITSUIN_HOME", installation().home().toString());
    return Shell.run(
        installation().home(),
        environment,
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Djitsuin.checkout=" + checkout,
                    "-cp",
                    launcher + "/*:" + launcher.resolve("lib") + "/*",
                    "org.jitsuin.launcher.Launcher",
                    "staff"),
                words.stream())
            .toList());
  }

  /** Whoever was let in asks as themselves, by the password that was drawn. */
  private static Shell.Ended asNewcomer() {
    return launcher(
        List.of(
            "list",
            "--json",
            "--operator",
            store(WHO).toString(),
            "--password-file",
            installation().staff().resolve(WHO + ".password").toString()));
  }

  private static Shell.Ended ended(int code, Shell.Ended ended) {
    assertThat(ended.code()).as(ended.output()).isEqualTo(code);
    return ended;
  }

  @Test
  void staff_fromTheCommandLine_comesChangesItsKeyAndGoes() throws IOException {
    ended(0, staff("register " + WHO + " --name 監査人 --role auditor", "operator", "operator2"));
    JsonNode seen = new ObjectMapper().readTree(ended(0, asNewcomer()).output());
    assertThat(seen.get("staff").findValuesAsText("person")).contains(WHO, "operator");

    OwnKey own = OwnKey.make(place.resolve("own.csr"));
    String proposed =
        ended(0, staff("replace " + WHO + " --request " + own.request(), "operator")).output();
    Matcher approval = APPROVAL.matcher(proposed);
    assertThat(approval.find()).as(proposed).isTrue();
    String approve = "approve " + approval.group(1) + " --content " + approval.group(2);
    assertThat(ended(1, staff(approve, "operator")).output()).contains("(SAME_PERSON)");
    ended(0, staff(approve, "operator2"));
    // The key that was made for the newcomer is good for nothing from then on.
    assertThat(ended(1, asNewcomer()).output()).contains("(STAFF_UNKNOWN)");

    ended(0, staff("withdraw " + WHO + " --reason 退職", "operator", "operator2"));
  }
}
