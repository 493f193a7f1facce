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
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.party.filing.SignedXmlFiles.Wrong;
import org.jitsuin.samples.Sample;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleKey;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.samples.Samples;
import org.jitsuin.sandbox.TestCertificates;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.card.HolderQuestions;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.lineage.Lineage;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.StatusAnswer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
  private Optional<Bytes> proof = Optional.of(Bytes.of(new byte[] {0x30, 0}));

  @TempDir private Path archived;
  private Archive archive;
  private Filing filing;

  @BeforeEach
  void open() {
    archive = new FiledFiles(archived);
    filing = new Filing(new Told(), archive);
  }

  /** An authority that says of each certificate what the test says. */
  private final class Told implements Authority {
    private final Verifier verifier =
        Verifier.of(
            TrustAnchors.none()
                .with(
                    CertificateKind.SIGNATURE,
                    TestCertificates.java(WORLD.signature().certificate()))
                .with(
                    CertificateKind.USER_IDENTIFICATION,
                    TestCertificates.java(WORLD.identification().certificate())),
            question -> answer);

    @Override
    public Statement ask(X509Certificate certificate, CertificateKind kind, Instant now) {
      return new Statement(verifier.verify(certificate, kind, now), proof);
    }

    @Override
    public HolderQuestions questions() {
      throw new UnsupportedOperationException("nobody asks");
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

  /** Tomorrow the certificate may be revoked: what the authority says today is kept beside it. */
  @Test
  void proof_isKeptBesideTheDocument_andItsHashStandsInTheReceipt() throws IOException {
    byte[] document = xml(Wrong.NOTHING);

    Filing.Receipt receipt = filing.take(XML, document, NOW);

    byte[] kept = filing.proof(receipt.number()).orElseThrow().bytes();
    assertThat(Fingerprint.of(kept).toString()).isEqualTo(receipt.proof());
    assertThat(archived.resolve(receipt.number() + ".document")).hasBinaryContent(document);
    assertThat(archived.resolve(receipt.number() + ".ocsp")).hasBinaryContent(kept);
    assertThat(filing.proof("F-000000000000")).isEmpty();
  }

  @Test
  void proof_isNone_nothingIsTaken() {
    proof = Optional.empty();

    refused("no-answer", XML, xml(Wrong.NOTHING));
    assertThat(archived).isEmptyDirectory();
  }

  @Test
  void archive_isFull_nothingIsTaken() throws IOException {
    for (int i = 0; i < 1000; i++) {
      Files.createFile(archived.resolve("other-" + i));
    }

    refused("busy", XML, xml(Wrong.NOTHING));
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

  /** What others made can be anything: it is refused, and is no fault of ours. */
  @Test
  void xml_malformed_isRefused() {
    byte[] right = xml(Wrong.NOTHING);
    byte[] withoutUri =
        new String(right, StandardCharsets.UTF_8)
            .replaceFirst("(?s)<Reference URI=\"\">(.*?</Reference>)", "$0<Reference>$1")
            .replace("</Signature>", "<Object><SignedProperties Id=\"p\"/></Object></Signature>")
            .getBytes(StandardCharsets.UTF_8);

    refused("changed", XML, SignedXmlFiles.with(right, "A"));
    refused("changed", XML, withoutUri);
    refused(
        "not-signed",
        XML,
        SignedXmlFiles.with(right, "<a>".repeat(50_000) + "</a>".repeat(50_000)));
  }

  /** Two certificates have one key: it is of the one that the signature names. */
  @Test
  void xml_withAnotherCertificateOfTheSameKey_isRefused() {
    byte[] right = SignedXmlFiles.bound(KEY, card(WORLD.signature()));

    assertThat(filing.take(XML, right, NOW).name()).isEqualTo("見本　花子");
    refused("changed", XML, SignedXmlFiles.exchanged(right, card(WORLD.signature())));
  }

  /** Neither waits until the authority has answered about the other; and the receipt is one. */
  @Test
  void document_filedTwiceAtOnce_isAskedAboutAtOnce_andHasOneReceipt() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    Told told = new Told();
    Filing busy =
        new Filing(
            new Authority() {
              @Override
              public Statement ask(X509Certificate certificate, CertificateKind kind, Instant now) {
                meet(together);
                return told.ask(certificate, kind, now);
              }

              @Override
              public Lineage lineage(X509Certificate certificate) throws IOException {
                return told.lineage(certificate);
              }

              @Override
              public HolderQuestions questions() {
                return told.questions();
              }
            },
            archive);
    byte[] document = xml(Wrong.NOTHING);

    try (ExecutorService people = Executors.newFixedThreadPool(2)) {
      Future<Filing.Receipt> one = people.submit(() -> busy.take(XML, document, NOW));
      Future<Filing.Receipt> other = people.submit(() -> busy.take(XML, document, NOW));

      assertThat(one.get(5, TimeUnit.MINUTES)).isEqualTo(other.get(5, TimeUnit.MINUTES));
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("nobody else is asked about", e);
    }
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

  /** Whatever octets are changed: it is taken as what it is, or refused, and no fault of ours. */
  @Test
  void pdf_ofChangedOctets_isRefused() throws IOException {
    Sample good =
        Samples.read(directory).stream()
            .filter(one -> one.file().endsWith(".pdf") && one.verdict().equals("good"))
            .findFirst()
            .orElseThrow();
    byte[] right = Files.readAllBytes(directory.resolve(good.file()));
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] document = right.clone();
      for (int change = 0; change < 3; change++) {
        document[random.nextInt(document.length)] ^= (byte) (1 + random.nextInt(255));
      }
      try {
        assertThat(filing.take("application/pdf", document, NOW).name()).isNotBlank();
      } catch (Refused _) {
        refused++;
      }
    }
    // Room that was kept for the signature and not needed is digits whose case may change.
    assertThat(refused).isGreaterThan(290);
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
            archive,
            java.util.Map.of("text/plain", _ -> TestCertificates.java(card(WORLD.signature()))));

    assertThat(other.take("text/plain", new byte[] {1}, NOW).name()).isEqualTo("見本　花子");
  }
}
