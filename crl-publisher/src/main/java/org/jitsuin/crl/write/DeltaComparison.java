package org.jitsuin.crl.write;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Tells whether a base and a delta together say what the complete CRL of the same moment says, as
 * they must (RFC 5280 §5.2.4): the delta is read from what the feed tells, the complete CRL from
 * what is revoked.
 */
public final class DeltaComparison {
  private DeltaComparison() {}

  /**
   * Walks through all three, in memory that does not grow with them. What the base lists and the
   * complete CRL does not is not looked at: that has ended, or the delta removes it.
   *
   * @param base the file of the base
   * @return whether each certificate in the complete CRL is listed for the same reason in the
   *     delta, or else in the base, and the delta lists no other one but to remove it
   * @throws org.jitsuin.base.Fault INTEGRITY_VIOLATED if the base is malformed
   */
  public static boolean agree(Path base, EntrySpool delta, EntrySpool complete) throws IOException {
    EntryWalk full = EntryWalk.through(complete, false);
    EntryWalk changed = EntryWalk.through(delta, true);
    long listed = 0;
    try (EntryWalk before = EntryWalk.through(base)) {
      while (full.next()) {
        boolean since = changed.lists(full);
        boolean known = since || before.lists(full);
        if (!known || !full.agrees(since ? changed : before)) {
          return false;
        }
        listed += since ? 1 : 0;
      }
    }
    return listed == listings(delta);
  }

  private static long listings(EntrySpool delta) throws IOException {
    EntryWalk walk = EntryWalk.through(delta, true);
    long count = 0;
    while (walk.next()) {
      count += walk.removes() ? 0 : 1;
    }
    return count;
  }
}
