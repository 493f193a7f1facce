package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.store.SigningIntent.IntentKey;
import org.jitsuin.ca.store.SigningIntent.Purpose;

/** An intent that was neither completed nor given up. */
public record PendingIntent(
    int issuerNumber,
    Serial serial,
    Purpose purpose,
    Optional<String> card,
    Optional<Integer> partition,
    Instant notAfter) {
  /** Returns the pending intent that remains where one is not carried out. */
  public static PendingIntent of(SigningIntent intent) {
    return new PendingIntent(
        intent.issuerNumber(),
        intent.serial(),
        intent.purpose(),
        intent.card(),
        intent.partition(),
        intent.notAfter());
  }

  public IntentKey key() {
    return new IntentKey(issuerNumber, serial);
  }
}
