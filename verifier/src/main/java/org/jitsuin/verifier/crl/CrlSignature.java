package org.jitsuin.verifier.crl;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.verifier.key.SignatureAlgorithm;
import org.jitsuin.verifier.key.SignatureCheck;

/** The signature under a CRL that streamed by: what is left of its content is a digest. */
final class CrlSignature {
  private final SignatureAlgorithm algorithm;
  private final byte[] digest;
  private final byte[] signature;

  CrlSignature(SignatureAlgorithm algorithm, byte[] digest, byte[] signature) {
    this.algorithm = algorithm;
    this.digest = digest.clone();
    this.signature = signature.clone();
  }

  boolean isBy(SubjectPublicKeyInfo key) {
    return SignatureCheck.isSigned(key, algorithm, digest, signature);
  }
}
