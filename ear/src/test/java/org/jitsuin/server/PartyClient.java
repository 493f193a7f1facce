package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jitsuin.launcher.installation.Installation;

/**
 * A relying party with a certificate of the staff authority, which asks about certificates of cards
 * over mutual TLS: openssl makes its requests and reads the responses, curl carries them.
 */
final class PartyClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "changeit";
  private static final Duration STEP = Duration.ofMillis(200);
  private static final int TRIES = 150;

  private final Installation installation;
  private final String name;
  private final Path directory;
  private final String certificate;

  /**
   * @param name under which it is registered
   * @param credential as in {@code staff/CREDENTIAL.p12}
   */
  PartyClient(Installation installation, String name, String credential) throws IOException {
    this.installation = installation;
    this.name = name;
    directory = Files.createTempDirectory(installation.home(), "party-");
    Files.copy(installation.staff().resolve(credential + ".p12"), directory.resolve("party.p12"));
    certificate = Files.readString(installation.staff().resolve(credential + ".pem"));
  }

  /** The body that registers it. */
  String registration(String authority) throws IOException {
    return JSON.writeValueAsString(
        Map.of(
            "name", name,
            "authorities", List.of(authority),
            "certificates", List.of(certificate)));
  }

  /** The body that lets it ask about another authority. */
  String change(String authority) throws IOException {
    return JSON.writeValueAsString(
        Map.of(
            "authorities", List.of(authority),
            "certificates", List.of(certificate)));
  }

  /** Asks over HTTP, unsigned. */
  String askOpenly(JsonNode certificates) {
    String authority = authority("signature");
    return Shell.run(
            directory,
            "openssl",
            "ocsp",
            "-url",
            installation.settings().httpAddress() + "/ocsp",
            "-issuer",
            authority,
            "-serial",
            serial(certificates, "signature"))
        .output();
  }

  /** Asks over mutual TLS; what openssl says of the response, once it has verified it. */
  String ask(JsonNode certificates, String kind) {
    String issuer = authority(kind);
    String serial = serial(certificates, kind);
    run("openssl", "ocsp", "-no_nonce", "-issuer", issuer, "-serial", serial, "-reqout", "request");
    run(
        "curl",
        "-s",
        "-S",
        "--cacert",
        installation.ca().resolve("staff.pem").toString(),
        "--cert-type",
        "P12",
        "--cert",
        "party.p12:" + PASSWORD,
        "-H",
        "Content-Type: application/ocsp-request",
        "--data-binary",
        "@request",
        "-o",
        "response",
        installation.settings().httpsAddress() + "/ocsp");
    return Shell.run(
            directory,
            "openssl",
            "ocsp",
            "-respin",
            "response",
            "-issuer",
            issuer,
            "-serial",
            serial,
            "-CAfile",
            issuer)
        .output();
  }

  /** Asks until it is told that. */
  void await(JsonNode certificates, String kind, String wanted) throws InterruptedException {
    String said = ask(certificates, kind);
    for (int i = 0; i < TRIES && !said.contains(wanted); i++) {
      Thread.sleep(STEP);
      said = ask(certificates, kind);
    }
    assertThat(said).contains(wanted);
  }

  private void run(String... command) {
    Shell.Ended ended = Shell.run(directory, command);
    assertThat(ended.code()).as(ended.output()).isZero();
  }

  private String authority(String kind) {
    return installation.ca().resolve(kind + ".pem").toAbsolutePath().toString();
  }

  private static String serial(JsonNode certificates, String kind) {
    return StreamSupport.stream(certificates.spliterator(), false)
        .filter(one -> one.get("authority").asText().equals(kind))
        .map(one -> "0x" + one.get("serial").asText())
        .findFirst()
        .orElseThrow();
  }
}
