package org.jitsuin.ocsp.status;

/** How the feed in the database compares with what is known of it; the worst last. */
enum Reach {
  /** It has what is known. */
  HELD,
  /** It has not come so far yet: a copy that is late, or a server that lost the last commits. */
  BEHIND,
  /** It says something else, or lacks something between: it is not the feed that is known. */
  ANOTHER
}
