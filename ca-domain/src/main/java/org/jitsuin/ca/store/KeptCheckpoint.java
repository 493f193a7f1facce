package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.TreeHash;

/**
 * A checkpoint as it is kept.
 *
 * @param note signed; empty as long as it is only intended
 */
public record KeptCheckpoint(long size, TreeHash root, Instant recordedAt, Optional<String> note) {
  /** Returns the checkpoint in a log of that name. */
  public Checkpoint checkpoint(String origin) {
    return new Checkpoint(origin, size, root);
  }
}
