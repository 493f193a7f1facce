package org.jitsuin.launcher.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.samples.Sample;
import org.jitsuin.samples.Samples;
import org.jitsuin.testing.Openssl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What openssl says of the samples where it looks at what is wrong with them. */
@Tag("stack")
class SamplesOpensslTest {
  @TempDir private static Path directory;
  private static Openssl openssl;

  @BeforeAll
  static void write() {
    Instant now = Clocks.system().instant();
    new Samples(now).write(directory);
    openssl = new Openssl(directory);
    for (String name : List.of("signature-g1", "user-identification-g1")) {
      openssl.succeed("x509 -inform DER -in authorities/%s.cer -out %s.pem".formatted(name, name));
    }
  }

  private static Sample sample(String name) {
    return Samples.read(directory).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String verified(String name) {
    return openssl.run("verify -CAfile signature-g1.pem " + sample(name).file()).output();
  }

  @Test
  void verify_certificates_sameVerdictWhereItLooks() {
    assertThat(verified("good-signature")).contains(": OK");
    assertThat(verified("good-next-card")).contains(": OK");
    assertThat(verified("expired")).contains("certificate has expired");
    assertThat(verified("not-yet-valid")).contains("not yet valid");
    assertThat(verified("signature-changed")).contains("signature failure");
    assertThat(verified("authority-impostor")).contains("failed");
    assertThat(verified("authority-other")).contains("unable to get local issuer");
    assertThat(verified("critical-unknown")).contains("unhandled critical extension");
  }

  @Test
  void verify_nextGeneration_overTheLinkOnly() {
    openssl.succeed("x509 -inform DER -in authorities/signature-g2-new-with-old.cer -out link.pem");
    String file = sample("good-next-generation").file();

    assertThat(openssl.run("verify -CAfile signature-g1.pem -untrusted link.pem " + file).output())
        .contains(": OK");
    assertThat(openssl.run("verify -CAfile signature-g1.pem " + file).code()).isNotZero();
  }

  private Openssl.Result ocsp(String name) {
    Sample sample = sample(name);
    openssl.succeed("x509 -inform DER -in %s -out card.pem".formatted(sample.file()));
    return openssl.run(
        "ocsp -respin %s -issuer signature-g1.pem -CAfile signature-g1.pem -sha256 -cert card.pem"
            .formatted(sample.status()));
  }

  @Test
  void ocsp_answers_sameVerdictWhereItLooks() {
    assertThat(ocsp("good-signature").output()).contains("Response verify OK", "card.pem: good");
    assertThat(ocsp("suspended").output()).contains("card.pem: revoked", "certificateHold");
    assertThat(ocsp("revoked-affiliation-changed").output())
        .contains("card.pem: revoked", "affiliationChanged");
    assertThat(ocsp("ocsp-signer-by-name").output()).contains("Response verify OK", ": good");
    assertThat(ocsp("ocsp-signer-stranger").output()).contains("Response Verify Failure");
    assertThat(ocsp("ocsp-signer-without-purpose").output()).contains("Response Verify Failure");
    assertThat(ocsp("ocsp-signature-changed").output()).contains("Response Verify Failure");
    assertThat(ocsp("ocsp-old").output()).contains("status expired");
    assertThat(ocsp("ocsp-other-certificate").output()).contains("No Status found");
    assertThat(ocsp("ocsp-try-later").output()).contains("trylater");
  }

  private String byCrl(String name) {
    Sample sample = sample(name);
    openssl.succeed("crl -inform DER -in %s -out crl.pem".formatted(sample.status()));
    return openssl
        .run(
            "verify -CAfile signature-g1.pem -crl_check -extended_crl -CRLfile crl.pem "
                + sample.file())
        .output();
  }

  @Test
  void crl_lists_sameVerdictWhereItLooks() {
    assertThat(byCrl("crl-good")).contains(": OK");
    assertThat(byCrl("crl-complete")).contains(": OK");
    assertThat(byCrl("crl-revoked")).contains("certificate revoked");
    assertThat(byCrl("crl-hold")).contains("certificate revoked");
    assertThat(byCrl("crl-old")).contains("CRL has expired");
    assertThat(byCrl("crl-other-municipality")).contains("scope");
    assertThat(byCrl("crl-other-key")).contains("CRL signature failure");
    assertThat(byCrl("crl-critical-unknown")).contains("critical");
  }

  @Test
  void cms_documents_sameVerdictWhereItLooks() {
    assertThat(cms("cms-good").code()).isZero();
    assertThat(cms("cms-changed").code()).isNotZero();
    assertThat(cms("cms-other-certificate").code()).isNotZero();
    assertThat(cms("cms-second-signer").code()).isNotZero();
  }

  private Openssl.Result cms(String name) {
    return openssl.run(
        "cms -verify -cades -inform DER -in %s -CAfile signature-g1.pem -purpose any -out out.txt"
            .formatted(sample(name).file()));
  }
}
