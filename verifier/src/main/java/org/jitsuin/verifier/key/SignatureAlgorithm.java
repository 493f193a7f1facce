package org.jitsuin.verifier.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A signature algorithm that is believed: RSA (PKCS #1 v1.5) and ECDSA, with SHA-2. */
public enum SignatureAlgorithm {
  SHA256_RSA(PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA-256", true),
  SHA384_RSA(PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA-384", true),
  SHA512_RSA(PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA-512", true),
  SHA256_ECDSA(X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA-256", false),
  SHA384_ECDSA(X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA-384", false),
  SHA512_ECDSA(X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA-512", false);

  private final String id;
  private final String hash;
  private final boolean rsa;

  SignatureAlgorithm(ASN1ObjectIdentifier id, String hash, boolean rsa) {
    this.id = id.getId();
    this.hash = hash;
    this.rsa = rsa;
  }

  /**
   * Returns the algorithm of that identifier; empty where it is not believed, as any with SHA-1.
   */
  public static Optional<SignatureAlgorithm> of(AlgorithmIdentifier identifier) {
    return Arrays.stream(values())
        .filter(one -> one.id.equals(identifier.getAlgorithm().getId()))
        .filter(one -> one.takes(identifier.getParameters()))
        .findFirst();
  }

  /** RFC 4055 §5: NULL, or nothing; RFC 5758 §3.2: nothing. */
  private boolean takes(ASN1Encodable parameters) {
    return parameters == null || (rsa && DERNull.INSTANCE.equals(parameters));
  }

  boolean isRsa() {
    return rsa;
  }

  ASN1ObjectIdentifier hashIdentifier() {
    return switch (hash) {
      case "SHA-256" -> NISTObjectIdentifiers.id_sha256;
      case "SHA-384" -> NISTObjectIdentifiers.id_sha384;
      default -> NISTObjectIdentifiers.id_sha512;
    };
  }

  /** Returns a digest of the content that is signed. */
  public MessageDigest digest() {
    try {
      return MessageDigest.getInstance(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-2", e);
    }
  }
}
