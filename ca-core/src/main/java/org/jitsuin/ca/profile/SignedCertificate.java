package org.jitsuin.ca.profile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningKey;

/** Puts contents and signature together, and reads the result back with the JDK's own parser. */
public final class SignedCertificate {
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
    byte[] signature = key.sign(toBeSigned);
    try {
      ASN1Encodable[] parts = {
        ASN1Primitive.fromByteArray(toBeSigned),
        key.scheme().algorithmIdentifier(),
        new DERBitString(signature)
      };
      return parse(new DERSequence(parts).getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new UncheckedIOException("a certificate cannot be encoded", e);
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
