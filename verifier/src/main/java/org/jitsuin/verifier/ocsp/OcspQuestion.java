package org.jitsuin.verifier.ocsp;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.Unanswered;

/**
 * The question about one certificate.
 *
 * <pre>
 * CertID ::= SEQUENCE {
 *   hashAlgorithm AlgorithmIdentifier, issuerNameHash OCTET STRING, issuerKeyHash OCTET STRING,
 *   serialNumber CertificateSerialNumber }
 * </pre>
 */
final class OcspQuestion {
  private OcspQuestion() {}

  /** Encodes it, by SHA-256 (RFC 9919 §3.1.1). */
  static byte[] encode(Question question, byte[] nonce, Optional<RequestKey> key)
      throws Unanswered {
    try {
      OCSPReqBuilder builder =
          new OCSPReqBuilder()
              .addRequest(new CertificateID(id(question, NISTObjectIdentifiers.id_sha256)))
              .setRequestExtensions(
                  new Extensions(
                      new Extension(
                          OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                          false,
                          new DEROctetString(nonce).getEncoded())));
      if (key.isEmpty()) {
        return builder.build().getEncoded();
      }
      X509CertificateHolder own = new JcaX509CertificateHolder(key.get().certificate());
      builder.setRequestorName(own.getSubject());
      return builder
          .build(
              new JcaContentSignerBuilder(key.get().algorithm()).build(key.get().key()),
              new X509CertificateHolder[] {own})
          .getEncoded();
    } catch (IOException
        | OCSPException
        | OperatorCreationException
        | CertificateEncodingException e) {
      throw new Unanswered(Silence.SOURCE_FAILED, "the question cannot be written", e);
    }
  }

  /** Returns the certificate's id by a hash; empty where the hash is none that responders use. */
  static Optional<CertID> idBy(AlgorithmIdentifier hash, Question question) {
    ASN1ObjectIdentifier name = hash.getAlgorithm();
    return name.equals(NISTObjectIdentifiers.id_sha256) || name.equals(OIWObjectIdentifiers.idSHA1)
        ? Optional.of(id(question, name))
        : Optional.empty();
  }

  private static CertID id(Question question, ASN1ObjectIdentifier hash) {
    MessageDigest digest = digest(hash);
    X509CertificateHolder issuer = question.issuer();
    byte[] name = digest.digest(encoded(issuer));
    byte[] key = digest.digest(issuer.getSubjectPublicKeyInfo().getPublicKeyData().getOctets());
    return new CertID(
        new AlgorithmIdentifier(hash, DERNull.INSTANCE),
        new DEROctetString(name),
        new DEROctetString(key),
        new ASN1Integer(question.certificate().getSerialNumber()));
  }

  private static byte[] encoded(X509CertificateHolder issuer) {
    try {
      return issuer.getSubject().getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a name that was read can be written", e);
    }
  }

  /** SHA-1 names a key here, and protects nothing. */
  private static MessageDigest digest(ASN1ObjectIdentifier hash) {
    try {
      return MessageDigest.getInstance(
          hash.equals(NISTObjectIdentifiers.id_sha256) ? "SHA-256" : "SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
    }
  }
}
