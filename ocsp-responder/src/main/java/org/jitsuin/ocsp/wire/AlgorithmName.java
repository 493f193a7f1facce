package org.jitsuin.ocsp.wire;

import java.util.HexFormat;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerReader;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerWriter;

/**
 * The name of an algorithm. Two are equal if their encodings are, where parameters that are NULL
 * and none at all are the same: which of them is right depends on the algorithm, and not all
 * clients know.
 *
 * <pre>
 * AlgorithmIdentifier ::= SEQUENCE {
 *   algorithm   OBJECT IDENTIFIER,
 *   parameters  ANY DEFINED BY algorithm OPTIONAL }
 * </pre>
 *
 * @param oid the hexadecimal of the content of the OBJECT IDENTIFIER
 * @param parameters the hexadecimal of their DER; empty if there are none
 */
record AlgorithmName(String oid, String parameters) {
  static AlgorithmName of(AlgorithmIdentifier identifier) {
    try {
      return read(new DerReader(DerWriter.encode(identifier)).enter(DerTag.SEQUENCE));
    } catch (DerException e) {
      throw new IllegalStateException("a structure in memory is not DER", e);
    }
  }

  /**
   * @param fields the content of the SEQUENCE
   */
  static AlgorithmName read(DerReader fields) throws DerException {
    String oid = hex(fields.objectIdentifier());
    String parameters = fields.hasMore() ? parameters(fields) : "";
    fields.finish();
    return new AlgorithmName(oid, parameters);
  }

  private static String parameters(DerReader fields) throws DerException {
    if (!fields.nextIs(DerTag.NULL)) {
      return hex(fields.whole());
    }
    if (fields.content(DerTag.NULL).length != 0) {
      throw new DerException("a NULL with content");
    }
    return "";
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  boolean hasParameters() {
    return !parameters.isEmpty();
  }
}
