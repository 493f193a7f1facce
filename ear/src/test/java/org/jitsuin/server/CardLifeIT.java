package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One card on the deployed server, seen from outside: the office, openssl, curl. */
@Tag("deployed")
class CardLifeIT extends DeployedServerTest {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int TRIES = 300;

  private final RelyingParty party = RelyingParty.of(installation());

  @Test
  void issue_rsaKeys_verifyWithOpensslAndAreGoodInOcsp() throws Exception {
    TestCard card = TestCard.register(installation());
    issue(card, card.rsaRequests());

    for (String kind : new String[] {"signature", "user-identification"}) {
      assertThat(verify(card, kind).output()).contains(": OK");
      party.await(card, kind, kind + ".pem: good");
    }
  }

  @Test
  void issue_p384Keys_areCertified() throws IOException {
    TestCard card = TestCard.register(installation());
    issue(card, card.p384Requests());
    Shell.Ended text =
        Shell.run(card.directory(), "openssl", "x509", "-in", "signature.pem", "-noout", "-text");
    assertThat(text.output()).contains("secp384r1");
    assertThat(verify(card, "signature").output()).contains(": OK");
  }

  @Test
  void issue_sameRequestAgain_givesTheSameAnswerAndNothingElse() throws IOException {
    TestCard card = TestCard.register(installation());
    StaffClient clerk = clerk("13221");
    String body = card.rsaRequests();
    String key = UUID.randomUUID().toString();
    Answer first = clerk.post("/cards/" + card.id + "/certificates", body, key);
    Answer again = clerk.post("/cards/" + card.id + "/certificates", body, key);

    assertThat(first.status()).isEqualTo(201);
    assertThat(again).isEqualTo(first);
    assertThat(clerk.get("/cards/" + card.id).body().get("certificates")).hasSize(2);
    assertThat(clerk.post("/cards/" + card.id + "/certificates", "{}", key).code())
        .isEqualTo("REQUEST_INVALID");
    assertThat(clerk.post("/cards/" + card.id + "/certificates", card.rsaRequests(), key).code())
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(clerk.post("/cards/" + card.id + "/certificates", card.rsaRequests()).code())
        .isEqualTo("CERTIFICATE_EXISTS");
  }

  @Test
  void issue_sameKeyTwice_isRefused() throws IOException {
    TestCard card = TestCard.register(installation());
    String request = card.rsaRequests();
    String twice =
        "{%2$s,\"requests\":{\"signature\":%1$s,\"user-identification\":%1$s}}"
            .formatted(
                request.replaceFirst("(?s).*\"signature\":(\".*?\").*", "$1"),
                OfficeRequests.CHECKED);
    Answer answer = clerk("13221").post("/cards/" + card.id + "/certificates", twice);
    assertThat(answer.code()).isEqualTo("KEY_REUSED");
  }

  @Test
  void card_ofAnotherMunicipality_isOutOfReach() throws IOException {
    TestCard card = TestCard.register(installation());
    StaffClient other = clerk("13104");
    assertThat(other.get("/cards/" + card.id).code()).isEqualTo("OTHER_MUNICIPALITY");
    assertThat(other.post("/cards/" + card.id + "/certificates", card.rsaRequests()).code())
        .isEqualTo("OTHER_MUNICIPALITY");
    assertThat(other.post("/cards", TestCard.registration("R-x", "13221")).code())
        .isEqualTo("OTHER_MUNICIPALITY");
  }

  @Test
  void move_revokesTheSignatureCertificateOnly_onceAndEverywhere() throws Exception {
    TestCard card = TestCard.register(installation());
    issue(card, card.rsaRequests());
    StaffClient register = StaffClient.of(installation(), "register");
    String event = "E-" + UUID.randomUUID();
    long before = crlNumber(card, "signature");

    Answer answer = register.post("/resident-events", card.move(event));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("revoked")).hasSize(1);
    JsonNode revoked = answer.body().get("revoked").get(0);
    assertThat(revoked.get("authority").asText()).isEqualTo("signature");
    assertThat(revoked.get("reason").asText()).isEqualTo("affiliationChanged");
    assertThat(register.post("/resident-events", card.move(event)).body()).isEqualTo(answer.body());
    assertThat(register.post("/resident-events", card.move(event).replace("false", "true")).code())
        .isEqualTo("EVENT_CONTENT_DIFFERS");

    party.await(card, "signature", "signature.pem: revoked");
    assertThat(party.ask(card, "signature")).contains("Reason: affiliationChanged");
    assertThat(party.ask(card, "user-identification")).contains("user-identification.pem: good");
    awaitCrlAfter(card, before);
    crlNumber(card, "user-identification");
    assertThat(verifyWithCrl(card, "signature").output()).contains("certificate revoked");
    assertThat(verifyWithCrl(card, "user-identification").output()).contains(": OK");

    assertThat(clerk("13221").get("/cards/" + card.id).code()).isEqualTo("OTHER_MUNICIPALITY");
    JsonNode moved = clerk("13104").get("/cards/" + card.id).body();
    assertThat(moved.at("/holder/municipality").asText()).isEqualTo("13104");
    assertThat(moved.at("/certificates/0/state").asText()).isEqualTo("revoked");
    assertThat(moved.at("/certificates/1/state").asText()).isEqualTo("good");
    JsonNode entries =
        StaffClient.of(installation(), "auditor").get("/audit/entries?card=" + card.id).body();
    assertThat(entries.at("/entries").findValuesAsText("act"))
        .containsSubsequence("card-registered", "certificates-issued", "certificate-revoked");
  }

  /** Before a departure that the register has reported a new one is issued, long before the end. */
  @Test
  void departure_reported_isIssuedForBeforeItsDay() throws Exception {
    TestCard card = TestCard.register(installation());
    issue(card, card.rsaRequests());
    String day = JapanTime.date(Clocks.system().instant()).plusDays(10).toString();
    String event =
        """
        {"event":"E-%s","registerId":"%s","kind":"departed-continuing","occurredOn":"%s",
         "address":"アメリカ合衆国"}
        """
            .formatted(UUID.randomUUID(), card.registerId, day);
    String renewal = "/cards/" + card.id + "/renewal";
    TestCard next = card.successor(card.id);
    String signature = next.signatureRenewal("departure");
    assertThat(clerk("13221").post(renewal, signature).code()).isEqualTo("DEPARTURE_NOT_PLANNED");
    Answer planned = StaffClient.of(installation(), "register").post("/resident-events", event);
    assertThat(planned.body().get("plannedFor").asText()).isEqualTo(day);
    Answer issued = clerk("13221").post(renewal, signature);
    assertThat(issued.status()).as(issued.toString()).isEqualTo(201);
    next.write("signature.pem", issued.body().at("/certificates/0/certificate").asText());
    party.await(card, "signature", "signature.pem: revoked");
    assertThat(party.ask(card, "signature")).contains("Reason: superseded");
    party.await(next, "signature", "signature.pem: good");
    assertThat(party.ask(card, "user-identification")).contains("user-identification.pem: good");
  }

  /** As much of a birth date as the register has, read by openssl as it was sent. */
  @Test
  void issue_partlyUnknownBirthDate_isInTheCertificate() throws IOException {
    TestCard card =
        TestCard.register(
            installation(),
            json -> json.replace("1980-02-17", "1947-00-00").replace("female", "not-applicable"));
    issue(card, card.rsaRequests());
    String extensions =
        Shell.run(card.directory(), "openssl", "asn1parse", "-in", "signature.pem", "-i").output();
    assertThat(extensions).contains("X509v3 Subject Alternative Name");
    Shell.Ended text =
        Shell.run(
            card.directory(),
            "sh",
            "-c",
            "openssl x509 -in signature.pem -outform DER | strings -n 9");
    assertThat(text.output()).contains("319470000");
    JsonNode read = clerk("13221").get("/cards/" + card.id).body();
    assertThat(read.at("/holder/birthDate").asText()).isEqualTo("1947-00-00");
    assertThat(read.at("/holder/sex").asText()).isEqualTo("not-applicable");
    for (String moment : new String[] {"1980-02-16T15:00:00.000Z", "1980-00-17", "1980-02-30"}) {
      String body = TestCard.registration("R-" + UUID.randomUUID(), "13221");
      Answer refused = clerk("13221").post("/cards", body.replace("1980-02-17", moment));
      assertThat(refused.code()).isEqualTo("REQUEST_INVALID");
      assertThat(refused.body().get("detail").asText()).contains("birthDate");
    }
  }

  @Test
  void move_minorCorrection_revokesNothing() throws Exception {
    TestCard card = TestCard.register(installation());
    issue(card, card.rsaRequests());
    Answer answer =
        StaffClient.of(installation(), "register")
            .post(
                "/resident-events",
                card.move("E-" + UUID.randomUUID())
                    .replace("\"minor\":false", "\"minor\":true")
                    .replace("\"municipality\":\"13104\",", ""));
    assertThat(answer.body().get("revoked")).isEmpty();
    party.await(card, "signature", "signature.pem: good");
  }

  private static StaffClient clerk(String municipality) {
    return StaffClient.of(installation(), "clerk-" + municipality);
  }

  private static void issue(TestCard card, String body) throws IOException {
    Answer answer = clerk("13221").post("/cards/" + card.id + "/certificates", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    for (JsonNode certificate : answer.body().get("certificates")) {
      card.write(
          certificate.get("authority").asText() + ".pem", certificate.get("certificate").asText());
    }
  }

  private static String authority(String kind) {
    return installation().ca().resolve(kind + ".pem").toString();
  }

  private static Shell.Ended verify(TestCard card, String kind) {
    return Shell.run(
        card.directory(), "openssl", "verify", "-CAfile", authority(kind), kind + ".pem");
  }

  private static Shell.Ended verifyWithCrl(TestCard card, String kind) {
    return Shell.run(
        card.directory(),
        "openssl",
        "verify",
        "-crl_check",
        "-CAfile",
        authority(kind),
        "-CRLfile",
        kind + ".crl",
        kind + ".pem");
  }

  /** Downloads the CRL of Kiyose-shi and tells its number. */
  private static long crlNumber(TestCard card, String kind) {
    String generation =
        Shell.run(card.directory(), "openssl", "x509", "-in", kind + ".pem", "-noout", "-text")
            .output()
            .replaceFirst("(?s).*/13221-(g\\d+)\\.crl.*", "$1");
    String address =
        "%s/crl/%s/13221-%s.crl"
            .formatted(installation().settings().httpAddress(), kind, generation);
    Shell.run(card.directory(), "curl", "-s", "-f", "-o", kind + ".crl", address);
    String output =
        Shell.run(
                card.directory(),
                "openssl",
                "crl",
                "-inform",
                "DER",
                "-in",
                kind + ".crl",
                "-noout",
                "-crlnumber")
            .output();
    assertThat(output).contains("crlNumber=0x");
    return Long.parseLong(output.strip().replace("crlNumber=0x", ""), 16);
  }

  private static void awaitCrlAfter(TestCard card, long number) throws InterruptedException {
    for (int i = 0; i < TRIES && crlNumber(card, "signature") <= number; i++) {
      Thread.sleep(STEP);
    }
    assertThat(crlNumber(card, "signature")).isGreaterThan(number);
  }
}
