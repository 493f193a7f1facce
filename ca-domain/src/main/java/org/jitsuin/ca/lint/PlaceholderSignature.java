package org.jitsuin.ca.lint;

import java.util.Arrays;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.SignatureScheme;

/**
 * Octets that stand where a signature will be while a certificate is linted: as long as a signature
 * of that scheme and of the same form, made of numbers that are too great for one. So nobody ever
 * verifies it, whatever the key.
 */
final class PlaceholderSignature {
  /** The octets of a signature by ML-DSA-65 (FIPS 204, table 2). */
  private static final int ML_DSA_65 = 3309;

  private PlaceholderSignature() {}

  /**
   * The content of the BIT STRING.
   *
   * <pre>
   * ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }  -- RFC 5480, appendix A
   * </pre>
   */
  static byte[] of(SignatureScheme scheme) {
    if (scheme.isMlDsa()) {
      return ones(ML_DSA_65);
    }
    int octets = scheme.bits() / Byte.SIZE;
    return scheme.isRsa() ? ones(octets) : ecdsa(octets);
  }

  private static byte[] ecdsa(int octets) {
    byte[] number = DerWriter.element(DerTag.INTEGER, new byte[1], ones(octets));
    return DerWriter.sequence(number, number);
  }

  private static byte[] ones(int octets) {
    byte[] ones = new byte[octets];
    Arrays.fill(ones, (byte) 0xff);
    return ones;
  }
}
