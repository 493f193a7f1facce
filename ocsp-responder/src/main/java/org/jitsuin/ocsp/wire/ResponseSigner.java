package org.jitsuin.ocsp.wire;

import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.SigningKey;

/** The signer of responses, with what each of them says of it, encoded once. */
public final class ResponseSigner {
  private static final int BY_KEY = DerTag.constructed(2);

  private final X509CertificateHolder certificate;
  private final SigningKey key;
  private final byte[] responderId;
  private final byte[] algorithm;
  private final byte[] certificates;

  /**
   * @param certificate the delegated certificate (RFC 6960 §4.2.2.2), sent along with each response
   * @param key its private key
   */
  public ResponseSigner(X509CertificateHolder certificate, SigningKey key) {
    this.certificate = certificate;
    this.key = key;
    byte[] publicKey = certificate.getSubjectPublicKeyInfo().getPublicKeyData().getOctets();
    // The RFC knows no other hash for byKey than SHA-1; it is a name here, not a protection.
    byte[] keyHash = HashAlgorithm.SHA_1.hash(publicKey);
    this.responderId = DerWriter.element(BY_KEY, DerWriter.octetString(keyHash));
    this.algorithm = DerWriter.encode(key.scheme().algorithmIdentifier());
    this.certificates =
        DerWriter.element(
            DerTag.constructed(0),
            DerWriter.sequence(DerWriter.encode(certificate.toASN1Structure())));
  }

  public X509CertificateHolder certificate() {
    return certificate;
  }

  public SigningKey key() {
    return key;
  }

  /** The DER of the ResponderID; not to be changed, as the other two. */
  byte[] responderId() {
    return responderId;
  }

  /** The DER of the AlgorithmIdentifier of its signatures. */
  byte[] algorithm() {
    return algorithm;
  }

  /** The DER of the element {@code certs}. */
  byte[] certificates() {
    return certificates;
  }
}
