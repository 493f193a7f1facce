package org.jitsuin.crl.publish;

import java.util.Optional;

/**
 * One of the two lines of publishing, which go on side by side: that of the partitions, and that of
 * the complete CRLs, which take longer and must never delay the others.
 *
 * @param publisher to be run again and again, never twice at once
 */
public record Lane(PublishedCrls catalogue, PublishingHealth condition, CrlLine publisher) {
  /** Returns what is published and served; nothing until the database was read. */
  public Optional<CrlSnapshot> current() {
    return catalogue.current();
  }
}
