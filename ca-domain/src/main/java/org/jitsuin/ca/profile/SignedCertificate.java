package org.jitsuin.ca.profile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;

/** Puts contents and signature together, and reads the result back with the JDK's own parser. */
public final class SignedCertificate {
  /** The length of the longest header: the tag, and a length of up to five octets. */
  private static final int LONGEST_HEADER = 6;

  private SignedCertificate() {}

  /**
   * Signs a TBSCertificate.
   *
   * <pre>
   * Certificate ::= SEQUENCE {
   *   tbsCertificate TBSCertificate, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
   * </pre>
   *
   * @param toBeSigned DER, whose inner algorithm is that of the key
   * @throws Fault as the key does
   */
  public static X509Certificate sign(byte[] toBeSigned, SigningKey key) {
    return parse(encode(toBeSigned, key.scheme(), key.sign(toBeSigned)));
  }

  /** Encodes a certificate without reading its content, which goes in as the bytes that it is. */
  private static byte[] encode(byte[] toBeSigned, SignatureScheme scheme, byte[] signature) {
    try {
      byte[] algorithm = scheme.algorithmIdentifier().getEncoded(ASN1Encoding.DER);
      byte[] value = new DERBitString(signature).getEncoded(ASN1Encoding.DER);
      int length = toBeSigned.length + algorithm.length + value.length;
      ByteArrayOutputStream certificate = new ByteArrayOutputStream(length + LONGEST_HEADER);
      certificate.write(BERTags.SEQUENCE | BERTags.CONSTRUCTED);
      writeLength(certificate, length);
      certificate.write(toBeSigned);
      certificate.write(algorithm);
      certificate.write(value);
      return certificate.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a certificate cannot be encoded", e);
    }
  }

  /** Writes a length (X.690 §8.1.3). */
  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
    out.write(0x80 | octets);
    for (int i = octets - 1; i >= 0; i--) {
      out.write(length >>> (i * Byte.SIZE));
    }
  }

  /**
   * @param der one certificate
   * @throws Fault INTEGRITY_VIOLATED if it is none
   */
  public static X509Certificate parse(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "not a certificate", e);
    }
  }

  /** The DER of a certificate. */
  public static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateException e) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "a certificate cannot be encoded", e);
    }
  }

  /** The key identifier that the certificate gives itself (RFC 5280 §4.2.1.2). */
  public static byte[] subjectKeyIdentifier(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
    byte[] inner = ASN1OctetString.getInstance(extension).getOctets();
    return SubjectKeyIdentifier.getInstance(inner).getKeyIdentifier();
  }
}
