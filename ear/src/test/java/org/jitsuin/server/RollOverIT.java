package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.launcher.startup.CeremonyOrder;
import org.jitsuin.launcher.startup.KeyCeremony;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A new key generation of user identification beside the old one, on a server that runs. */
@Tag("deployed")
class RollOverIT extends DeployedServerTest {
  private static final String KIND = "user-identification";
  private static final Duration STEP = Duration.ofMillis(250);
  private static final int TRIES = 240;

  private final OfficeRequests desk = new OfficeRequests(installation());

  @Test
  void rollOver_whileTheServerRuns_bothGenerationsAnswer() throws Exception {
    TestCard old = TestCard.register(installation());
    Map<String, String> serials = desk.issue(old);
    assertThat(generation(old)).isEqualTo("g1");

    new KeyCeremony(
            installation(),
            ServerUnderTest.installation().custody(),
            Clocks.system(),
            sentence -> {})
        .rollOver(
            CeremonyOrder.rollOver(
                Authority.USER_IDENTIFICATION, Optional.empty(), Duration.ofMinutes(5), true));

    TestCard fresh = awaitIssueByNew();
    isGood(old, "g1");
    isGood(fresh, "g2");
    // With the issuer certificate of the other generation, as those have it who keep one.
    assertThat(ocsp(old, "g2")).contains(KIND + ".pem: good", "Response verify OK");
    assertThat(ocsp(fresh, "g1")).contains(KIND + ".pem: good", "Response verify OK");
    String path = "/certificates/" + KIND + "/" + serials.get(KIND) + "/revocation";
    desk.answer(
        200,
        desk.as("clerk-13221")
            .post(path, "{\"ground\":\"holder-request\"," + OfficeRequests.CHECKED + "}"));
    String serial = serials.get(KIND).toLowerCase(Locale.ROOT);
    for (int i = 0; i < TRIES && !crl(old, "g1").contains(serial); i++) {
      Thread.sleep(STEP);
    }
    assertThat(crl(old, "g1")).contains("serial number: " + serial);
    assertThat(crl(fresh, "g2")).doesNotContain(serial);
    for (String issuer : new String[] {"g1", "g2"}) {
      assertThat(ocsp(old, issuer)).contains(KIND + ".pem: revoked", "Response verify OK");
    }
    isGood(fresh, "g2");
    bothCertificatesAreServed(old);
    completeCrlsAnswerForBoth(old, fresh);
    whatTheKeySignedForNoCard_isKnownAndCanBeRevoked(old);
    anotherSigner_takesThePlaceOfOneThatIsRevoked(old);
  }

  private void whatTheKeySignedForNoCard_isKnownAndCanBeRevoked(TestCard card) throws Exception {
    String link = authority("g2-new-with-old");
    assertThat(ocsp(card, "g1", authority("g1"))).contains(": good", "Response verify OK");
    assertThat(ocsp(card, "g1", link)).contains(": good", "Response verify OK");
    String serial =
        openssl(card, "x509", "-in", link, "-noout", "-serial")
            .strip()
            .replace("serial=", "")
            .toLowerCase(Locale.ROOT);
    revoke(serial);
    await(() -> ocsp(card, "g1", link).contains("Reason: cACompromise"));
  }

  private void anotherSigner_takesThePlaceOfOneThatIsRevoked(TestCard card) throws Exception {
    String before = signer(card);
    new KeyCeremony(
            installation(),
            ServerUnderTest.installation().custody(),
            Clocks.system(),
            sentence -> {})
        .signer(CeremonyOrder.signer(KIND + "-g1"));
    revoke(before);
    await(() -> !signer(card).isEmpty() && !signer(card).equals(before));
    assertThat(ocsp(card, "g1")).contains(KIND + ".pem: revoked", "Response verify OK");
  }

  /** Two operators revoke what the authority signed for no card. */
  private void revoke(String serial) throws IOException {
    String proposal =
        """
        {"selection": {"authority": "%s", "authorityCertificate": "%s"},
         "ground": "key-compromise", "reason": "trial", "perSecond": 1}
        """
            .formatted(KIND, serial);
    String job =
        desk.answer(201, desk.as("operator").post("/revocation-jobs", proposal))
            .get("job")
            .asText();
    desk.answer(200, desk.as("operator2").post("/revocation-jobs/" + job + "/approval", "{}"));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < TRIES && !condition.call(); i++) {
      Thread.sleep(STEP);
    }
    assertThat(condition.call()).isTrue();
  }

  /** The serial number of the certificate that comes with an answer; empty with none. */
  private static String signer(TestCard card) {
    Matcher serial =
        Pattern.compile("Serial Number:\\s*\\n\\s+([0-9a-f:]+)")
            .matcher(ocsp(card, "g1", KIND + ".pem", "-resp_text"));
    return serial.find() ? serial.group(1).replace(":", "") : "";
  }

  /**
   * Who trusts the old key only gets the way to the new one, and who has any complete CRL learns
   * what either key revoked; also of the authorities' own certificates.
   */
  private static void completeCrlsAnswerForBoth(TestCard old, TestCard fresh) throws Exception {
    for (TestCard card : List.of(old, fresh)) {
      String server = installation().settings().httpAddress();
      Shell.run(card.directory(), "curl", "-s", "-f", "-O", server + "/ca/" + KIND + ".p7c");
      openssl(
          card, "pkcs7", "-inform", "DER", "-in", KIND + ".p7c", "-print_certs", "-out", "all.pem");
      String link = server + "/ca/" + KIND + "-g2-new-with-old.cer";
      Shell.run(card.directory(), "curl", "-s", "-f", "-o", "link.cer", link);
      openssl(card, "x509", "-inform", "DER", "-in", "link.cer", "-out", "link.pem");
      String verified = verifyWithTheOldRoot(card);
      for (int i = 0; i < TRIES && !verified.contains(card == old ? "revoked" : "OK"); i++) {
        Thread.sleep(STEP);
        verified = verifyWithTheOldRoot(card);
      }
      assertThat(verified).contains(card == old ? "certificate revoked" : KIND + ".pem: OK");
    }
    assertThat(Files.readString(fresh.directory().resolve("all.pem")).split("BEGIN", -1))
        .hasSize(5);
  }

  private static String verifyWithTheOldRoot(TestCard card) throws IOException {
    StringBuilder crls = new StringBuilder();
    for (String generation : new String[] {"g1", "g2"}) {
      String name = "complete-" + generation + ".crl";
      String address = installation().settings().httpAddress() + "/crl/" + KIND + "/" + name;
      Shell.run(card.directory(), "curl", "-s", "-f", "-o", name, address);
      crls.append(openssl(card, "crl", "-inform", "DER", "-in", name));
    }
    Files.writeString(card.directory().resolve("crls.pem"), crls);
    return openssl(
        card,
        "verify",
        "-crl_check_all",
        "-CAfile",
        authority("g1"),
        "-untrusted",
        "link.pem",
        "-CRLfile",
        "crls.pem",
        KIND + ".pem");
  }

  /** It issues half a minute after the ceremony, when every responder has heard of it. */
  private TestCard awaitIssueByNew() throws Exception {
    await(() -> issuing().equals(List.of("user-identification-g2")));
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    assertThat(generation(card)).isEqualTo("g2");
    return card;
  }

  private List<String> issuing() throws IOException {
    List<String> issuing = new ArrayList<>();
    JsonNode status = desk.as("operator").get("/status").body();
    for (JsonNode one : status.at("/generations/generations")) {
      if (one.get("authority").asText().equals(KIND) && one.get("issuing").asBoolean()) {
        issuing.add(one.get("issuer").asText());
      }
    }
    return issuing;
  }

  /** What the certificate's distribution point names. */
  private static String generation(TestCard card) {
    return openssl(card, "x509", "-in", KIND + ".pem", "-noout", "-text")
        .replaceFirst("(?s).*/13221-(g\\d+)\\.crl.*", "$1");
  }

  private static String authority(String generation) {
    return installation().ca().resolve(KIND + "-" + generation + ".pem").toString();
  }

  private static String openssl(TestCard card, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "openssl";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Shell.run(card.directory(), command).output();
  }

  private static void isGood(TestCard card, String generation) {
    assertThat(ocsp(card, generation)).contains(KIND + ".pem: good", "Response verify OK");
    crl(card, generation);
    String verified =
        openssl(
            card,
            "verify",
            "-crl_check",
            "-CAfile",
            authority(generation),
            "-CRLfile",
            generation + ".crl",
            KIND + ".pem");
    assertThat(verified).contains(KIND + ".pem: OK");
  }

  private static String ocsp(TestCard card, String generation) {
    return ocsp(card, generation, KIND + ".pem");
  }

  private static String ocsp(
      TestCard card, String generation, String certificate, String... options) {
    String authority = authority(generation);
    List<String> arguments = new ArrayList<>(List.of("ocsp"));
    arguments.addAll(List.of(options));
    arguments.addAll(
        List.of(
            "-url",
            installation().settings().httpAddress() + "/ocsp",
            "-CAfile",
            authority,
            "-issuer",
            authority,
            "-cert",
            certificate));
    return openssl(card, arguments.toArray(String[]::new));
  }

  private static String crl(TestCard card, String generation) {
    String address =
        "%s/crl/%s/13221-%s.crl"
            .formatted(installation().settings().httpAddress(), KIND, generation);
    Shell.run(card.directory(), "curl", "-s", "-f", "-o", generation + ".crl", address);
    return openssl(card, "crl", "-inform", "DER", "-in", generation + ".crl", "-noout", "-text")
        .toLowerCase(Locale.ROOT);
  }

  private static void bothCertificatesAreServed(TestCard card) throws IOException {
    for (String generation : new String[] {"g1", "g2"}) {
      String address =
          "%s/ca/%s-%s.cer".formatted(installation().settings().httpAddress(), KIND, generation);
      Shell.run(card.directory(), "curl", "-s", "-f", "-o", generation + ".cer", address);
      assertThat(openssl(card, "x509", "-inform", "DER", "-in", generation + ".cer"))
          .contains(
              Files.readString(installation().ca().resolve(KIND + "-" + generation + ".pem"))
                  .strip());
    }
  }
}
