package org.jitsuin.ca.inspection;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.auditor.Report;
import org.jitsuin.base.tlog.Checkpoint;
import org.jitsuin.base.tlog.TileSource;

/** Looks at one state of the whole database, while servers go on with their work. */
public final class Inspection {
  private final Jdbi database;
  private final TileSource tiles;
  private final Report report;

  /**
   * @param database as a user that may read every schema
   * @param tiles of the log, checked before
   */
  public Inspection(Jdbi database, TileSource tiles, Report report) {
    this.database = database;
    this.tiles = tiles;
    this.report = report;
  }

  /**
   * Compares.
   *
   * @param signed the checkpoint up to which rows must be the entries of the log
   * @param now by the authorities' clock: what has run out since need not be there
   */
  public void run(Checkpoint signed, Instant now) {
    database.useHandle(handle -> {
      handle.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      Told told = new Told(handle);
      handle.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      try {
        inspect(handle, told, signed, now);
      } finally {
        handle.execute("ROLLBACK");
        told.forget();
      }
    });
  }

  private void inspect(Handle handle, Told told, Checkpoint signed, Instant now) {
    long rows = new EntryRows(handle, tiles, told, report).check(signed);
    report.fact(
        String.format(
            Locale.ROOT,
            "%d rows of the audit log were compared with the %d entries that were signed",
            rows,
            signed.size()));
    Stream.of(IssuingAgreements.all(), StatusAgreements.all(), PowerAgreements.all())
        .flatMap(List::stream)
        .forEach(agreement -> agreement.check(handle, report, now));
  }
}
