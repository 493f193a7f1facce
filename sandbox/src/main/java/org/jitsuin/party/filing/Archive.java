package org.jitsuin.party.filing;

import java.util.Optional;
import org.jitsuin.base.model.Bytes;

/**
 * Keeps what was filed and, beside it, what the authority said of the signer's certificate on that
 * day. A certificate is revoked with the next move; that it was good can then be shown by nothing
 * else.
 */
public interface Archive {
  /**
   * Keeps a filing; when this returns it is on the disk.
   *
   * @param number of the receipt
   * @param answer of the authority, an OCSPResponse in DER
   */
  void keep(String number, Bytes document, Bytes answer);

  /** Returns the authority's answer beside a filing. */
  Optional<Bytes> answer(String number);
}
