package org.jitsuin.ca.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.record.PublisherEntry;
import org.jitsuin.ca.store.SubmissionTable.Refusal;
import org.jitsuin.ca.store.SubmissionTable.Row;
import org.jitsuin.store.EntryTable;

/**
 * Moves what the CRL publisher handed in to the audit log. An entry leaves the one table and stands
 * in the other in the same transaction, so that it is in the log once, whatever dies in between and
 * however many do this at the same time.
 */
public final class Submissions {
  /** The greatest number moved in one transaction, in which the head of the log is locked. */
  private static final int AT_ONCE = 500;

  /** The tolerance for a clock that is ahead of ours. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Handle handle;
  private final Map<UUID, Bytes> known;
  private final List<AuditEntry> accepted = new ArrayList<>();
  private final List<Long> done = new ArrayList<>();
  private int refused;

  /**
   * @param known entries of the log that may have the same names
   */
  private Submissions(Handle handle, Map<UUID, Bytes> known) {
    this.handle = handle;
    this.known = new HashMap<>(known);
  }

  /**
   * The result of one transaction.
   *
   * @param numbered how many entries the log has more
   * @param refused how many were not taken in
   * @param more whether others may still wait
   */
  public record TakenIn(int numbered, int refused, boolean more) {}

  /** A row and the entry in it, if there is one that the publisher may write. */
  private record Read(Row row, Optional<AuditEntry> entry) {
    static Read of(Row row) {
      return new Read(
          row,
          PublisherEntry.read(row.body().bytes()).filter(entry -> entry.at().equals(row.at())));
    }
  }

  /**
   * Takes in all that wait. Whoever appends other entries while no server of the authority may run
   * does this first, so that the log stays in the order of time.
   *
   * @throws org.jitsuin.base.Fault RECOVERY_NEEDED while the log is closed
   */
  public static void takeInAll(Handle handle, Instant now) {
    boolean more = true;
    while (more) {
      more = takeIn(handle, now).more();
    }
  }

  /**
   * Takes in the next that wait, a few hundred at the most, in the order of their times.
   *
   * @throws org.jitsuin.base.Fault RECOVERY_NEEDED while the log is closed: they go on to wait
   */
  public static TakenIn takeIn(Handle handle, Instant now) {
    List<Row> rows = SubmissionTable.lockNext(handle, now.plus(AHEAD), AT_ONCE);
    List<Read> all = rows.stream().map(Read::of).toList();
    List<UUID> names =
        all.stream().flatMap(one -> one.entry().stream()).map(AuditEntry::id).toList();
    Submissions waiting = new Submissions(handle, AuditTable.named(handle, names));
    all.forEach(waiting::take);
    EntryTable.append(handle, waiting.accepted);
    SubmissionTable.remove(handle, waiting.done);
    return new TakenIn(waiting.accepted.size(), waiting.refused, rows.size() == AT_ONCE);
  }

  private void take(Read read) {
    read.entry()
        .ifPresentOrElse(
            entry -> take(read.row(), entry),
            () -> refuse(read.row(), Refusal.NO_ENTRY_ABOUT_A_CRL));
  }

  private void take(Row row, AuditEntry entry) {
    Bytes before = known.putIfAbsent(entry.id(), row.body());
    if (before == null) {
      accepted.add(entry);
      done.add(row.number());
    } else if (before.equals(row.body())) {
      // The log has it: an older state of the database was put back, and the log from its files.
      done.add(row.number());
    } else {
      refuse(row, Refusal.NAME_OF_ANOTHER_ENTRY);
    }
  }

  private void refuse(Row row, Refusal why) {
    SubmissionTable.refuse(handle, row.number(), why);
    refused++;
  }
}
