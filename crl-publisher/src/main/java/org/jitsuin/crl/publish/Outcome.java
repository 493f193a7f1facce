package org.jitsuin.crl.publish;

import org.jitsuin.crl.model.PublishedCrl;

/** What became of a partition in a round. */
sealed interface Outcome {
  Listing listing();

  /** A new CRL is in place and recorded. */
  record Published(Listing listing, PublishedCrl crl) implements Outcome {}

  /** The changes up to that one concern nothing that a CRL says; the CRL stays. */
  record Unchanged(Listing listing, long feedSeq) implements Outcome {}

  /**
   * What would be published contradicts what was, and no other try will mend it: the old CRL stays,
   * and somebody has to look.
   */
  record Contradicted(Listing listing, String reason) implements Outcome {}

  /** There is no new CRL; the old one stays. */
  record Failed(Listing listing, String reason) implements Outcome {}
}
