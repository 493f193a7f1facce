package org.jitsuin.ca.boot;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.readiness.Readiness;

/**
 * The readiness, said within seconds: who asks has no time to wait until a database or a token that
 * hangs is given up.
 */
final class PromptHealth implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CaHealth health;
  private final DatabaseWatch database;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("ca-health").factory());

  /** The check that is under way, or was made last. */
  private Future<Readiness> asked;

  PromptHealth(CaHealth health, DatabaseWatch database) {
    this.health = health;
    this.database = database;
  }

  /** Returns whether the service is ready; not so where that cannot be found out now. */
  Readiness readiness() {
    return database
        .silentSince()
        .map(since ->
            new Readiness(
                false,
                Map.of(
                    "code",
                    FaultCode.DATABASE_UNAVAILABLE.name(),
                    "reason",
                    "the database cannot be used: it has not answered since " + since)))
        .orElseGet(this::ask);
  }

  private Readiness ask() {
    Future<Readiness> answer = begun();
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return Readiness.notReady("the database or the token is slow to respond");
    } catch (ExecutionException e) {
      return Readiness.notReady("the check failed: " + e.getCause().getClass().getSimpleName());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Readiness.notReady("the check was interrupted");
    }
  }

  /** Begins a check: one at a time, however many ask. */
  private synchronized Future<Readiness> begun() {
    if (asked == null || asked.isDone()) {
      asked = thread.submit(health::readiness);
    }
    return asked;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
