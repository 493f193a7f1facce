package org.jitsuin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jitsuin.bench.Arguments.Name;
import org.jitsuin.bench.Arguments.Run;
import org.jitsuin.bench.Arguments.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  @Test
  void parse_nameAlone_hasDefaults() {
    assertThat(parse("issue"))
        .isEqualTo(new Run(Name.ISSUE, false, 10_000, Duration.ofSeconds(20)));
  }

  @Test
  void parse_options_inAnyOrder() {
    Run expected = new Run(Name.EVENTS, true, 2_000_000, Duration.ofSeconds(5));

    assertThat(parse("events --json --certificates 2000000 --seconds 5")).isEqualTo(expected);
    assertThat(parse("events --seconds 5 --certificates 2000000 --json")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'say what to measure: issue, events, ocsp, ocsp-index, crl, audit'",
    "'fly', 'no benchmark fly; there are: issue, events, ocsp, ocsp-index, crl, audit'",
    "'--json issue', 'no benchmark --json; there are: issue, events, ocsp, ocsp-index, crl, audit'",
    "'issue twice', 'twice'",
    "'issue --fast', '--fast'",
    "'issue --seconds', '--seconds is a number from 1 to 3600'",
    "'issue --seconds 0', '--seconds is'",
    "'issue --seconds 3601', '--seconds is'",
    "'issue --seconds --json', '--seconds is'",
    "'issue --certificates 99', '--certificates is a number from 100 to 100000000'",
    "'issue --certificates -5', '--certificates is'",
    "'issue --certificates 99999999999999999999', '--certificates is'",
  })
  void parse_anythingElse_saysWhatIsExpected(String line, String sentence) {
    assertThat(parse(line))
        .isInstanceOfSatisfying(
            Unknown.class, unknown -> assertThat(unknown.problem()).contains(sentence));
  }

  private static Arguments parse(String line) {
    return Arguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
  }
}
