package org.jitsuin.base.keys;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/** A kind of key together with the one way it signs. */
public enum SignatureScheme {
  /** RSA of 2048 bits, PKCS #1 v1.5 with SHA-256: today's card. */
  RSA_2048_SHA256("rsa-2048-sha256", "RSA", 2048, "SHA-256", "SHA256withRSA"),
  RSA_4096_SHA256("rsa-4096-sha256", "RSA", 4096, "SHA-256", "SHA256withRSA"),
  ECDSA_P256_SHA256("ecdsa-p256-sha256", "EC", 256, "SHA-256", "SHA256withECDSA"),
  /** The next card: ECDSA on P-384 with SHA-384. */
  ECDSA_P384_SHA384("ecdsa-p384-sha384", "EC", 384, "SHA-384", "SHA384withECDSA"),
  /**
   * ML-DSA-65 (FIPS 204, RFC 9881), which signs messages themselves and not their digests. For
   * authorities' keys in training alone: no token can use it.
   */
  ML_DSA_65("ml-dsa-65", "ML-DSA", 192, "", "ML-DSA-65");

  /** DigestInfo of RFC 8017 §9.2 for SHA-256, up to the digest itself. */
  private static final byte[] SHA256_DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private final String id;
  private final String keyAlgorithm;
  private final int bits;
  private final String digestName;
  private final String jcaName;

  SignatureScheme(String id, String keyAlgorithm, int bits, String digestName, String jcaName) {
    this.id = id;
    this.keyAlgorithm = keyAlgorithm;
    this.bits = bits;
    this.digestName = digestName;
    this.jcaName = jcaName;
  }

  /** The name in ceremony files. */
  public String id() {
    return id;
  }

  /** {@code RSA}, {@code EC} or {@code ML-DSA}. */
  public String keyAlgorithm() {
    return keyAlgorithm;
  }

  /** The size of the modulus or of the field; of ML-DSA the strength that its set is made for. */
  public int bits() {
    return bits;
  }

  /**
   * The name of the elliptic curve in the JCA.
   *
   * @throws IllegalStateException where there is none
   */
  public String curve() {
    if (!isElliptic()) {
      throw new IllegalStateException(id + " has no curve");
    }
    return "secp" + bits + "r1";
  }

  /** The JCA's name of the whole algorithm, such as {@code SHA256withRSA}. */
  public String jcaName() {
    return jcaName;
  }

  public AlgorithmIdentifier algorithmIdentifier() {
    return new DefaultSignatureAlgorithmIdentifierFinder().find(jcaName);
  }

  /**
   * A new digest of the kind that this scheme signs.
   *
   * @throws IllegalStateException with ML-DSA, which signs none; {@link SigningKey#begin()} does
   *     with each
   */
  public MessageDigest newDigest() {
    if (isMlDsa()) {
      throw new IllegalStateException(id + " signs no digest");
    }
    try {
      return MessageDigest.getInstance(digestName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + digestName, e);
    }
  }

  /** The JCA's name of the operation that signs what {@link #rawInput} returns. */
  String rawJcaName() {
    return isRsa() ? "NONEwithRSA" : "NONEwithECDSA";
  }

  /** Returns the input of the token's raw operation for a digest. */
  byte[] rawInput(byte[] digest) {
    if (!isRsa()) {
      return digest.clone();
    }
    byte[] info = Arrays.copyOf(SHA256_DIGEST_INFO, SHA256_DIGEST_INFO.length + digest.length);
    System.arraycopy(digest, 0, info, SHA256_DIGEST_INFO.length, digest.length);
    return info;
  }

  public boolean isRsa() {
    return keyAlgorithm.equals("RSA");
  }

  /** Whether it is ECDSA. */
  public boolean isElliptic() {
    return keyAlgorithm.equals("EC");
  }

  /**
   * Whether it is ML-DSA. No token signs by it: it keeps a seed sealed, and this process opens it
   * for each signature. So it is for training alone.
   */
  public boolean isMlDsa() {
    return keyAlgorithm.equals("ML-DSA");
  }

  /** Returns whether that key is of this scheme's kind and size. */
  public boolean fits(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> isRsa() && rsa.getModulus().bitLength() == bits;
      case ECPublicKey ec -> isElliptic() && isCurve(ec.getParams());
      default ->
          isMlDsa()
              && key.getParams() instanceof NamedParameterSpec set
              && set.getName().equals(jcaName);
    };
  }

  /** Returns whether the curve is that of the scheme: there are others of the same size. */
  private boolean isCurve(ECParameterSpec parameters) {
    try {
      AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
      named.init(new ECGenParameterSpec(curve()));
      ECParameterSpec wanted = named.getParameterSpec(ECParameterSpec.class);
      return wanted.getCurve().equals(parameters.getCurve())
          && wanted.getGenerator().equals(parameters.getGenerator())
          && wanted.getOrder().equals(parameters.getOrder());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + curve(), e);
    }
  }

  /** The schemes of keys that others bring, on cards and elsewhere: all but ML-DSA. */
  public static Set<SignatureScheme> classical() {
    return Arrays.stream(values())
        .filter(scheme -> !scheme.isMlDsa())
        .collect(Collectors.toUnmodifiableSet());
  }

  public static Optional<SignatureScheme> byId(String id) {
    return Arrays.stream(values()).filter(scheme -> scheme.id.equals(id)).findFirst();
  }
}
