package org.jitsuin.verifier.key;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;

/** The one encoding in which something is signed: DER (X.690 §10, RFC 5280 §4.1.1.3). */
public final class Der {
  private static final int SHORT_FORM = 0x80;

  private Der() {}

  /**
   * Returns whether octets are DER, to the last of them. What is read of any other encoding may be
   * encoded anew and then be what somebody signed, though these octets never were: a signature
   * checked over the new encoding says nothing of them.
   */
  public static boolean isDer(byte[] octets) {
    return read(octets).isPresent();
  }

  /** Returns what octets are; empty where they are not DER, to the last of them. */
  public static Optional<ASN1Primitive> read(byte[] octets) {
    try {
      ASN1Primitive read = ASN1Primitive.fromByteArray(octets);
      return Arrays.equals(read.getEncoded(ASN1Encoding.DER), octets)
          ? Optional.of(read)
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle says with many exceptions that octets are not what they should be.
      return Optional.empty();
    }
  }

  /**
   * Returns the octets of the first element of a sequence, as they came: what is signed stands
   * there.
   *
   * @param sequence DER
   */
  public static byte[] first(byte[] sequence) {
    int begin = contentBegin(sequence, 0);
    int length = contentBegin(sequence, begin) - begin + length(sequence, begin);
    return Arrays.copyOfRange(sequence, begin, begin + length);
  }

  /** X.690 §8.1.3: one octet, or one that says of how many octets the length is. */
  private static int contentBegin(byte[] der, int element) {
    int first = der[element + 1] & 0xff;
    return element + 2 + (first < SHORT_FORM ? 0 : first - SHORT_FORM);
  }

  private static int length(byte[] der, int element) {
    int first = der[element + 1] & 0xff;
    int length = first < SHORT_FORM ? first : 0;
    for (int i = element + 2; i < contentBegin(der, element); i++) {
      length = (length << Byte.SIZE) | (der[i] & 0xff);
    }
    return length;
  }
}
