package org.jitsuin.ocsp.wire;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;

/** Encodes what is in memory, where no I/O can fail. */
final class Der {
  private Der() {}

  static byte[] encode(ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a structure in memory cannot be encoded", e);
    }
  }
}
