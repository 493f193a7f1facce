package org.jitsuin.filter;

/** What came of opening the files of a filter. */
public sealed interface Opened {
  /** They belong together, and the authority had them signed. */
  record Usable(StatusFilter filter) implements Opened {}

  /**
   * They are of no use.
   *
   * @param detail what is wrong with them, for those who run the program
   */
  record Refused(Refusal why, String detail) implements Opened {}

  /** Why files are of no use. */
  enum Refusal {
    /** They are not what docs/status-filter.md says. */
    MALFORMED,
    /** No trusted authority had them signed. */
    NOT_SIGNED,
    /** The head names other files: it is newer or older than they are. */
    OTHER_FILES
  }
}
