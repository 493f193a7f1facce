package org.jitsuin.ca.massrevocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.FiledDossier;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationTargets;
import org.jitsuin.ca.store.RevocationTargets.Target;
import org.jitsuin.ca.store.Transactions;

/**
 * Reads the dossiers of the next portion while one is written. Nothing is decided on them: whoever
 * takes them locks the residents first, and believes of whom nothing has changed since.
 *
 * <p>Not for several threads at once.
 */
final class ReadAhead {
  private final Transactions transactions;
  private final Executor executor;
  private CompletableFuture<Map<String, FiledDossier>> next =
      CompletableFuture.completedFuture(Map.of());

  /**
   * @param executor with a thread of its own for each task
   */
  ReadAhead(Transactions transactions, Executor executor) {
    this.transactions = transactions;
    this.executor = executor;
  }

  /**
   * Begins to read, in the place of what was begun before.
   *
   * @param job at the place behind which it goes on
   * @param approvedAt when it was approved
   * @param size of the next portion
   */
  void begin(RevocationJob job, Instant approvedAt, int size) {
    next =
        CompletableFuture.supplyAsync(
            () -> transactions.run(handle -> read(handle, job, approvedAt, size)), executor);
  }

  private static Map<String, FiledDossier> read(
      Handle handle, RevocationJob job, Instant approvedAt, int size) {
    List<Target> targets = RevocationTargets.next(handle, job, approvedAt, size);
    return Dossiers.read(handle, Batch.holders(job.order(), targets));
  }

  /**
   * Waits for what was read; nothing where it failed, since whoever decides reads what is missing.
   * Not within a transaction: it has a connection of its own to wait for.
   */
  Map<String, FiledDossier> take() {
    try {
      return next.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Fault) {
        return Map.of();
      }
      throw e;
    } finally {
      next = CompletableFuture.completedFuture(Map.of());
    }
  }
}
