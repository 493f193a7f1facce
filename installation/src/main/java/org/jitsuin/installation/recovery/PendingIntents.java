package org.jitsuin.installation.recovery;

import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.PendingIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.installation.recovery.LostActs.Certificate;

/**
 * Settles the issues that were under way when the backup was made. What became of them is told by
 * the lost entries, or lost: a server that gave them up again would revoke certificates that people
 * hold.
 */
final class PendingIntents {
  private final Handle handle;
  private final LostActs acts;

  PendingIntents(Handle handle, LostActs acts) {
    this.handle = handle;
    this.acts = acts;
  }

  /**
   * Says of each that its certificate was issued, where the entries tell so, and otherwise that it
   * was given up, without a status: its serial number lies in the gap.
   */
  void settle() {
    for (PendingIntent intent : IntentTable.pending(handle)) {
      if (intent.purpose() == Purpose.CERTIFICATE) {
        boolean _ =
            wasIssued(intent)
                ? IntentTable.complete(handle, intent.issuerNumber(), intent.serial())
                : IntentTable.abandon(handle, intent.issuerNumber(), intent.serial());
      }
    }
  }

  private boolean wasIssued(PendingIntent intent) {
    return IssuerTable.find(handle, intent.issuerNumber())
        .flatMap(issuer -> acts.partition(new Certificate(issuer.toString(), intent.serial())))
        .isPresent();
  }
}
