package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A consent from the holder's openssl to the last answer, on the deployed server. */
@Tag("deployed")
class ConsentIT extends DeployedServerTest {
  private static final String PARTY = "relying-party";

  private final OfficeRequests desk = new OfficeRequests(installation());
  private final StaffClient party = desk.as(PARTY);
  private final StaffClient clerk = desk.as("clerk-13221");
  private final Instant now = Clocks.system().instant().truncatedTo(ChronoUnit.SECONDS);
  private final LocalDate today = JapanTime.date(now);

  /** As docs/consent.md has it. */
  static String signed(TestCard card, String kind, String text) throws IOException {
    Path directory = card.directory();
    Files.writeString(directory.resolve("text.txt"), text);
    Shell.Ended ended =
        Shell.run(
            directory,
            "openssl",
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            "-in",
            "text.txt",
            "-signer",
            kind + ".pem",
            "-inkey",
            kind + ".key",
            "-outform",
            "DER",
            "-out",
            "text.p7m");
    assertThat(ended.code()).as(ended.output()).isZero();
    return "{\"signed\":\"%s\"}"
        .formatted(
            Base64.getEncoder().encodeToString(Files.readAllBytes(directory.resolve("text.p7m"))));
  }

  private String consent(String id) {
    return consent(id, now, "口座の住所を最新に保つため");
  }

  /** The text of a consent to the party of the ceremony, for five years. */
  static String consent(String id, Instant given, String purpose) {
    return """
    jitsuin-consent-1
    id: %s
    party: %s
    purpose: %s
    attributes: name address
    given: %s
    until: %s
    """
        .formatted(
            id,
            PARTY,
            purpose,
            given.truncatedTo(ChronoUnit.SECONDS),
            JapanTime.date(given).plusYears(5));
  }

  private String withdrawal(String id) {
    return "jitsuin-consent-withdrawal-1\nconsent: %s\ngiven: %s\n".formatted(id, now);
  }

  private long next() throws IOException {
    long after = 0;
    long next = desk.answer(200, party.get("/consents/withdrawals")).get("next").asLong();
    while (next != after) {
      after = next;
      next =
          desk.answer(200, party.get("/consents/withdrawals?after=" + after)).get("next").asLong();
    }
    return next;
  }

  @Test
  void consent_signedByOpenssl_isAnsweredThroughAMove_untilItIsWithdrawn() throws Exception {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    String id = UUID.randomUUID().toString();
    String consent = signed(card, "signature", consent(id));
    JsonNode checked = desk.answer(200, party.post("/consents/check", consent));
    assertThat(checked.get("state").asText()).isEqualTo("in-force");
    assertThat(checked.has("receipt")).as("nothing was recorded").isFalse();
    desk.refused("CONSENT_UNKNOWN", party.get("/consents/" + id));
    JsonNode recorded = desk.answer(201, party.post("/consents", consent, "consent-" + id));
    assertThat(desk.answer(201, party.post("/consents", consent, "consent-" + id)))
        .isEqualTo(recorded);
    desk.refused("CONSENT_EXISTS", party.post("/consents", consent));

    JsonNode told = desk.answer(200, party.get("/consents/" + id + "/data"));
    assertThat(told.get("name").asText()).isEqualTo("山田　花子");
    assertThat(told.has("birthDate") || told.has("sex")).isFalse();
    assertThat(hash(told.get("proof"))).isEqualTo(told.at("/proof/told").asText());

    move(card);
    desk.refused("CONSENT_WITHOUT_CERTIFICATE", party.get("/consents/" + id + "/data"));
    desk.answer(
        201,
        clerk.post(
            "/cards/" + card.id + "/certificates",
            card.signatureRenewal("x").replaceFirst(",\"ground\":\"x\"", "")));
    assertThat(desk.answer(200, party.get("/consents/" + id + "/data")).get("address").asText())
        .isEqualTo("東京都清瀬市松山一丁目２番３号");

    shown(card, id);
    withdraw(card, id);
  }

  private static String hash(JsonNode proof) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(HexFormat.of().parseHex(proof.get("salt").asText()));
    digest.update(proof.get("data").asText().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  private void move(TestCard card) throws IOException {
    desk.answer(
        200,
        desk.as("register")
            .post(
                "/resident-events",
                """
                {"event":"E-%s","registerId":"%s","kind":"address-changed","occurredOn":"%s",
                 "municipality":"13221","address":"東京都清瀬市松山一丁目２番３号"}
                """
                    .formatted(UUID.randomUUID(), card.registerId, today)));
  }

  /** Who was told is shown to the holder, and to nobody whom the holder did not name. */
  private void shown(TestCard card, String id) throws IOException {
    String question = "jitsuin-consent-question-1\nbearer: %s\ngiven: %s\n";
    String other = signed(card, "user-identification", question.formatted("portal", now));
    desk.refused("CONSENT_OTHER_PARTY", party.post("/consents/of-holder", other));
    String own = signed(card, "user-identification", question.formatted(PARTY, now));
    JsonNode shown = desk.answer(200, party.post("/consents/of-holder", own));
    assertThat(shown.at("/consents/0/consent").asText()).isEqualTo(id);
    assertThat(shown.at("/consents/0/answers").asInt()).isEqualTo(2);
    assertThat(shown.at("/consents/0/answeredAt")).hasSize(2);
    assertThat(desk.answer(200, clerk.get("/cards/" + card.id + "/consents"))).isEqualTo(shown);
    desk.refused(
        "OTHER_MUNICIPALITY", desk.as("clerk-13104").get("/cards/" + card.id + "/consents"));
  }

  private void withdraw(TestCard card, String id) throws IOException {
    long after = next();
    String withdrawal = signed(card, "user-identification", withdrawal(id));
    desk.answer(200, clerk.post("/consents/" + id + "/withdrawal", withdrawal));
    desk.refused("CONSENT_WITHDRAWN", party.get("/consents/" + id + "/data"));
    desk.refused("CONSENT_WITHDRAWN", party.post("/consents/" + id + "/withdrawal", withdrawal));
    assertThat(
            desk.answer(200, party.get("/consents/withdrawals?after=" + after))
                .findValuesAsText("consent"))
        .containsExactly(id);
    JsonNode entries = desk.entries(card);
    assertThat(entries.findValuesAsText("act"))
        .contains("consent-recorded", "consents-shown", "consent-withdrawn");
    assertThat(entries.toString()).doesNotContain("花子", "口座", card.registerId);
  }

  @Test
  void consent_ofWhoLostTheCard_isWithdrawnAtTheOffice() throws Exception {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    String id = UUID.randomUUID().toString();
    desk.answer(201, party.post("/consents", signed(card, "signature", consent(id))));
    String path = "/cards/" + card.id + "/consents/" + id + "/withdrawal";
    desk.refused("REQUEST_INVALID", clerk.post(path, "{}"));
    desk.answer(200, clerk.post(path, "{" + OfficeRequests.CHECKED + "}"));
    desk.refused("CONSENT_WITHDRAWN", party.get("/consents/" + id + "/data"));
  }

  @Test
  void consent_notAsItMustBe_isRefused() throws Exception {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    String id = UUID.randomUUID().toString();
    desk.refused(
        "CONSENT_SIGNATURE_INVALID",
        party.post("/consents", signed(card, "user-identification", consent(id))));
    desk.refused(
        "CONSENT_TEXT_INVALID",
        party.post(
            "/consents", signed(card, "signature", consent(id).replace("name address", "all"))));
    desk.refused(
        "CONSENT_OTHER_PARTY",
        party.post("/consents", signed(card, "signature", consent(id).replace(PARTY, "bank"))));
    desk.refused("CONSENT_SIGNATURE_INVALID", party.post("/consents", "{\"signed\":\"MAA=\"}"));
    desk.refused("REQUEST_INVALID", party.post("/consents", "{\"signed\":\"not base64\"}"));
    desk.refused("CONSENT_UNKNOWN", party.get("/consents/" + id + "/data"));
  }
}
