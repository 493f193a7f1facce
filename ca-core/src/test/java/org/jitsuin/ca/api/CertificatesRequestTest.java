package org.jitsuin.ca.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.jitsuin.ca.api.CertificateRequests.CertificatesRequest;
import org.jitsuin.ca.lifecycle.RenewalGround;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On what ground certificates are asked for in the place of others. */
class CertificatesRequestTest {
  private final Json json = new Json();

  private CertificatesRequest request(String ground) {
    String body = "{\"requests\":{\"signature\":\"pem\"}" + ground + "}";
    return json.read(body.getBytes(StandardCharsets.UTF_8), CertificatesRequest.class);
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

  /** What an application of that kind holds is checked in the same way. */
  @Test
  void check_contentOfAnApplication_knowsTheGroundsOfRenewals() {
    renewal("{\"ground\":\"departure\"}").check();
    assertThat(renewal("{\"ground\":\"departure\"}").request().ground()).isEqualTo("departure");
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> renewal("{\"ground\":\"other\"}").check());
  }

  private ApplicationContents.Renewal renewal(String content) {
    return json.read(content.getBytes(StandardCharsets.UTF_8), ApplicationContents.Renewal.class);
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
