package org.jitsuin.samples;

/**
 * A sample, and what is to be said of it.
 *
 * @param name what it is called
 * @param file the certificate or the document, relative to the directory
 * @param needed what it is presented for: {@code signature} or {@code user-identification}
 * @param status the stored answer of OCSP or the CRL with which it is tried, relative to the
 *     directory; {@code -} where it is refused without
 * @param verdict valid, suspended, revoked, expired, not-yet-valid, wrong-kind, not-ours,
 *     cannot-tell; of documents good or bad
 * @param reason the reason in a word; {@code -} where there is none
 * @param sentence what is the matter with it
 */
public record Sample(
    String name,
    String file,
    String needed,
    String status,
    String verdict,
    String reason,
    String sentence) {
  static final String HEADER = "name\tfile\tneeded\tstatus\tverdict\treason\tsentence";

  /**
   * Reads a line of the file in which they stand.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Sample parse(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != HEADER.split("\t", -1).length) {
      throw new IllegalArgumentException("no line of samples: " + line);
    }
    return new Sample(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
  }

  String line() {
    return String.join("\t", name, file, needed, status, verdict, reason, sentence);
  }
}
