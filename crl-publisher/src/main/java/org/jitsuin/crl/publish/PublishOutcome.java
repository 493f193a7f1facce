package org.jitsuin.crl.publish;

import org.jitsuin.crl.model.PublishedCrl;

/** The outcome of a round for one partition. */
sealed interface PublishOutcome {
  PublishedPartition listing();

  /** A new CRL is in place and recorded. */
  record Published(PublishedPartition listing, PublishedCrl crl) implements PublishOutcome {}

  /** The changes up to that one concern nothing that a CRL says; the CRL stays. */
  record Unchanged(PublishedPartition listing, long feedSeq) implements PublishOutcome {}

  /**
   * The new CRL would contradict what was published, and no other try will mend it: the old CRL
   * stays, and somebody has to look.
   */
  record Contradicted(PublishedPartition listing, String reason) implements PublishOutcome {}

  /** There is no new CRL; the old one stays. */
  record Failed(PublishedPartition listing, String reason) implements PublishOutcome {}
}
