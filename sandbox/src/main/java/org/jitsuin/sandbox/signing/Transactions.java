package org.jitsuin.sandbox.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.keep.Shelf;

/** All signing transactions, each for a quarter of an hour. */
public final class Transactions {
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final int MOST = 200;

  private final Shelf<Transaction> shelf = new Shelf<>(LIFETIME, MOST);

  /**
   * Begins one.
   *
   * @return its number
   */
  public String begin(String client, String title, Bytes document, Instant now) {
    String id = UUID.randomUUID().toString();
    shelf.put(id, new Transaction(client, title, document, Optional.empty()), now);
    return id;
  }

  /** Returns one of a party. */
  public Optional<Transaction> find(String id, String client, Instant now) {
    return shelf.find(id, now).filter(one -> one.client().equals(client));
  }

  /**
   * Takes the signature, once: a second one does not replace it.
   *
   * @throws Refused if it was signed before, or is not there any more
   */
  public void complete(String id, Transaction.SignedDocument signature, Instant now) {
    AtomicBoolean done = new AtomicBoolean();
    shelf.change(
        id,
        now,
        before -> {
          done.set(before.signed().isEmpty());
          return done.get() ? before.signedBy(signature) : before;
        });
    if (!done.get()) {
      throw new Refused(
          409,
          "already-signed",
          "この文書はすでに署名されたか、期限が切れました。",
          "This was signed already, or its time is over.");
    }
  }
}
