package org.jitsuin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.bench.Arguments.Name;
import org.jitsuin.bench.Arguments.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

class ArgumentsTest {
  private final List<Run> runs = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void read_nameAlone_hasDefaults() {
    assertThat(read("issue")).isZero();
    assertThat(runs).containsExactly(new Run(Name.ISSUE, false, 10_000, Duration.ofSeconds(20)));
  }

  @Test
  void read_crlAlone_hasAsManyRevoked() {
    assertThat(read("crl")).isZero();
    assertThat(runs).containsExactly(new Run(Name.CRL, false, 10_000_000, Duration.ofSeconds(20)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events --json --certificates 2000000 --seconds 5",
        "events --seconds=5 --certificates=2000000 --json",
        "--json --seconds 5 events --certificates 2000000",
      })
  void read_options_inAnyOrderAndEitherForm(String line) {
    assertThat(read(line)).isZero();
    assertThat(runs).containsExactly(new Run(Name.EVENTS, true, 2_000_000, Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'NAME'",
    "'fly', 'no benchmark fly; there are: issue, events, ocsp, ocsp-index, crl, audit'",
    "'issue twice', 'twice'",
    "'issue --fast', '--fast'",
    "'issue --json --json', '--json'",
    "'issue --seconds', '--seconds'",
    "'issue --seconds 0', '--seconds'': it is a number from 1 to 3600'",
    "'issue --seconds 3601', '--seconds'",
    "'issue --seconds --json', '--seconds'",
    "'issue --certificates 99', 'it is a number from 100 to 100000000'",
    "'issue --certificates -5', '--certificates'",
    "'issue --certificates 99999999999999999999', '--certificates'",
  })
  void read_anythingElse_saysWhatIsExpected(String line, String sentence) {
    assertThat(read(line)).isEqualTo(2);
    assertThat(runs).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains(sentence);
  }

  @Test
  void read_help_runsNothing() {
    assertThat(read("ocsp --help")).isZero();
    assertThat(runs).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("--certificates=N", "ocsp-index");
  }

  @Test
  void script_showsEachOption_andNoOther() throws IOException {
    String shown = Files.readString(Path.of("..", "jitsuin"));
    String expected =
        "bench NAME"
            + Arguments.parser().getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp())
                .map(ArgumentsTest::synopsis)
                .reduce("", String::concat);

    assertThat(shown).contains(expected + "\n");
    for (Name name : Name.values()) {
      assertThat(shown).containsPattern("what the machine does: .*\\b" + name.id() + "\\b");
    }
  }

  private static String synopsis(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return " [" + option.longestName() + value + "]";
  }

  private int read(String line) {
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Arguments.read(
        line.isEmpty() ? List.of() : List.of(line.split(" ", -1)),
        stream,
        stream,
        run -> {
          runs.add(run);
          return 0;
        });
  }
}
