package org.jitsuin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CeremonyArgumentsTest {
  private static CeremonyArguments.Parsed parse(String line) {
    return CeremonyArguments.parse(List.of(line.split(" ", -1)));
  }

  @Test
  void parse_everyOption_isUnderstood() {
    assertThat(
            parse(
                    "--script s.yaml --custodian sato=/media/a --custodian abe=b=c --show-shares"
                        + " --dry-run --share x --share y --roll-over signature")
                .arguments())
        .contains(
            new CeremonyArguments(
                Optional.of(Path.of("s.yaml")),
                Map.of("sato", Path.of("/media/a"), "abe", Path.of("b=c")),
                List.of(Path.of("x"), Path.of("y")),
                Optional.of(Authority.SIGNATURE),
                Optional.empty(),
                true,
                true));
  }

  @Test
  void parse_anotherOcspSigner_isUnderstood() {
    assertThat(parse("--ocsp-signer signature-g1 --share x").arguments())
        .contains(
            new CeremonyArguments(
                Optional.empty(),
                Map.of(),
                List.of(Path.of("x")),
                Optional.empty(),
                Optional.of("signature-g1"),
                false,
                false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--script",
        "--fast",
        "--roll-over passport",
        "--ocsp-signer",
        "--ocsp-signer signature-g1 --dry-run",
        "--ocsp-signer signature-g1 --roll-over signature",
        "--custodian sato",
        "--custodian =x",
        "--custodian sato=",
        "now"
      })
  void parse_anythingElse_isNamed(String line) {
    assertThat(parse(line).arguments()).isEmpty();
    assertThat(parse(line).problem()).isPresent();
  }
}
