package org.jitsuin.card.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.card.reader.AppletChannel;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures by the card's key, as CMS and in PDF. */
class SignedFileTest {
  private static final byte[] CONTENT = "a document".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final URI STAMPER = URI.create("http://tsa.example/");

  private static SigningCard card(CardState state) {
    HolderCard card = HolderCard.open(AppletChannel.to(TestCards.card(state)));
    card.verify(KeyUse.SIGNATURE, Pin.of(KeyUse.SIGNATURE, "ABC123".toCharArray()));
    return SigningCard.of(card, KeyUse.SIGNATURE);
  }

  private static SigningCard card() {
    return card(TestCards.personalisedState(CardTraits.usual()));
  }

  private static List<X509Certificate> known(SigningCard card) {
    return card.chain().subList(1, 2);
  }

  /** Each is told to the holder in words, and nothing is taken for a fault of ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "no xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\u00e9</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<a><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/></a>",
      })
  void xml_whatIsNoneOrSigned_isNotSigned(String file) {
    byte[] octets = file.getBytes(StandardCharsets.ISO_8859_1);
    SigningCard card = card();

    assertThatThrownBy(() -> XmlFile.sign(octets, card, NOW)).isInstanceOf(HolderFailure.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cms_byEitherKindOfCard_isVerified(boolean next) {
    SigningCard card = next ? card(TestCards.nextCardState()) : card();

    List<SignatureReport> reports =
        CmsCheck.verify(CmsFile.sign(CONTENT, card, true, NOW), Optional.empty(), known(card));

    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().isGood()).isTrue();
    assertThat(reports.getFirst().claimed()).contains(NOW);
    assertThat(reports.getFirst().stamped()).isEmpty();
    assertThat(reports.getFirst().signer()).isEqualTo(card.certificate());
  }

  @Test
  void cms_detached_isOfThatContentAlone() {
    SigningCard card = card();
    byte[] signature = CmsFile.sign(CONTENT, card, false, NOW);

    assertThat(verify(signature, CONTENT, known(card)).isGood()).isTrue();
    assertThat(verify(signature, new byte[] {1}, known(card)).intact()).isFalse();
    assertThat(verify(signature, CONTENT, List.of()).issuedByKnown()).isFalse();
    assertThatThrownBy(() -> CmsCheck.verify(signature, Optional.empty(), known(card)))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("--content");
    assertThatThrownBy(() -> CmsCheck.verify(CONTENT, Optional.empty(), known(card)))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("no signature");
  }

  private static SignatureReport verify(
      byte[] signature, byte[] content, List<X509Certificate> known) {
    return CmsCheck.verify(signature, Optional.of(content), known).getFirst();
  }

  private static byte[] pdf() throws IOException {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream written = new ByteArrayOutputStream()) {
      document.addPage(new PDPage());
      document.save(written);
      return written.toByteArray();
    }
  }

  @Test
  void pdf_signed_isPadesAndVerified() throws IOException {
    SigningCard card = card();
    byte[] original = pdf();

    byte[] signed = PdfFile.sign(original, card, NOW, Optional.empty());

    assertThat(Arrays.copyOf(signed, original.length)).isEqualTo(original);
    assertThat(new String(signed, StandardCharsets.ISO_8859_1)).contains("/ETSI.CAdES.detached");
    SignatureReport report = PdfFile.verify(signed, known(card)).getFirst();
    assertThat(report.isGood()).isTrue();
    assertThat(report.claimed()).contains(NOW);
    assertThat(report.stamped()).isEmpty();
  }

  @Test
  void pdf_changedBehindOrWithin_isSeen() throws IOException {
    SigningCard card = card();
    byte[] signed = PdfFile.sign(pdf(), card, NOW, Optional.empty());
    byte[] twice = PdfFile.sign(signed, card, NOW, Optional.empty());
    byte[] changed = signed.clone();
    int version = new String(signed, StandardCharsets.ISO_8859_1).indexOf("/MediaBox");
    changed[version + 1] = 'm';

    List<SignatureReport> both = PdfFile.verify(twice, known(card));

    assertThat(both).extracting(SignatureReport::intact).containsExactly(true, true);
    assertThat(both).extracting(SignatureReport::whole).containsExactly(false, true);
    assertThat(PdfFile.verify(changed, known(card)).getFirst().intact()).isFalse();
    assertThatThrownBy(() -> PdfFile.verify(CONTENT, List.of())).isInstanceOf(HolderFailure.class);
    assertThat(PdfFile.verify(pdf(), List.of())).isEmpty();
  }

  @Test
  void pdf_stamped_tellsTheTimeOfTheStamp() throws IOException {
    SigningCard card = card();
    Instant later = NOW.plusSeconds(7);

    byte[] signed =
        PdfFile.sign(
            pdf(),
            card,
            NOW,
            Optional.of(new PdfFile.Stamping(STAMPER, (_, _, body) -> stamp(body, later))));

    assertThat(PdfFile.verify(signed, known(card)).getFirst().stamped()).contains(later);
  }

  @Test
  void pdf_stampedForSomethingElse_isNotTaken() throws IOException {
    SigningCard card = card();
    byte[] document = pdf();
    Post other =
        (_, _, body) -> {
          try {
            byte[] hash = new byte[32];
            TimeStampRequest asked = new TimeStampRequest(body);
            return stamp(
                new TimeStampRequestGenerator()
                    .generate(TSPAlgorithms.SHA256, hash, asked.getNonce())
                    .getEncoded(),
                NOW);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };

    assertThatThrownBy(() ->
            PdfFile.sign(document, card, NOW, Optional.of(new PdfFile.Stamping(STAMPER, other))))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("time stamp");
  }

  /** Answers as a time-stamping authority does. */
  private static byte[] stamp(byte[] request, Instant at) {
    try {
      SoftwareKey key = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
      X500Name name = new X500Name("CN=TSA");
      ContentSigner signer =
          new JcaContentSignerBuilder("SHA256withECDSA").build(key.pair().getPrivate());
      X509CertificateHolder certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.ONE,
                  Date.from(NOW.minusSeconds(60)),
                  // The generator claims the time of this machine.
                  Date.from(NOW.plus(Duration.ofDays(36_500))),
                  name,
                  key.publicKey())
              .addExtension(
                  Extension.extendedKeyUsage,
                  true,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
              .build(signer);
      DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
      TimeStampTokenGenerator tokens =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .build("SHA256withECDSA", key.pair().getPrivate(), certificate),
              digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
              new ASN1ObjectIdentifier("1.2.3.4"));
      tokens.addCertificates(new CollectionStore<>(List.of(certificate)));
      return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
          .generate(new TimeStampRequest(request), BigInteger.TEN, Date.from(at))
          .getEncoded();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
