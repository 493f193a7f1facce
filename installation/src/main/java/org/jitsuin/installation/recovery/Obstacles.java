package org.jitsuin.installation.recovery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.base.model.Setback;

/** The obstacles that keep a log from being continued from what is there. */
final class Obstacles {
  static final String NO_ENTRIES =
      "put the audit log's files of a server that has them in their place, or a newer backup of the"
          + " database";

  private final List<Setback> found;
  private final Optional<SignedNote> checkpoint;
  private final LostActs acts;

  Obstacles(List<Setback> found, Optional<SignedNote> checkpoint, LostActs acts) {
    this.found = found;
    this.checkpoint = checkpoint;
    this.acts = acts;
  }

  /**
   * Returns the obstacle that more was signed than the files have, so that no tree can continue it.
   */
  Optional<String> forEntries() {
    long had =
        checkpoint.flatMap(note -> Checkpoint.parse(note.text())).map(Checkpoint::size).orElse(0L);
    Optional<String> unread =
        found.stream()
            .filter(one -> one.what().equals(Setback.LOG) && one.published() > had)
            .findFirst()
            .map(one ->
                String.format(
                    Locale.ROOT,
                    "the files of the audit log here were signed at %d entries, and %s has seen %d; %s",
                    had,
                    one.evidence(),
                    one.published(),
                    NO_ENTRIES));
    return unread.or(() ->
        acts.haveCeremony()
            ? Optional.of(
                "keys or staff were made since, which the database does not know; put a newer"
                    + " backup of it in its place")
            : Optional.empty());
  }

  /**
   * Returns the obstacle of a fork: what was recorded since and signed stands for ever in place of
   * what was signed before.
   */
  static Optional<String> ofFork(Handle handle, LostEntries lost) {
    long forked =
        handle
            .createQuery(
                "SELECT COUNT(*) FROM audit.checkpoint WHERE size > :kept AND note IS NOT NULL")
            .bind("kept", lost.kept())
            .mapTo(long.class)
            .one();
    return forked == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                    Locale.ROOT,
                    "another tree was signed since, %d times: the log has forked, and auditors must be told; begin",
                    forked)
                + " from the backup again, which was not gone on with");
  }
}
