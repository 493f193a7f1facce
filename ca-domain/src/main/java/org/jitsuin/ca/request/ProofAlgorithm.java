package org.jitsuin.ca.request;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The algorithms with which a key may sign its request; none that uses SHA-1. */
enum ProofAlgorithm {
  RSA_SHA256("SHA256withRSA", "SHA-256"),
  RSA_SHA384("SHA384withRSA", "SHA-384"),
  RSA_SHA512("SHA512withRSA", "SHA-512"),
  ECDSA_SHA256("SHA256withECDSA", "SHA-256"),
  ECDSA_SHA384("SHA384withECDSA", "SHA-384"),
  ECDSA_SHA512("SHA512withECDSA", "SHA-512");

  private final String jcaName;
  private final String digestName;

  ProofAlgorithm(String jcaName, String digestName) {
    this.jcaName = jcaName;
    this.digestName = digestName;
  }

  private ASN1ObjectIdentifier oid() {
    return switch (this) {
      case RSA_SHA256 -> PKCSObjectIdentifiers.sha256WithRSAEncryption;
      case RSA_SHA384 -> PKCSObjectIdentifiers.sha384WithRSAEncryption;
      case RSA_SHA512 -> PKCSObjectIdentifiers.sha512WithRSAEncryption;
      case ECDSA_SHA256 -> X9ObjectIdentifiers.ecdsa_with_SHA256;
      case ECDSA_SHA384 -> X9ObjectIdentifiers.ecdsa_with_SHA384;
      case ECDSA_SHA512 -> X9ObjectIdentifiers.ecdsa_with_SHA512;
    };
  }

  static Optional<ProofAlgorithm> of(AlgorithmIdentifier identifier) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.oid().equals(identifier.getAlgorithm()))
        .findFirst();
  }

  /** The JCA's name. */
  String jcaName() {
    return jcaName;
  }

  boolean isRsa() {
    return jcaName.endsWith("RSA");
  }

  byte[] digest(byte[] message) {
    try {
      return MessageDigest.getInstance(digestName).digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + digestName, e);
    }
  }
}
