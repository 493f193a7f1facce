package org.jitsuin.server;

import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.Database;
import org.jitsuin.installation.reconciliation.Reconciliation;

/**
 * The comparison of the database with the log's files that {@code ./jitsuin audit verify} makes.
 */
final class Verification {
  private static final int TRIES = 100;
  private static final long STEP = 100;

  private final LogFiles files;
  private final Jdbi admin;

  /** Of the deployed server. */
  Verification(TestInstallation server) {
    this.files =
        new LogFiles(
            server.installation().audit().resolve("public"),
            server.installation().audit().resolve("auditors"));
    this.admin = Database.open(server.database().admin());
  }

  /** Waits until all that is in the database now is in the log's files. */
  Verification upToDate() throws InterruptedException {
    long entries =
        admin.withHandle(
            handle -> handle.select("SELECT last FROM status.audit_head").mapTo(long.class).one());
    for (int i = 0; i < TRIES && signed().size() < entries; i++) {
      Thread.sleep(STEP);
    }
    return this;
  }

  /** Returns what it finds. */
  Report run() {
    Report report = new Report();
    new Reconciliation(admin, files, report).run(signed(), Clocks.system().instant());
    return report;
  }

  private Checkpoint signed() {
    return files
        .checkpoint()
        .flatMap(SignedNote::parse)
        .flatMap(note -> Checkpoint.parse(note.text()))
        .orElseThrow();
  }
}
