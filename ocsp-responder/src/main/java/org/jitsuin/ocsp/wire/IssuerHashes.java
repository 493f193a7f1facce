package org.jitsuin.ocsp.wire;

import java.util.Arrays;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.der.DerWriter;

/**
 * The hashes by which a request names an issuer: of its distinguished name and of its public key.
 */
public final class IssuerHashes {
  private final HashAlgorithm algorithm;
  private final byte[] nameHash;
  private final byte[] keyHash;

  IssuerHashes(HashAlgorithm algorithm, byte[] nameHash, byte[] keyHash) {
    this.algorithm = algorithm;
    this.nameHash = nameHash;
    this.keyHash = keyHash;
  }

  /**
   * The hashes that stand for an issuer in requests (RFC 6960 §4.1.1): of the DER of its name, and
   * of the value of its subjectPublicKey without tag, length and unused bits.
   *
   * @param issuer the certificate of the issuer itself
   */
  public static IssuerHashes of(X509CertificateHolder issuer, HashAlgorithm algorithm) {
    return new IssuerHashes(
        algorithm,
        algorithm.hash(DerWriter.encode(issuer.getSubject())),
        algorithm.hash(issuer.getSubjectPublicKeyInfo().getPublicKeyData().getOctets()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IssuerHashes hashes
        && algorithm == hashes.algorithm
        && Arrays.equals(nameHash, hashes.nameHash)
        && Arrays.equals(keyHash, hashes.keyHash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keyHash);
  }
}
