package org.jitsuin.ocsp.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerReader;
import org.jitsuin.base.der.DerTag;

/**
 * An algorithm that a client would like responses to be signed with (RFC 6960 §4.4.7.1).
 *
 * <pre>
 * PreferredSignatureAlgorithms ::= SEQUENCE OF PreferredSignatureAlgorithm
 *
 * PreferredSignatureAlgorithm ::= SEQUENCE {
 *   sigIdentifier        AlgorithmIdentifier,
 *   pubKeyAlgIdentifier  SMIMECapability OPTIONAL }
 *
 * SMIMECapability ::= SEQUENCE {
 *   capabilityID  OBJECT IDENTIFIER,
 *   parameters    ANY DEFINED BY capabilityID OPTIONAL }
 * </pre>
 *
 * @param signature the algorithm of the signature
 * @param key the algorithm of the signer's key, where it matters, such as the curve
 */
public record PreferredAlgorithm(AlgorithmName signature, Optional<AlgorithmName> key) {
  /** The greatest number of algorithms, more than there are to choose from. */
  static final int MAX_ALGORITHMS = 16;

  private static final int MAX_OCTETS = 2_048;

  /**
   * Reads the value of the extension: the algorithms in the client's order, the one it likes best
   * first; at most {@link #MAX_ALGORITHMS}.
   */
  static List<PreferredAlgorithm> read(DerReader value) throws DerException {
    if (value.remaining() > MAX_OCTETS) {
      throw new DerException("preferred algorithms of more than " + MAX_OCTETS + " octets");
    }
    DerReader list = value.enter(DerTag.SEQUENCE);
    value.finish();
    List<PreferredAlgorithm> algorithms = new ArrayList<>();
    while (list.hasMore()) {
      if (algorithms.size() == MAX_ALGORITHMS) {
        throw new DerException("more than " + MAX_ALGORITHMS + " preferred algorithms");
      }
      algorithms.add(algorithm(list.enter(DerTag.SEQUENCE)));
    }
    return algorithms;
  }

  private static PreferredAlgorithm algorithm(DerReader fields) throws DerException {
    AlgorithmName signature = AlgorithmName.read(fields.enter(DerTag.SEQUENCE));
    Optional<AlgorithmName> key =
        fields.hasMore()
            ? Optional.of(AlgorithmName.read(fields.enter(DerTag.SEQUENCE)))
            : Optional.empty();
    fields.finish();
    return new PreferredAlgorithm(signature, key);
  }

  /** Returns whether it is that algorithm; a key without parameters stands for one with any. */
  public boolean is(ResponseAlgorithm algorithm) {
    return signature.equals(algorithm.signature())
        && key.filter(wanted -> !isMetBy(wanted, algorithm.key())).isEmpty();
  }

  private static boolean isMetBy(AlgorithmName wanted, AlgorithmName key) {
    return wanted.hasParameters() ? wanted.equals(key) : wanted.oid().equals(key.oid());
  }
}
