package org.jitsuin.ca.store;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.retention.RecordKind;

/** The table {@code ca.retention}: how far records of each kind are erased. */
public final class RetentionTable {
  private RetentionTable() {}

  /**
   * How far it is.
   *
   * @param place where the next round begins; empty at the beginning
   * @param doneOn the last day, in Japan, on which all that was due was erased
   */
  public record Progress(RecordKind records, String place, Optional<LocalDate> doneOn) {
    static Progress none(RecordKind records) {
      return new Progress(records, "", Optional.empty());
    }

    /** The same, further on. */
    public Progress at(String next) {
      return new Progress(records, next, doneOn);
    }

    /** The same, with all that is due erased. */
    public Progress done(LocalDate day) {
      return new Progress(records, place, Optional.of(day));
    }

    /** Returns whether it was that day; a clock that was moved and set back makes no difference. */
    public boolean isDone(LocalDate day) {
      return doneOn.filter(day::equals).isPresent();
    }
  }

  /** Returns how far those kinds are that were begun with. */
  public static List<Progress> all(Handle handle) {
    return handle
        .createQuery("SELECT records, place, done_on FROM ca.retention")
        .mapTo(Progress.class)
        .list();
  }

  /** Returns behind which entry nothing of that kind was erased yet; 0 for the beginning. */
  static long entry(Handle handle, RecordKind records) {
    return all(handle).stream()
        .filter(one -> one.records() == records && !one.place().isEmpty())
        .map(one -> Long.parseLong(one.place()))
        .findFirst()
        .orElse(0L);
  }

  /** Finds and locks how far one kind is; the row is there from then on. */
  public static Progress lock(Handle handle, RecordKind records) {
    handle
        .createUpdate("INSERT IGNORE INTO ca.retention (records, place) VALUES (:records, '')")
        .bind("records", records)
        .execute();
    return handle
        .createQuery(
            "SELECT records, place, done_on FROM ca.retention WHERE records = :records FOR UPDATE")
        .bind("records", records)
        .mapTo(Progress.class)
        .findOne()
        .orElseGet(() -> Progress.none(records));
  }

  /** Writes how far it is, in the transaction that erased. */
  public static void save(Handle handle, Progress progress) {
    handle
        .createUpdate(
            """
            UPDATE ca.retention SET place = :place, done_on = :doneOn WHERE records = :records
            """)
        .bindMethods(progress)
        .execute();
  }
}
