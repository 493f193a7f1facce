package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every page begins with: who somebody is here; and whose pages may ask at all. */
@Tag("deployed")
class CallerIT extends DeployedServerTest {
  private final OfficeRequests desk = new OfficeRequests(installation());

  @ParameterizedTest
  @CsvSource({
    "clerk-13221, office-clerk, 13221",
    "supervisor-13221, office-supervisor, 13221",
    "lossline, lossline-operator,",
    "auditor, auditor,",
    "operator, ca-operator,",
    "register, register-feed,",
    "relying-party, relying-party,"
  })
  void caller_ofEachRole_isToldWhatHoldsHere(String name, String role, String municipality)
      throws IOException, GeneralSecurityException {
    JsonNode told = desk.answer(200, desk.as(name).get("/caller"));
    assertThat(told.get("name").asText()).isEqualTo(name);
    assertThat(told.get("role").asText()).isEqualTo(role);
    assertThat(told.path("municipality").asText(null)).isEqualTo(municipality);
    assertThat(told.at("/policies").has("dualControl")).isEqualTo(municipality != null);
    assertThat(told.at("/policies/registerConfirmation").isBoolean()).isTrue();
    assertThat(told.get("mode").asText()).isEqualTo("development");
    assertThat(told.get("languages")).hasToString("[\"ja\",\"en\"]");
    X509Certificate certificate = StaffClient.certificate(installation(), name);
    assertThat(told.at("/certificate/serial").asText())
        .isEqualTo(HexFormat.of().formatHex(certificate.getSerialNumber().toByteArray()));
    Instant end = certificate.getNotAfter().toInstant();
    assertThat(told.at("/certificate/notAfter").asText()).isEqualTo(end.toString());
    assertThat(told.at("/certificate/daysLeft").asLong())
        .isEqualTo(Duration.between(Clocks.system().instant(), end).toDays());
    assertThat(Duration.between(Instant.parse(told.at("/clock/now").asText()), now()).abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(told.at("/clock/moved").asBoolean()).isFalse();
    assertThat(told.at("/clock").has("offset")).isFalse();
  }

  private static Instant now() {
    return Clocks.system().instant();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "something"})
  void page_ofAnotherOrigin_isRefusedBeforeAnythingIsReadOrRecorded(String site)
      throws IOException {
    TestCard card = TestCard.register(installation());
    StaffClient clerk = desk.as("clerk-13221");
    Answer reading = clerk.fromPage(site, "GET", "/cards/" + card.id);
    desk.refused("CROSS_SITE_REQUEST", reading);
    assertThat(reading.status()).isEqualTo(403);
    desk.refused(
        "CROSS_SITE_REQUEST", clerk.fromPage(site, "POST", "/cards/" + card.id + "/suspension"));
    assertThat(desk.entries(card).findValuesAsText("act")).containsExactly("card-registered");
  }

  /** Not even of whom nobody knows it is told more. */
  @Test
  void page_ofAnotherSiteWithoutCertificate_isRefusedAsSuch() throws IOException {
    desk.refused(
        "CROSS_SITE_REQUEST",
        StaffClient.anonymous(installation()).fromPage("cross-site", "GET", "/caller"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void page_ofTheSameOrigin_isAnswered(String site) throws IOException {
    assertThat(desk.as("clerk-13221").fromPage(site, "GET", "/caller").status()).isEqualTo(200);
  }
}
