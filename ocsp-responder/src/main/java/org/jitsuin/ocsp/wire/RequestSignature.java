package org.jitsuin.ocsp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerReader;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.model.Bytes;

/**
 * The signature of a request (RFC 6960 §4.1.1), read but not verified.
 *
 * <pre>
 * Signature ::= SEQUENCE {
 *   signatureAlgorithm  AlgorithmIdentifier,
 *   signature           BIT STRING,
 *   certs          [0]  EXPLICIT SEQUENCE OF Certificate OPTIONAL }
 * </pre>
 *
 * @param content what is signed: the DER of the TBSRequest
 * @param algorithm the algorithm; empty where it is one that is not verified here
 * @param value the octets of the signature
 * @param certificates the DER of each certificate that came with it, in their order; at most {@link
 *     #MAX_CERTIFICATES}
 */
public record RequestSignature(
    Bytes content, Optional<RequestAlgorithm> algorithm, Bytes value, List<Bytes> certificates) {
  /** A certificate and more issuers above it than anybody has. */
  static final int MAX_CERTIFICATES = 8;

  public RequestSignature {
    certificates = List.copyOf(certificates);
  }

  /**
   * @param content the DER of the TBSRequest
   * @param tagged the content of the element {@code [0]}
   */
  static RequestSignature read(byte[] content, DerReader tagged) throws DerException {
    DerReader fields = tagged.enter(DerTag.SEQUENCE);
    tagged.finish();
    AlgorithmName algorithm = AlgorithmName.read(fields.enter(DerTag.SEQUENCE));
    Bytes value = bits(fields);
    List<Bytes> certificates =
        fields.hasMore() ? certificates(fields.enter(DerTag.constructed(0))) : List.of();
    fields.finish();
    return new RequestSignature(
        Bytes.of(content), RequestAlgorithm.of(algorithm), value, certificates);
  }

  /** A BIT STRING of whole octets: one in front says how many bits of the last are unused. */
  private static Bytes bits(DerReader fields) throws DerException {
    DerReader bits = fields.enter(DerTag.BIT_STRING);
    if (bits.unsignedOctet() != 0) {
      throw new DerException("a signature that does not end with an octet");
    }
    return Bytes.of(bits.rest());
  }

  private static List<Bytes> certificates(DerReader tagged) throws DerException {
    DerReader list = tagged.enter(DerTag.SEQUENCE);
    tagged.finish();
    List<Bytes> certificates = new ArrayList<>();
    while (list.hasMore()) {
      if (certificates.size() == MAX_CERTIFICATES) {
        throw new DerException("more than " + MAX_CERTIFICATES + " certificates with a signature");
      }
      certificates.add(Bytes.of(list.whole(DerTag.SEQUENCE)));
    }
    return certificates;
  }
}
