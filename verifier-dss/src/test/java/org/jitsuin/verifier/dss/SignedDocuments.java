package org.jitsuin.verifier.dss;

import eu.europa.esig.dss.alert.SilentOnStatusAlert;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.JWSSerializationType;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.jades.JAdESSignatureParameters;
import eu.europa.esig.dss.jades.signature.JAdESService;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.Policy;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.card.holder.CmsFile;
import org.jitsuin.card.holder.PdfFile;
import org.jitsuin.card.holder.XmlFile;

/**
 * Documents in each form, signed by a card: by the holder's client, and as JSON, which it does not
 * write, by DSS with the card's key.
 */
final class SignedDocuments {
  private static final byte[] XML =
      "<filing><amount>1000</amount></filing>".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TEXT = "amount: 1000\n".getBytes(StandardCharsets.UTF_8);

  private SignedDocuments() {}

  /** The forms. */
  enum Form {
    CADES("filing.p7m"),
    XADES("filing.xml"),
    PADES("filing.pdf"),
    JADES("filing.json");

    private final String file;

    Form(String file) {
      this.file = file;
    }

    String file() {
      return file;
    }
  }

  /** Signs a document with its content in it. */
  static byte[] sign(Form form, SignersCard card, Instant at) {
    return switch (form) {
      case CADES -> CmsFile.sign(TEXT, card.client(), true, at);
      case XADES -> XmlFile.sign(XML, card.client(), at);
      case PADES -> PdfFile.sign(pdf(), card.client(), at, Optional.empty());
      case JADES -> json(card, at, Optional.empty());
    };
  }

  /**
   * Signs a text, in JSON.
   *
   * @param policy the address of a signature policy that the signature names
   */
  static byte[] json(SignersCard card, Instant at, Optional<URI> policy) {
    JAdESSignatureParameters how = new JAdESSignatureParameters();
    how.setSignatureLevel(SignatureLevel.JAdES_BASELINE_B);
    how.setSignaturePackaging(SignaturePackaging.ENVELOPING);
    how.setJwsSerializationType(JWSSerializationType.JSON_SERIALIZATION);
    how.setDigestAlgorithm(DigestAlgorithm.SHA256);
    how.bLevel().setSigningDate(Date.from(at));
    policy.map(SignedDocuments::named).ifPresent(how.bLevel()::setSignaturePolicy);
    how.setSigningCertificate(new CertificateToken(card.client().certificate()));
    // Certificates that are not current yet, or not any more, sign here too.
    CommonCertificateVerifier any = new CommonCertificateVerifier(true);
    any.setAlertOnExpiredCertificate(new SilentOnStatusAlert());
    any.setAlertOnNotYetValidCertificate(new SilentOnStatusAlert());
    JAdESService service = new JAdESService(any);
    InMemoryDocument content = new InMemoryDocument(TEXT, "filing");
    byte[] signature = card.sign(service.getDataToSign(content, how).getBytes());
    return DSSUtils.toByteArray(
        service.signDocument(
            content, how, new SignatureValue(SignatureAlgorithm.RSA_SHA256, signature)));
  }

  private static Policy named(URI address) {
    Policy policy = new Policy();
    policy.setId(address.toString());
    policy.setSpuri(address.toString());
    policy.setDigestAlgorithm(DigestAlgorithm.SHA256);
    policy.setDigestValue(new byte[32]);
    return policy;
  }

  /** Changes what is signed and nothing of the form. */
  static byte[] changed(Form form, byte[] document) {
    String text = new String(document, StandardCharsets.ISO_8859_1);
    String from =
        switch (form) {
          case CADES, XADES -> "1000";
          case PADES -> "/MediaBox";
          case JADES -> "\"payload\":\"Y";
        };
    String to =
        switch (form) {
          case CADES, XADES -> "9000";
          case PADES -> "/MediaBax";
          case JADES -> "\"payload\":\"Z";
        };
    if (!text.contains(from)) {
      throw new IllegalStateException("nothing to change");
    }
    return text.replaceFirst(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  static CertificateToken token(X509CertificateHolder certificate) {
    try {
      return DSSUtils.loadCertificate(certificate.getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] pdf() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
