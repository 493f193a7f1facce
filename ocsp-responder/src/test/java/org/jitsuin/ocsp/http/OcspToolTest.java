package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ocsp.testing.CardCertificates;
import org.jitsuin.ocsp.testing.Lab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GnuTLS as the relying party: it asks about a certificate by POST and verifies the response. */
@Tag("stack")
class OcspToolTest {
  private static final String VERIFIED = "Verifying OCSP Response: Success.";
  private static final String NONCE = "Nonce:";

  @TempDir private Path directory;

  private final Lab lab = new Lab(Clocks.system(), Map.of());
  private final Serial serial = lab.rows.issue(Lab.SIGNATURE);
  private Path issuer;
  private Path certificate;

  @BeforeEach
  void prepare() throws IOException, CertificateEncodingException {
    issuer = pem("issuer", lab.issuer(Lab.SIGNATURE).getEncoded());
    certificate =
        pem(
            "card",
            CardCertificates.sign(lab.stack, Clocks.system(), Lab.SIGNATURE, serial).getEncoded());
    lab.refreshed();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Path pem(String name, byte[] der) throws IOException {
    return Files.writeString(directory.resolve(name + ".pem"), Pem.certificate(der));
  }

  /**
   * Asks about the certificate, and returns what is printed.
   *
   * @param nonce {@code --nonce} or {@code --no-nonce}
   * @param trusted the authority that the response is verified with
   */
  private String ask(String nonce, Path trusted) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "ocsptool",
                "--ask=" + lab.url(),
                nonce,
                "--load-cert=" + certificate,
                "--load-issuer=" + issuer,
                "--load-trust=" + trusted)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nonce", "--no-nonce"})
  void ask_good_verifies(String nonce) throws Exception {
    String output = ask(nonce, issuer);
    assertThat(output).contains("Certificate Status: good", VERIFIED);
    assertThat(output.contains(NONCE)).isEqualTo(nonce.equals("--nonce"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nonce", "--no-nonce"})
  void ask_revoked_verifiesAndSaysWhen(String nonce) throws Exception {
    lab.rows.revoke(
        Lab.SIGNATURE,
        serial,
        new Revocation(
            Instant.parse("2025-10-27T03:04:05Z"), RevocationReason.AFFILIATION_CHANGED));
    lab.refreshed();
    String output = ask(nonce, issuer);
    assertThat(output)
        .contains(
            "Certificate Status: revoked",
            "Revocation time: Mon Oct 27 03:04:05 UTC 2025",
            VERIFIED);
    assertThat(output.contains(NONCE)).isEqualTo(nonce.equals("--nonce"));
  }

  /** The other authority's signer has no say about this one's certificates. */
  @Test
  void ask_verifiedWithAnotherAuthority_fails() throws Exception {
    Path other = pem("other", lab.issuer(Lab.USER_IDENTIFICATION).getEncoded());
    assertThat(ask("--nonce", other)).contains("Certificate Status: good").doesNotContain(VERIFIED);
  }
}
