package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  private final Desk desk = new Desk(installation());

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
    String path = "/certificates/" + KIND + "/" + serials.get(KIND) + "/revocation";
    desk.answer(
        200,
        desk.as("clerk-13221").post(path, "{\"ground\":\"holder-request\"," + Desk.CHECKED + "}"));
    String serial = serials.get(KIND).toLowerCase(Locale.ROOT);
    for (int i = 0; i < TRIES && !crl(old, "g1").contains(serial); i++) {
      Thread.sleep(STEP);
    }
    assertThat(crl(old, "g1")).contains("serial number: " + serial);
    assertThat(crl(fresh, "g2")).doesNotContain(serial);
    assertThat(ocsp(old, "g1")).contains(KIND + ".pem: revoked", "Response verify OK");
    isGood(fresh, "g2");
    bothCertificatesAreServed(old);
  }

  /** Servers look for new generations every ten seconds. */
  private TestCard awaitIssueByNew() throws Exception {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    for (int i = 0; i < TRIES && !generation(card).equals("g2"); i++) {
      Thread.sleep(STEP);
      card = TestCard.register(installation());
      desk.issue(card);
    }
    assertThat(generation(card)).isEqualTo("g2");
    return card;
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
    String authority = authority(generation);
    return openssl(
        card,
        "ocsp",
        "-url",
        installation().settings().httpAddress() + "/ocsp",
        "-CAfile",
        authority,
        "-issuer",
        authority,
        "-cert",
        KIND + ".pem");
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
