package org.jitsuin.party.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.party.filing.SignedXmlFiles.Wrong;
import org.jitsuin.samples.Sample;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleKey;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.samples.Samples;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.lineage.Lineage;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.StatusAnswer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is filed is taken where one person signed all of it, and refused with the reason. */
class FilingTest {
  private static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");
  private static final SampleWorld WORLD = new SampleWorld(NOW);
  private static final SampleKey KEY = SampleKey.rsa();
  private static final String XML = "application/xml";

  @TempDir private static Path directory;

  private StatusAnswer answer = new StatusAnswer.Good(NOW, NOW.plus(Duration.ofHours(1)));
  private final Filing filing = new Filing(new Told());

  /** An authority that says of each certificate what the test says. */
  private final class Told implements Authority {
    private final Verifier verifier =
        Verifier.of(
            TrustAnchors.none()
                .with(CertificateKind.SIGNATURE, SignedXmlFiles.java(WORLD.signature()))
                .with(
                    CertificateKind.USER_IDENTIFICATION,
                    SignedXmlFiles.java(WORLD.identification())),
            question -> answer);

    @Override
    public Verdict verify(X509Certificate certificate, CertificateKind kind, Instant now) {
      return verifier.verify(certificate, kind, now);
    }

    @Override
    public Lineage lineage(X509Certificate certificate) throws IOException {
      throw new IOException("not asked");
    }
  }

  @BeforeAll
  static void samples() {
    new Samples(WORLD).write(directory);
  }

  private static X509CertificateHolder card(SampleAuthority authority) {
    return authority
        .card(KEY, NOW.minus(Duration.ofDays(30)), NOW.plus(Duration.ofDays(900)))
        .signedBy(authority.key());
  }

  private static byte[] xml(Wrong wrong) {
    return SignedXmlFiles.signed(KEY, card(WORLD.signature()), wrong);
  }

  private void refused(String code, String type, byte[] document) {
    assertThatThrownBy(() -> filing.take(type, document, NOW))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.words().ja()).isNotBlank();
            });
  }

  @Test
  void xml_signed_isTaken_andTheSameAgainHasTheSameReceipt() {
    byte[] document = xml(Wrong.NOTHING);

    Filing.Receipt receipt = filing.take(XML, document, NOW);

    assertThat(receipt.name()).isEqualTo("見本　花子");
    assertThat(filing.take(XML, document, NOW.plusSeconds(60))).isEqualTo(receipt);
    assertThat(filing.take(XML, xml(Wrong.NOTHING), NOW).number()).isNotEqualTo(receipt.number());
  }

  @ParameterizedTest
  @CsvSource({
    "CHANGED, changed",
    "PART_ONLY, changed",
    "WRAPPED, not-signed",
    "TWICE, not-signed",
    "OTHER_KEY, changed",
    "SHA1, changed",
    "XSLT, changed",
    "UNSIGNED, not-signed",
    "DOCTYPE, not-signed",
  })
  void xml_withALie_isRefused(Wrong wrong, String code) {
    refused(code, XML, xml(wrong));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"AFFILIATION_CHANGED", "SUPERSEDED", "CESSATION_OF_OPERATION"})
  void signer_revoked_isToldWhy(Reason reason) {
    answer = new StatusAnswer.Revoked(NOW, NOW.minus(Duration.ofDays(2)), reason, Optional.empty());

    refused("revoked", XML, xml(Wrong.NOTHING));
  }

  /** What citizens miss today: why, since when, and what to do. */
  @Test
  void signer_whoMoved_isToldToHaveANewCertificateIssued() {
    answer =
        new StatusAnswer.Revoked(
            NOW, NOW.minus(Duration.ofDays(2)), Reason.AFFILIATION_CHANGED, Optional.empty());

    assertThatThrownBy(() -> filing.take(XML, xml(Wrong.NOTHING), NOW))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.words().ja()).contains("住所", "2026-06-13").contains("窓口"));
  }

  @Test
  void signer_withTheCertificateForLoggingIn_isRefused() {
    refused(
        "wrong-kind", XML, SignedXmlFiles.signed(KEY, card(WORLD.identification()), Wrong.NOTHING));
    refused("not-ours", XML, SignedXmlFiles.signed(KEY, card(WORLD.impostor()), Wrong.NOTHING));
  }

  @Test
  void pdf_samples_theGoodOneIsTakenAndNoOther() throws IOException {
    List<Sample> samples =
        Samples.read(directory).stream()
            .filter(one -> one.file().endsWith(".pdf"))
            // Of these the fault is in the stored answer or another certificate's.
            .filter(one -> !one.name().equals("pdf-signer-revoked"))
            .toList();

    assertThat(samples).hasSizeGreaterThan(5);
    for (Sample sample : samples) {
      byte[] document = Files.readAllBytes(directory.resolve(sample.file()));
      if (sample.verdict().equals("good")) {
        assertThat(filing.take("application/pdf", document, NOW).name()).isNotBlank();
      } else {
        assertThatThrownBy(() -> filing.take("application/pdf", document, NOW))
            .as(sample.name())
            .isInstanceOf(Refused.class);
      }
    }
  }

  @Test
  void anythingElse_isNotTaken() {
    refused("other-type", "text/plain", "a".getBytes(StandardCharsets.UTF_8));
    refused("not-signed", XML, "not xml".getBytes(StandardCharsets.UTF_8));
    refused("not-signed", "application/pdf", "not pdf".getBytes(StandardCharsets.UTF_8));
  }

  /** Another check, such as one by a library for long forms of signatures, takes its place. */
  @Test
  void check_canBeExchanged() {
    Filing other =
        new Filing(
            new Told(),
            java.util.Map.of("text/plain", _ -> SignedXmlFiles.java(card(WORLD.signature()))));

    assertThat(other.take("text/plain", new byte[] {1}, NOW).name()).isEqualTo("見本　花子");
  }
}
