package org.jitsuin.crl.write;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Finds what a CRL lists and the next one would not. A revoked certificate leaves the CRL only when
 * it has ended, and one on hold also when it is lifted (RFC 5280 §3.3, §5.3.1): everything else is
 * for the caller to refuse.
 */
public final class VanishedEntries {
  private VanishedEntries() {}

  /** Takes the certificates one by one, by serial number. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param serial unsigned, most significant octet first
     * @param onHold whether the CRL before listed it as on hold
     */
    void vanished(byte[] serial, boolean onHold);
  }

  /**
   * Walks through both, in memory that does not grow with them.
   *
   * @param before the file of the CRL before
   * @param now the entries of the next one
   * @throws org.jitsuin.base.Fault INTEGRITY_VIOLATED if the file is malformed
   */
  public static void find(Path before, EntrySpool now, Sink sink) throws IOException {
    EntryWalk next = EntryWalk.through(now, false);
    try (EntryWalk old = EntryWalk.through(before)) {
      while (old.next()) {
        if (!next.lists(old)) {
          sink.vanished(old.serial(), old.onHold());
        }
      }
    }
  }
}
