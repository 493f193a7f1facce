package org.jitsuin.ca.massrevocation;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.store.Fence;

/**
 * A part of a job that is dealt with in one transaction, on a thread of its own. The next portion
 * may begin when it is decided; it commits only if this one has.
 *
 * @param job as it stands where the portion begins
 * @param size how many certificates at the most
 * @param before whether all before it is committed
 * @param decided what it deals with, as soon as it holds all locks that it shares with the next
 * @param committed whether it is; false also where it had to be decided again, since the next one
 *     may hold by then what it locks once more
 * @param done how it ended
 */
record Portion(
    RevocationJob job,
    Fence fence,
    int size,
    CompletableFuture<Boolean> before,
    CompletableFuture<Decided> decided,
    CompletableFuture<Boolean> committed,
    CompletableFuture<Progress> done) {

  /**
   * What a portion deals with.
   *
   * @param next the job as it stands behind it; empty where nothing can begin before its end
   */
  record Decided(int certificates, Optional<RevocationJob> next) {
    static final Decided NOTHING = new Decided(0, Optional.empty());
  }

  static Portion first(RevocationJob job, Fence fence, int size) {
    return behind(CompletableFuture.completedFuture(true), job, fence, size);
  }

  /** Returns the portion that comes behind this one. */
  Portion next(RevocationJob reached, int most) {
    return behind(committed, reached, fence, most);
  }

  private static Portion behind(
      CompletableFuture<Boolean> before, RevocationJob job, Fence fence, int size) {
    return new Portion(
        job,
        fence,
        size,
        before,
        new CompletableFuture<>(),
        new CompletableFuture<>(),
        new CompletableFuture<>());
  }

  /** Notes that it is tried, once more perhaps. */
  void tried() {
    if (decided.isDone()) {
      committed.complete(false);
    }
  }

  /** Notes that it ended. */
  void ended(Progress progress) {
    committed.complete(!progress.equals(Progress.NONE));
    decided.complete(Decided.NOTHING);
    done.complete(progress);
  }

  /** Notes that it failed. */
  void failed(Throwable failure) {
    committed.complete(false);
    decided.complete(Decided.NOTHING);
    done.completeExceptionally(failure);
  }

  /**
   * Waits for its end.
   *
   * @throws org.jitsuin.base.Fault that it failed with
   */
  Progress await() {
    try {
      return done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** Waits until it has ended, however. */
  void end() {
    done.exceptionally(_ -> Progress.NONE).join();
  }
}
