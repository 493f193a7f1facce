package org.jitsuin.base.keys;

import java.math.BigInteger;

/**
 * A key that signs in microseconds what is thrown away, such as the copy of a certificate that is
 * linted before an authority's key signs the real one. Its signatures are well-formed and fit, but
 * it protects nothing: whoever sees one can make more.
 *
 * <p>It verifies once, when it is made, that its signatures fit.
 */
public final class ThrowAwayKey implements SigningKey {
  private final SignatureScheme scheme;
  private final Arithmetic arithmetic;

  private ThrowAwayKey(SignatureScheme scheme, Arithmetic arithmetic) {
    this.scheme = scheme;
    this.arithmetic = arithmetic;
  }

  /** How one kind of key signs. */
  sealed interface Arithmetic permits ThrowAwayRsa, ThrowAwayEcdsa {
    /** Signs what {@link SignatureScheme#rawInput} returns. */
    byte[] sign(byte[] input);

    /** Whether it is a signature of that. */
    boolean verifies(byte[] input, byte[] signature);
  }

  /** Makes a key of that scheme. */
  public static ThrowAwayKey generate(SignatureScheme scheme) {
    ThrowAwayKey key =
        new ThrowAwayKey(
            scheme,
            scheme.isRsa() ? ThrowAwayRsa.generate(scheme) : ThrowAwayEcdsa.generate(scheme));
    byte[] digest = scheme.newDigest().digest();
    byte[] signature = key.signDigest(digest);
    byte[] other = scheme.newDigest().digest(digest);
    if (!key.verifies(digest, signature) || key.verifies(other, signature)) {
      throw new IllegalStateException("a fresh " + scheme.id() + " key to throw away does not fit");
    }
    return key;
  }

  @Override
  public SignatureScheme scheme() {
    return scheme;
  }

  @Override
  public byte[] signDigest(byte[] digest) {
    return arithmetic.sign(scheme.rawInput(digest));
  }

  /** Whether it is a signature of that digest by this key. */
  public boolean verifies(byte[] digest, byte[] signature) {
    return arithmetic.verifies(scheme.rawInput(digest), signature);
  }

  /** For tests, which verify with other implementations. */
  Arithmetic arithmetic() {
    return arithmetic;
  }

  /** An unsigned number as that many octets, leading zeros included (I2OSP of RFC 8017 §4.1). */
  static byte[] octets(BigInteger number, int length) {
    byte[] written = number.toByteArray();
    byte[] octets = new byte[length];
    int size = Math.min(written.length, length);
    System.arraycopy(written, written.length - size, octets, length - size, size);
    return octets;
  }
}
