package org.jitsuin.ca.lifecycle;

import java.util.List;
import java.util.Set;

/**
 * The effect of a command that is not refused.
 *
 * @param changes in their order; empty where all is as it should be already
 * @param notes what is said besides
 */
public record Decision(List<Change> changes, Set<Note> notes) {
  public Decision {
    changes = List.copyOf(changes);
    notes = Set.copyOf(notes);
  }

  /** A remark for the caller. */
  public enum Note {
    /** An event that is older than what is known: newer data stays as it is. */
    OUT_OF_ORDER,
    /** Nothing changed, because it was so before: the first facts stand. */
    ALREADY_SO,
    /** The event takes effect on its own date. */
    PLANNED,
    /** The holder must be told (article 13). */
    HOLDER_TO_BE_NOTIFIED,
    /** The register has the resident as an office entered them. */
    RECORD_CONFIRMED,
    /** The register has the resident otherwise than an office entered them. */
    RECORD_DIFFERS,
    /**
     * A departure with continued use of somebody with a period of stay: it is recorded, and nothing
     * more is issued to them while they are abroad.
     */
    CONTINUATION_NOT_FOR_FOREIGNERS
  }

  static Decision of(List<Change> changes) {
    return new Decision(changes, Set.of());
  }

  static Decision alreadySo() {
    return new Decision(List.of(), Set.of(Note.ALREADY_SO));
  }
}
