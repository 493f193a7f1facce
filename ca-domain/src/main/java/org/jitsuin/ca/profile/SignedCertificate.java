package org.jitsuin.ca.profile;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.SignatureScheme;
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
    return assemble(toBeSigned, key.scheme(), key.sign(toBeSigned));
  }

  /**
   * Puts a TBSCertificate and its signature together, which is not verified.
   *
   * @param toBeSigned DER, which goes in as the bytes that it is
   * @param scheme names the algorithm
   * @param signature the content of the BIT STRING
   * @throws Fault INTEGRITY_VIOLATED if the JDK reads no certificate in it
   */
  public static X509Certificate assemble(
      byte[] toBeSigned, SignatureScheme scheme, byte[] signature) {
    return parse(
        DerWriter.sequence(
            toBeSigned,
            DerWriter.encode(scheme.algorithmIdentifier()),
            DerWriter.bitString(signature)));
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
