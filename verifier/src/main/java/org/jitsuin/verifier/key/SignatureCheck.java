package org.jitsuin.verifier.key;

import java.io.IOException;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.NullDigest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * Checks signatures, with keys that are strong enough to mean something. Whatever is malformed is
 * not signed.
 */
public final class SignatureCheck {
  private static final int SHORTEST_RSA = 2048;
  private static final int LONGEST_RSA = 8192;
  private static final int LONGEST_EXPONENT = 64;

  private static final Set<ASN1ObjectIdentifier> CURVES =
      Set.of(
          X9ObjectIdentifiers.prime256v1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);

  private SignatureCheck() {}

  /** Returns whether that key signed the content. */
  public static boolean isSigned(
      SubjectPublicKeyInfo key, AlgorithmIdentifier algorithm, byte[] content, byte[] signature) {
    return SignatureAlgorithm.of(algorithm)
        .map(one -> isSigned(key, one, one.digest().digest(content), signature))
        .orElse(false);
  }

  /** Returns whether that key signed the content with that digest. */
  public static boolean isSigned(
      SubjectPublicKeyInfo key, SignatureAlgorithm algorithm, byte[] digest, byte[] signature) {
    try {
      AsymmetricKeyParameter parameters = parameters(key);
      if (!isStrong(parameters, key)
          || parameters instanceof RSAKeyParameters != algorithm.isRsa()) {
        return false;
      }
      Signer signer = signer(algorithm);
      signer.init(false, parameters);
      signer.update(digest, 0, digest.length);
      return signer.verifySignature(signature);
    } catch (IOException | RuntimeException e) {
      // What others sent: Bouncy Castle says with many exceptions that it is no key or signature.
      return false;
    }
  }

  /** The digest is known already, so that what is signed need not be in memory. */
  private static Signer signer(SignatureAlgorithm algorithm) {
    return algorithm.isRsa()
        ? new RSADigestSigner(new NullDigest(), algorithm.hashIdentifier())
        : new DSADigestSigner(new ECDSASigner(), new NullDigest());
  }

  /** Returns whether a key is RSA of 2,048 bits or more, or on a curve of NIST's. */
  public static boolean isStrong(SubjectPublicKeyInfo key) {
    try {
      return isStrong(parameters(key), key);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static boolean isStrong(AsymmetricKeyParameter parameters, SubjectPublicKeyInfo key) {
    if (parameters instanceof RSAKeyParameters rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits >= SHORTEST_RSA
          && bits <= LONGEST_RSA
          && rsa.getModulus().testBit(0)
          && rsa.getExponent().bitLength() > 1
          && rsa.getExponent().bitLength() <= LONGEST_EXPONENT;
    }
    return parameters instanceof ECPublicKeyParameters
        && CURVES.contains(ASN1ObjectIdentifier.getInstance(key.getAlgorithm().getParameters()));
  }

  /**
   * Reads a key. Whether a modulus has small factors the authority asked before it certified the
   * key. That it is a prime is not looked for, neither there nor here: to tell a prime from a
   * product takes several times as long as all signatures of a check, and whoever wants to give a
   * private key away has easier means.
   */
  private static AsymmetricKeyParameter parameters(SubjectPublicKeyInfo key) throws IOException {
    if (!key.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return PublicKeyFactory.createKey(key);
    }
    RSAPublicKey rsa = RSAPublicKey.getInstance(key.parsePublicKey());
    return new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent(), true);
  }

  /** Returns whether that key signed the certificate. */
  public static boolean issued(SubjectPublicKeyInfo key, X509CertificateHolder certificate) {
    Certificate whole = certificate.toASN1Structure();
    try {
      // The algorithm stands twice, and is signed once (RFC 5280 §4.1.1.2).
      return whole.getTBSCertificate().getSignature().equals(whole.getSignatureAlgorithm())
          && isSigned(
              key,
              whole.getSignatureAlgorithm(),
              whole.getTBSCertificate().getEncoded("DER"),
              whole.getSignature().getOctets());
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
