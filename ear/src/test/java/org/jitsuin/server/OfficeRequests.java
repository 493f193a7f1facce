package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.server.StaffClient.Answer;

/** What the tests of the office API do again and again, and what OCSP says of it. */
final class OfficeRequests {
  static final String CHECKED =
      "\"identityCheck\":{\"present\":[\"holder\"],\"documents\":[\"driving-licence\"]}";

  private static final Duration STEP = Duration.ofMillis(100);
  private static final int TRIES = 300;

  private final Installation installation;

  OfficeRequests(Installation installation) {
    this.installation = installation;
  }

  StaffClient as(String name) {
    return StaffClient.of(installation, name);
  }

  /** An answer that must be of that status. */
  JsonNode answer(int status, Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    return answer.body();
  }

  /** A refusal with that code. */
  void refused(String code, Answer answer) {
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    assertThat(answer.body().path("detail").asText()).isNotEmpty();
    assertThat(answer.body().path("detailJa").asText()).isNotEmpty();
  }

  /**
   * Has both certificates issued and keeps them in files.
   *
   * @return their serial numbers by kind
   */
  Map<String, String> issue(TestCard card) throws IOException {
    return keep(
        card,
        answer(
            201,
            as("clerk-13221").post("/cards/" + card.id + "/certificates", card.p384Requests())));
  }

  /** Keeps the certificates of an answer. */
  Map<String, String> keep(TestCard card, JsonNode answer) {
    Map<String, String> serials = new HashMap<>();
    for (JsonNode certificate : answer.get("certificates")) {
      String kind = certificate.get("authority").asText();
      card.write(kind + ".pem", certificate.get("certificate").asText());
      serials.put(kind, certificate.get("serial").asText());
    }
    return serials;
  }

  /** Waits until OCSP says it of a card's certificate. */
  void awaitOcsp(TestCard card, String kind, String wanted) throws InterruptedException {
    RelyingParty.of(installation).await(card, kind, wanted);
  }

  /**
   * Waits until a CRL of the signature authority lists a certificate so.
   *
   * @param crl its name, without {@code .crl}
   * @param entry how openssl begins the entry
   * @param wanted what the entry must say
   * @return the entry
   */
  String awaitCrl(TestCard card, String crl, String entry, String wanted)
      throws InterruptedException {
    String listed = entry(card, crl, entry);
    for (int i = 0; i < TRIES && !listed.contains(wanted); i++) {
      Thread.sleep(STEP);
      listed = entry(card, crl, entry);
    }
    assertThat(listed).contains(wanted);
    return listed;
  }

  private String entry(TestCard card, String crl, String entry) {
    String address = installation.settings().httpAddress() + "/crl/signature/" + crl + ".crl";
    Shell.run(card.directory(), "curl", "-s", "-f", "-o", crl + ".crl", address);
    String text =
        Shell.run(
                card.directory(),
                "openssl",
                "crl",
                "-inform",
                "DER",
                "-in",
                crl + ".crl",
                "-noout",
                "-text")
            .output();
    int from = text.indexOf(entry);
    int until = text.indexOf("Serial Number:", from + 1);
    return from < 0 ? "" : text.substring(from, until < 0 ? text.length() : until);
  }

  /** Revocations are known to the second: what follows shall lie in another one. */
  void awaitNextSecond() throws InterruptedException {
    Thread.sleep(Duration.ofMillis(1_100));
  }

  /** A clerk ends a signature certificate at the wish of its holder. */
  void revoke(String serial) throws IOException {
    JsonNode _ =
        answer(
            200,
            as("clerk-13221")
                .post(
                    "/certificates/signature/" + serial + "/revocation",
                    "{\"ground\":\"holder-request\"," + CHECKED + "}"));
  }

  /** Somebody of the family reports a card as lost. */
  void suspend(TestCard card) throws IOException {
    JsonNode _ =
        answer(
            200,
            as("lossline")
                .post(
                    "/cards/" + card.id + "/suspension",
                    "{\"reporter\":{\"relation\":\"family\",\"name\":\"山田　太郎\"}}"));
  }

  /** The audit entries of a card. */
  JsonNode entries(TestCard card) throws IOException {
    return as("auditor").get("/audit/entries?limit=1000&card=" + card.id).body().get("entries");
  }

  /**
   * An act's answer as it is given when it is asked for again under another key: nothing is done,
   * so nothing is recorded.
   */
  static JsonNode withoutReceipt(JsonNode answer) {
    ObjectNode rest = answer.deepCopy();
    assertThat(rest.remove("receipt")).isNotNull();
    return rest;
  }
}
