package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Party;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL as the relying party. */
@Tag("stack")
class OpensslTest {
  private static final Instant REVOKED_AT = Instant.parse("2025-10-27T03:04:05Z");

  @TempDir private Path directory;

  private final Lab lab = new Lab(Clocks.system(), Map.of());
  private final Serial serial = lab.rows.issue(Lab.SIGNATURE);
  private Path issuer;

  @BeforeEach
  void prepare() throws IOException {
    issuer = pem(Lab.SIGNATURE);
    lab.refreshed();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Path pem(int number) throws IOException {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(lab.issuer(number).getEncoded());
    return Files.writeString(
        directory.resolve("issuer-" + number + ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }

  /** Runs {@code openssl ocsp} and returns what it prints. */
  private String ocsp(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl", "ocsp"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private String ask(String hash, Serial asked) throws IOException, InterruptedException {
    return ocsp(
        hash,
        "-issuer",
        issuer.toString(),
        "-serial",
        "0x" + asked,
        "-url",
        lab.url(),
        "-CAfile",
        issuer.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-sha1", "-sha256", "-sha384", "-sha512"})
  void ask_good_verifies(String hash) throws IOException, InterruptedException {
    assertThat(ask(hash, serial)).contains("Response verify OK", ": good");
  }

  /** The certificate of the authority itself, which no citizen holds. */
  @Test
  void ask_theIssuersOwn_isGood() throws IOException, InterruptedException {
    assertThat(
            ocsp(
                "-issuer",
                issuer.toString(),
                "-cert",
                issuer.toString(),
                "-url",
                lab.url(),
                "-CAfile",
                issuer.toString()))
        .contains("Response verify OK", ": good");
  }

  @Test
  void ask_revoked_saysWhyAndWhen() throws IOException, InterruptedException {
    lab.rows.revoke(
        Lab.SIGNATURE, serial, new Revocation(REVOKED_AT, RevocationReason.AFFILIATION_CHANGED));
    lab.refreshed();
    assertThat(ask("-sha256", serial))
        .contains(
            "Response verify OK",
            ": revoked",
            "Reason: affiliationChanged",
            "Revocation Time: Oct 27 03:04:05 2025 GMT");
  }

  @Test
  void ask_revokedWithInvalidityDate_saysSinceWhen() throws IOException, InterruptedException {
    lab.rows.revoke(
        Lab.SIGNATURE,
        serial,
        new Revocation(
            REVOKED_AT,
            RevocationReason.KEY_COMPROMISE,
            Optional.of(REVOKED_AT.minusSeconds(86_400))));
    lab.refreshed();
    assertThat(
            ocsp(
                "-resp_text",
                "-issuer",
                issuer.toString(),
                "-serial",
                "0x" + serial,
                "-url",
                lab.url(),
                "-CAfile",
                issuer.toString()))
        .contains(
            "Response verify OK",
            "OCSP Archive Cutoff",
            "Invalidity Date",
            "Oct 26 03:04:05 2025 GMT");
  }

  @Test
  void ask_suspended_isOnHold() throws IOException, InterruptedException {
    lab.rows.revoke(
        Lab.SIGNATURE, serial, new Revocation(REVOKED_AT, RevocationReason.CERTIFICATE_HOLD));
    lab.refreshed();
    assertThat(ask("-sha256", serial)).contains(": revoked", "Reason: certificateHold");
  }

  @Test
  void ask_neverIssued_isOnHoldSince1970() throws IOException, InterruptedException {
    try (Lab.Following _ = lab.following()) {
      assertThat(ask("-sha256", lab.rows.neverIssued()))
          .contains("Response verify OK", ": revoked", "Revocation Time: Jan  1 00:00:00 1970 GMT");
    }
  }

  @Test
  void ask_severalAtOnce_tellsEach() throws IOException, InterruptedException {
    Serial other = lab.rows.issue(Lab.SIGNATURE);
    lab.rows.revoke(Lab.SIGNATURE, other, new Revocation(REVOKED_AT, RevocationReason.SUPERSEDED));
    lab.refreshed();
    assertThat(
            ocsp(
                "-issuer",
                issuer.toString(),
                "-serial",
                "0x" + serial,
                "-serial",
                "0x" + other,
                "-url",
                lab.url(),
                "-CAfile",
                issuer.toString()))
        .contains("Response verify OK", "0x" + serial + ": good", "0x" + other + ": revoked");
  }

  @Test
  void ask_foreignIssuer_isUnauthorized() throws Exception {
    String foreign = selfSigned().toString();
    assertThat(ocsp("-issuer", foreign, "-serial", "0x01", "-url", lab.url(), "-noverify"))
        .contains("unauthorized (6)");
  }

  private Path selfSigned() throws IOException, InterruptedException {
    Path certificate = directory.resolve("foreign.pem");
    Process process =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=Foreign",
                "-keyout",
                directory.resolve("foreign.key").toString(),
                "-out",
                certificate.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("req.log").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return certificate;
  }

  /** OpenSSL makes the request and reads the response; between them it goes by GET. */
  @Test
  void get_requestOfOpenssl_isAcceptedByOpenssl() throws IOException, InterruptedException {
    Path request = directory.resolve("request.der");
    Path response = directory.resolve("response.der");
    ocsp(
        "-no_nonce",
        "-issuer",
        issuer.toString(),
        "-serial",
        "0x" + serial,
        "-reqout",
        request.toString());
    String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(request));
    Files.write(
        response, lab.send(HttpRequest.newBuilder(URI.create(lab.url() + "/" + base64))).body());
    assertThat(
            ocsp(
                "-respin",
                response.toString(),
                "-issuer",
                issuer.toString(),
                "-serial",
                "0x" + serial,
                "-CAfile",
                issuer.toString()))
        .contains("Response verify OK", ": good");
  }

  /** OpenSSL signs its request with a registered key, another one, or not at all. */
  @Test
  void ask_registeredPartiesOnly_isAskedToSign() throws IOException, InterruptedException {
    Party party = Party.at(Clocks.system().instant());
    Party stranger = Party.at(Clocks.system().instant());
    party.registered(lab.stack.jdbi("ca"), Authority.SIGNATURE);
    try (Lab closed =
        new Lab(Clocks.system(), Map.of("jitsuin.ocsp.requesters", "registered")).refreshed()) {
      assertThat(askSigned(closed, party)).contains("Response verify OK", ": good");
      assertThat(askSigned(closed, stranger)).contains("unauthorized (6)");
      assertThat(ocsp("-issuer", issuer.toString(), "-serial", "0x" + serial, "-url", closed.url()))
          .contains("sigrequired (5)");
    }
  }

  private String askSigned(Lab asked, Party party) throws IOException, InterruptedException {
    return ocsp(
        "-signer",
        party.certificate(directory).toString(),
        "-signkey",
        party.key(directory).toString(),
        "-issuer",
        issuer.toString(),
        "-serial",
        "0x" + serial,
        "-url",
        asked.url(),
        "-CAfile",
        issuer.toString());
  }
}
