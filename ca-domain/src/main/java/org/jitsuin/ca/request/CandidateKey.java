package org.jitsuin.ca.request;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.ca.lint.WeakKeys;

/**
 * A public key as a request brings it, well-formed, but not yet of a kind that is certified.
 *
 * <p>Every key has exactly one encoding here: what the certificate will carry is what RFC 3279 and
 * RFC 5480 prescribe, and a key that was certified before is known again whatever its request looks
 * like.
 */
sealed interface CandidateKey {
  /** Returns the key's kind and size, if there is a name for it. */
  Optional<SignatureScheme> scheme();

  /** Returns whether it is a signature of that message by this key. */
  boolean verifies(ProofAlgorithm algorithm, byte[] message, byte[] signature);

  /**
   * Returns what is wrong with the key although its kind and size are right, as the end of a
   * sentence.
   */
  Optional<String> weakness();

  /** Reads a key; empty if it is not well-formed or of an unknown kind. */
  static Optional<CandidateKey> read(SubjectPublicKeyInfo info) {
    ASN1ObjectIdentifier kind = info.getAlgorithm().getAlgorithm();
    try {
      if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
        return Rsa.parse(info).map(key -> key);
      }
      if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
        return Ec.parse(info).map(key -> key);
      }
      return Optional.empty();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // A key is malformed in many ways, and the parsers throw a dozen kinds for it.
      return Optional.empty();
    }
  }

  /** RSA (RFC 3279 §2.3.1). */
  record Rsa(RSAPublicKey key) implements CandidateKey {
    private static Optional<Rsa> parse(SubjectPublicKeyInfo info)
        throws IOException, GeneralSecurityException {
      org.bouncycastle.asn1.pkcs.RSAPublicKey numbers =
          org.bouncycastle.asn1.pkcs.RSAPublicKey.getInstance(info.parsePublicKey());
      BigInteger modulus = numbers.getModulus();
      BigInteger exponent = numbers.getPublicExponent();
      if (!DERNull.INSTANCE.equals(info.getAlgorithm().getParameters())
          || !Arrays.equals(
              numbers.getEncoded(ASN1Encoding.DER), info.getPublicKeyData().getOctets())
          || modulus.signum() <= 0
          || !modulus.testBit(0)
          || exponent.signum() <= 0) {
        return Optional.empty();
      }
      KeyFactory factory = KeyFactory.getInstance("RSA");
      return Optional.of(
          new Rsa((RSAPublicKey) factory.generatePublic(new RSAPublicKeySpec(modulus, exponent))));
    }

    @Override
    public Optional<SignatureScheme> scheme() {
      return Arrays.stream(SignatureScheme.values()).filter(s -> s.fits(key)).findFirst();
    }

    @Override
    public boolean verifies(ProofAlgorithm algorithm, byte[] message, byte[] signature) {
      if (!algorithm.isRsa()) {
        return false;
      }
      try {
        Signature verifier = Signature.getInstance(algorithm.jcaName());
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
      } catch (GeneralSecurityException e) {
        // It throws for a signature of another length where it says no to others.
        return false;
      }
    }

    @Override
    public Optional<String> weakness() {
      return WeakKeys.find(key);
    }
  }

  /** A point on a named curve (RFC 5480 §2), written out and not compressed. */
  record Ec(ASN1ObjectIdentifier curve, ECPublicKeyParameters key) implements CandidateKey {
    private static final byte UNCOMPRESSED = 4;

    private static Optional<Ec> parse(SubjectPublicKeyInfo info) throws IOException {
      AlgorithmIdentifier algorithm = info.getAlgorithm();
      if (!(algorithm.getParameters() instanceof ASN1ObjectIdentifier curve)
          || info.getPublicKeyData().getOctets()[0] != UNCOMPRESSED) {
        return Optional.empty();
      }
      // Checks that the point is on its curve.
      return Optional.of(new Ec(curve, (ECPublicKeyParameters) PublicKeyFactory.createKey(info)));
    }

    @Override
    public Optional<SignatureScheme> scheme() {
      return Arrays.stream(SignatureScheme.values())
          .filter(SignatureScheme::isElliptic)
          .filter(scheme -> curve.equals(ECNamedCurveTable.getOID(scheme.curve())))
          .findFirst();
    }

    /** Verifies with Bouncy Castle, which needs a tenth of the time of the JDK on P-384. */
    @Override
    public boolean verifies(ProofAlgorithm algorithm, byte[] message, byte[] signature) {
      if (algorithm.isRsa()) {
        return false;
      }
      try {
        BigInteger[] numbers =
            StandardDSAEncoding.INSTANCE.decode(key.getParameters().getN(), signature);
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(algorithm.digest(message), numbers[0], numbers[1]);
      } catch (IOException | RuntimeException e) {
        // What is no ECDSA-Sig-Value, in one of many ways.
        return false;
      }
    }

    @Override
    public Optional<String> weakness() {
      return Optional.empty();
    }
  }
}
