package org.jitsuin.base.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;

/**
 * ECDSA that draws its nonce once: what is left to do for a signature is {@code s = (z + r·d) / k
 * mod n}. Two such signatures give the private key away (which is why no other key does so).
 *
 * @param publicKey verifies
 * @param order n, of the group
 * @param r the nonce's point, as it stands in every signature
 * @param product r·d
 * @param inverse 1/k
 */
record ThrowAwayEcdsa(
    ECPublicKey publicKey, BigInteger order, BigInteger r, BigInteger product, BigInteger inverse)
    implements ThrowAwayKey.Arithmetic {

  static ThrowAwayEcdsa generate(SignatureScheme scheme) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(scheme.keyAlgorithm());
      KeyPair key = SoftwareKey.generate(scheme, generator);
      KeyPair nonce = SoftwareKey.generate(scheme, generator);
      ECPublicKey publicKey = (ECPublicKey) key.getPublic();
      BigInteger order = publicKey.getParams().getOrder();
      BigInteger r = ((ECPublicKey) nonce.getPublic()).getW().getAffineX().mod(order);
      return new ThrowAwayEcdsa(
          publicKey,
          order,
          r,
          r.multiply(((ECPrivateKey) key.getPrivate()).getS()).mod(order),
          ((ECPrivateKey) nonce.getPrivate()).getS().modInverse(order));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform makes " + scheme.curve() + " keys", e);
    }
  }

  /**
   * <pre>
   * ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }
   * </pre>
   *
   * @param input a digest as long as the order
   */
  @Override
  public byte[] sign(byte[] input) {
    BigInteger s = new BigInteger(1, input).add(product).multiply(inverse).mod(order);
    ASN1EncodableVector value = new ASN1EncodableVector(2);
    value.add(new ASN1Integer(r));
    value.add(new ASN1Integer(s));
    try {
      return new DERSequence(value).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("two numbers cannot be encoded", e);
    }
  }

  @Override
  public boolean verifies(byte[] input, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("NONEwithECDSA");
      verifier.initVerify(publicKey);
      verifier.update(input);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform verifies ECDSA", e);
    }
  }
}
