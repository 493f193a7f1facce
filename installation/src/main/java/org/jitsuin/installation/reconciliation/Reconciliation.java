package org.jitsuin.installation.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.TileSource;

/** Looks at one state of the whole database, while servers go on with their work. */
public final class Reconciliation {
  private final Jdbi database;
  private final TileSource tiles;
  private final Report report;

  /**
   * @param database as a user that may read every schema
   * @param tiles of the log, checked before
   */
  public Reconciliation(Jdbi database, TileSource tiles, Report report) {
    this.database = database;
    this.tiles = tiles;
    this.report = report;
  }

  /**
   * Compares the database with the log.
   *
   * @param signed the checkpoint up to which rows must be the entries of the log
   * @param now by the authorities' clock: what has run out since need not be there
   */
  public void run(Checkpoint signed, Instant now) {
    database.useHandle(handle -> {
      handle.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      LoggedFacts told = new LoggedFacts(handle);
      handle.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      try {
        inspect(handle, told, signed, now);
      } finally {
        handle.execute("ROLLBACK");
        told.forget();
      }
    });
  }

  private void inspect(Handle handle, LoggedFacts told, Checkpoint signed, Instant now) {
    long rows = new EntryReconciliation(handle, tiles, told, report).check(signed);
    report.fact(
        String.format(
            Locale.ROOT,
            "%d rows of the audit log were compared with the %d entries that were signed",
            rows,
            signed.size()));
    HandedInEntries.check(handle, told, report);
    Stream.of(
            IssuingInvariants.all(),
            StatusInvariants.all(),
            PowerInvariants.all(),
            ConsentInvariants.all(),
            ErasureInvariants.all())
        .flatMap(List::stream)
        .forEach(agreement -> agreement.check(handle, report, now));
  }
}
