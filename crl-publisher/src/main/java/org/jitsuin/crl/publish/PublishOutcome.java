package org.jitsuin.crl.publish;

import org.jitsuin.crl.model.PublishedCrl;

/** What became of a partition in a round. */
sealed interface PublishOutcome {
  PublishedPartition listing();

  /** A new CRL is in place and recorded. */
  record Published(PublishedPartition listing, PublishedCrl crl) implements PublishOutcome {}

  /** The changes up to that one concern nothing that a CRL says; the CRL stays. */
  record Unchanged(PublishedPartition listing, long feedSeq) implements PublishOutcome {}

  /**
   * What would be published contradicts what was, and no other try will mend it: the old CRL stays,
   * and somebody has to look.
   */
  record Contradicted(PublishedPartition listing, String reason) implements PublishOutcome {}

  /** There is no new CRL; the old one stays. */
  record Failed(PublishedPartition listing, String reason) implements PublishOutcome {}
}
