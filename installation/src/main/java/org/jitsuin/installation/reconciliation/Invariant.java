package org.jitsuin.installation.reconciliation;

import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.auditor.Report.Kind;

/**
 * A condition in which the log and a table must agree.
 *
 * @param sentence what is so, if nothing is found
 * @param kind what it is if not
 * @param finding one thing that is wrong; {@code %s} is what the query gives
 * @param query gives a text for each thing that is wrong; {@code {issuer}} in it is the name of the
 *     key generation {@code i}, {@code {now}} a time in milliseconds: what has run out by then may
 *     be gone
 */
record Invariant(String sentence, Kind kind, String finding, String query) {
  private static final String ISSUER = "CONCAT(i.authority, '-g', i.generation)";

  /** Notes what is wrong, or that nothing is. */
  void check(Handle handle, Report report, Instant now) {
    long before = report.count();
    String sql =
        query.replace("{issuer}", ISSUER).replace("{now}", Long.toString(now.toEpochMilli()));
    handle
        .createQuery(sql)
        .mapTo(String.class)
        .forEach(text -> report.finding(kind, String.format(Locale.ROOT, finding, text)));
    if (report.count() == before) {
      report.fact(sentence);
    }
  }
}
