package org.jitsuin.ca.consent;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * A text with the one signature over it: CMS SignedData (RFC 5652) in DER, the text inside. Who
 * signed is named by issuer and serial number; the certificate is looked up, and one that comes
 * along must be it, or that of the authority.
 *
 * @param content the text
 * @param issuer of the certificate that signed, in DER
 * @param serial of the certificate that signed
 */
public record SignedText(
    Bytes content, Bytes issuer, Serial serial, SignedAttributes attributes, Sealed sealed) {
  /** A certificate of 4,096 octets, a signature of an RSA key, attributes, and the text. */
  public static final int LARGEST = 8_192;

  /** Of SignedData over data, and of a signer who is named by issuer and serial number. */
  private static final int VERSION = 1;

  /**
   * The signature itself.
   *
   * @param algorithm as the JDK names it
   * @param certificates that came along
   */
  record Sealed(String algorithm, Bytes signature, List<Bytes> certificates) {}

  /**
   * Reads what was sent; nothing of it is true before {@link #isBy}.
   *
   * @return refused with CONSENT_SIGNATURE_INVALID and what is wrong
   */
  public static Outcome<SignedText> read(Bytes cms) {
    if (cms.length() > LARGEST) {
      return invalid("it has more than " + LARGEST + " octets");
    }
    Optional<SignedData> data = parse(cms);
    if (data.isEmpty()) {
      return invalid("it is not CMS SignedData in DER");
    }
    try {
      return read(data.get());
    } catch (IOException | RuntimeException e) {
      // Structures that are not what they should be are refused in many ways by the library.
      return invalid("it is not well-formed");
    }
  }

  private static <T> Outcome<T> invalid(String problem) {
    return Outcome.refused(RefusalCode.CONSENT_SIGNATURE_INVALID, problem);
  }

  private static Optional<SignedData> parse(Bytes cms) {
    try {
      ContentInfo info = ContentInfo.getInstance(ASN1Primitive.fromByteArray(cms.bytes()));
      if (!CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
        return Optional.empty();
      }
      SignedData data = SignedData.getInstance(info.getContent());
      byte[] again =
          new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded(ASN1Encoding.DER);
      return Arrays.equals(again, cms.bytes()) ? Optional.of(data) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // The parser throws a dozen kinds for malformed input, whatever structure it is in.
      return Optional.empty();
    }
  }

  private static Outcome<SignedText> read(SignedData data) throws IOException {
    if (!CMSObjectIdentifiers.data.equals(data.getEncapContentInfo().getContentType())
        || !(data.getEncapContentInfo().getContent() instanceof ASN1OctetString content)) {
      return invalid("the text is not in it as data");
    }
    if (data.getSignerInfos().size() != 1 || data.getDigestAlgorithms().size() != 1) {
      return invalid("it has not exactly one signer");
    }
    ASN1Primitive sent = data.getSignerInfos().getObjectAt(0).toASN1Primitive();
    SignerInfo signer = SignerInfo.getInstance(sent);
    // The library takes any tag for that of the signed attributes.
    if (!Arrays.equals(signer.getEncoded(ASN1Encoding.DER), sent.getEncoded(ASN1Encoding.DER))) {
      return invalid("it is not well-formed");
    }
    if (!data.getVersion().hasValue(VERSION)
        || !signer.getVersion().hasValue(VERSION)
        || !signer.getDigestAlgorithm().equals(data.getDigestAlgorithms().getObjectAt(0))) {
      return invalid("it is not of version 1 with one digest algorithm");
    }
    Optional<String> algorithm = SignatureNames.of(signer);
    if (algorithm.isEmpty()) {
      return invalid("it is not signed with SHA-256 or better by RSA (PKCS#1) or ECDSA");
    }
    if (signer.getUnauthenticatedAttributes() != null || data.getCRLs() != null) {
      return invalid("it has unsigned attributes or revocation lists");
    }
    if (signer.getSID().isTagged()) {
      return invalid("the signer is not named by issuer and serial number");
    }
    IssuerAndSerialNumber name = IssuerAndSerialNumber.getInstance(signer.getSID().getId());
    Optional<SignedAttributes> attributes = SignedAttributes.read(signer);
    if (attributes.isEmpty()) {
      return invalid("the signed attributes are not content-type and message-digest, each once");
    }
    return Outcome.done(
        new SignedText(
            Bytes.of(content.getOctets()),
            encoded(name.getName()),
            Serial.of(name.getSerialNumber().getValue()),
            attributes.get(),
            new Sealed(
                algorithm.get(),
                Bytes.of(signer.getEncryptedDigest().getOctets()),
                certificates(data.getCertificates()))));
  }

  private static Bytes encoded(X500Name name) throws IOException {
    return Bytes.of(name.getEncoded(ASN1Encoding.DER));
  }

  private static List<Bytes> certificates(ASN1Set certificates) throws IOException {
    List<Bytes> all = new ArrayList<>();
    if (certificates != null) {
      for (ASN1Encodable one : certificates) {
        all.add(Bytes.of(one.toASN1Primitive().getEncoded(ASN1Encoding.DER)));
      }
    }
    return List.copyOf(all);
  }

  /**
   * Returns whether that certificate signed the text, and nobody says that another one did.
   *
   * @param authority that issued it, whose certificate may come along
   */
  public boolean isBy(X509Certificate certificate, X509Certificate authority) {
    try {
      Bytes der = Bytes.of(certificate.getEncoded());
      if (!Bytes.of(certificate.getIssuerX500Principal().getEncoded()).equals(issuer)
          || !certificate.getSerialNumber().equals(serial.value())
          || !List.of(der, Bytes.of(authority.getEncoded())).containsAll(sealed.certificates())
          || !attributes.fit(content, der)) {
        return false;
      }
      Signature verifier = Signature.getInstance(sealed.algorithm());
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(attributes.signed().bytes());
      return verifier.verify(sealed.signature().bytes());
    } catch (GeneralSecurityException e) {
      // It throws for a key of another kind or a signature of another length.
      return false;
    }
  }

  /** The digest of octets. */
  static byte[] digest(String algorithm, Bytes octets) throws GeneralSecurityException {
    return MessageDigest.getInstance(algorithm).digest(octets.bytes());
  }
}
