package org.jitsuin.base.model;

import java.util.Locale;

/**
 * Evidence that the database is an older state of itself: something that was published from it is
 * newer than what it knows.
 *
 * @param what {@value #LOG}, or the CRL of a partition, such as {@code signature-g1/13221-g1}
 * @param published the size at which the log was signed, or the number of the CRL
 * @param recorded the size or number that the database has
 * @param evidence where what was published can be read
 */
public record Setback(String what, long published, long recorded, String evidence) {
  /** The audit log. */
  public static final String LOG = "audit-log";

  /** The audit log: its size as it was signed, beside the number of entries in the database. */
  public static Setback ofLog(long signed, long entries, String evidence) {
    return new Setback(LOG, signed, entries, evidence);
  }

  /** Returns a sentence that says what is missing, and how much. */
  public String sentence() {
    if (!what.equals(LOG)) {
      return String.format(
          Locale.ROOT,
          "CRL %d of %s was published, the database knows of %d (%s)",
          published,
          what,
          recorded,
          evidence);
    }
    long missing = published - recorded;
    return missing > 0
        ? String.format(
            Locale.ROOT,
            "the audit log was signed at %,d entries, the database has %,d: %,d %s missing (%s)",
            published,
            recorded,
            missing,
            missing == 1 ? "is" : "are",
            evidence)
        : String.format(
            Locale.ROOT,
            "the audit log was signed at %,d entries, of which the database has others (%s)",
            published,
            evidence);
  }
}
