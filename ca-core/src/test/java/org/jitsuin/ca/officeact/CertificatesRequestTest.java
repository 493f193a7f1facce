package org.jitsuin.ca.officeact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.lifecycle.RenewalGround;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On what ground certificates are asked for in the place of others. */
class CertificatesRequestTest {
  private CertificatesRequest request(String ground) {
    String body =
        "{\"requests\":{\"signature\":\"pem\"}," + IdentityCheckRequest.EXAMPLE + ground + "}";
    return Json.read(body.getBytes(StandardCharsets.UTF_8), CertificatesRequest.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ENDING",
    "',\"ground\":\"ending\"', ENDING",
    "',\"ground\":\"departure\"', DEPARTURE"
  })
  void issueRequest_renewal_hasItsGround(String ground, RenewalGround expected) {
    assertThat(request(ground).issueRequest("card", true).renewal()).contains(expected);
  }

  @Test
  void issueRequest_groundThatIsNone_refused() {
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> request(",\"ground\":\"other\"").issueRequest("card", true));
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> request(",\"ground\":\"departure\"").issueRequest("card", false));
    assertThat(request("").issueRequest("card", false).renewal()).isEmpty();
  }
}
