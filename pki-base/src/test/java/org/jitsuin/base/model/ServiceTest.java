package org.jitsuin.base.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTest {
  @Test
  void parse_list_isWhatWasWritten() {
    assertThat(Service.parse(" ocsp ,repository"))
        .hasValue(Set.of(Service.OCSP, Service.REPOSITORY));
    assertThat(Service.parse(Service.ALL))
        .hasValue(EnumSet.complementOf(EnumSet.of(Service.CRL_MIRROR)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "ocsp,", "OCSP", "ca-core", "crl,crl-mirror", "ocsp repository"})
  void parse_anythingElse_isNoList(String written) {
    assertThat(Service.parse(written)).isEmpty();
  }

  @Test
  void text_isParsedAgain_inOneOrder() {
    assertThat(Service.text(Set.of(Service.REPOSITORY, Service.OCSP))).isEqualTo("ocsp,repository");
    assertThat(Service.text(Service.parse(Service.ALL).orElseThrow())).isEqualTo(Service.ALL);
  }
}
