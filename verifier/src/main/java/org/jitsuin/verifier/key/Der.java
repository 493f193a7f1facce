package org.jitsuin.verifier.key;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;

/** The one encoding in which something is signed: DER (X.690 §10, RFC 5280 §4.1.1.3). */
public final class Der {
  private Der() {}

  /**
   * Returns whether octets are DER, to the last of them. What is read of any other encoding may be
   * encoded anew and then be what somebody signed, though these octets never were: a signature
   * checked over the new encoding says nothing of them.
   */
  public static boolean isDer(byte[] octets) {
    try {
      return Arrays.equals(
          ASN1Primitive.fromByteArray(octets).getEncoded(ASN1Encoding.DER), octets);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle says with many exceptions that octets are not what they should be.
      return false;
    }
  }
}
