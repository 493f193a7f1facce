package org.jitsuin.filter;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/** How a kind of key signs a head: each in one way. */
enum SignerKind {
  /** RSA of 2,048 bits or more (PKCS #1 v1.5) with SHA-256. */
  RSA("SHA-256", "SHA256withRSA", "300b0609608648016503040201", "300d06092a864886f70d01010b0500"),
  /** ECDSA on P-256 with SHA-256. */
  P256("SHA-256", "SHA256withECDSA", "300b0609608648016503040201", "300a06082a8648ce3d040302"),
  /** ECDSA on P-384 with SHA-384. */
  P384("SHA-384", "SHA384withECDSA", "300b0609608648016503040202", "300a06082a8648ce3d040303");

  private static final int SHORTEST_RSA = 2048;
  private static final int LONGEST_RSA = 8192;
  private static final int LONGEST_EXPONENT = 64;

  private final String digest;
  private final String jcaName;
  private final String digestIdentifier;
  private final String signatureIdentifier;

  SignerKind(String digest, String jcaName, String digestHex, String signatureHex) {
    this.digest = digest;
    this.jcaName = jcaName;
    this.digestIdentifier = digestHex;
    this.signatureIdentifier = signatureHex;
  }

  /** Returns the kind of a key; empty where it signs no head. */
  static Optional<SignerKind> of(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits >= SHORTEST_RSA
              && bits <= LONGEST_RSA
              && rsa.getPublicExponent().bitLength() <= LONGEST_EXPONENT
          ? Optional.of(RSA)
          : Optional.empty();
    }
    if (key instanceof ECPublicKey ec) {
      return switch (ec.getParams().getCurve().getField().getFieldSize()) {
        case 256 -> Optional.of(P256);
        case 384 -> Optional.of(P384);
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  /** The JCA's name of the digest. */
  String digest() {
    return digest;
  }

  /** The JCA's name of the whole algorithm. */
  String jcaName() {
    return jcaName;
  }

  /** AlgorithmIdentifier of the digest (RFC 5754 §2). */
  byte[] digestIdentifier() {
    return Der.hex(digestIdentifier);
  }

  /** AlgorithmIdentifier of the signature (RFC 5754 §3). */
  byte[] signatureIdentifier() {
    return Der.hex(signatureIdentifier);
  }
}
