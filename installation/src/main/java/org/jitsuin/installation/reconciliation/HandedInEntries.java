package org.jitsuin.installation.reconciliation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.ca.record.PublisherEntry;
import org.jitsuin.ca.store.SubmissionTable;

/**
 * Looks at the entries that the CRL publisher handed in and that have no number in the log yet.
 * What they tell is recorded; what nobody may tell in this way is a finding.
 */
final class HandedInEntries {
  private static final int AT_ONCE = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The number in the place of one that an entry has only in the log. */
  private static final long NONE_YET = 0;

  private HandedInEntries() {}

  static void check(Handle handle, LoggedFacts told, Report report) {
    long waiting = 0;
    long after = 0;
    List<SubmissionTable.Row> rows = SubmissionTable.page(handle, after, AT_ONCE);
    while (!rows.isEmpty()) {
      rows.forEach(row -> note(row, told));
      told.write();
      waiting += rows.size();
      after = rows.getLast().number();
      rows = SubmissionTable.page(handle, after, AT_ONCE);
    }
    if (waiting > 0) {
      report.fact(
          String.format(
              Locale.ROOT,
              "%d entries of the CRL publisher wait for their numbers in the audit log",
              waiting));
    }
    long refused = SubmissionTable.refused(handle);
    if (refused > 0) {
      report.finding(
          Kind.ENTRY_REFUSED,
          String.format(
              Locale.ROOT,
              "%d entries were handed in that the CRL publisher may not write; they are in"
                  + " audit.submission",
              refused));
    }
  }

  private static void note(SubmissionTable.Row row, LoggedFacts told) {
    byte[] body = row.body().bytes();
    if (PublisherEntry.read(body).isPresent()) {
      try {
        told.note(NONE_YET, JSON.readTree(body));
      } catch (IOException e) {
        throw new IllegalStateException("what was read can be read again", e);
      }
    }
  }
}
