package org.jitsuin.ocsp.status;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.ocsp.OcspLog;

/**
 * Keeps the index: loads it, follows the feed, and loads it anew when the feed is broken. Run it
 * again and again from one thread; each run catches up.
 *
 * <p>While the database is gone the index stays as it is, and {@link StatusLookup#asOf} stands
 * still; how old a status may get is for those who use it to say.
 */
public final class StatusFollower implements StatusSource, Runnable {
  /** How many runs are left out after one that failed, so that a sick database is left in peace. */
  private static final int REST = 20;

  private final StatusDatabase database;
  private final InstantSource clock;

  private volatile Optional<StatusIndex> published = Optional.empty();
  private final AtomicReference<CompletableFuture<Void>> nextLook =
      new AtomicReference<>(new CompletableFuture<>());
  private FeedPosition position = FeedPosition.START;
  private boolean failing;
  private int runsToLeaveOut;

  public StatusFollower(Jdbi jdbi, InstantSource clock) {
    this.database = new StatusDatabase(jdbi);
    this.clock = clock;
  }

  @Override
  public <T> Optional<T> read(Function<StatusLookup, T> question) {
    return published.map(index -> index.read(question));
  }

  @Override
  public CompletableFuture<Void> nextLook() {
    return nextLook.get();
  }

  @Override
  public void run() {
    if (runsToLeaveOut > 0) {
      runsToLeaveOut--;
    } else {
      look();
    }
    // Whoever waits is let go even where there was nothing to see: a database that is away must
    // not make them more and more.
    nextLook.getAndSet(new CompletableFuture<>()).complete(null);
  }

  private void look() {
    try {
      StatusIndex index = published.orElseGet(this::load);
      follow(index);
      if (failing) {
        failing = false;
        OcspLog.LOG.statusFollowedAgain();
      }
    } catch (RuntimeException e) {
      // The outermost handler of a thread that must go on: the next run tries again.
      runsToLeaveOut = REST;
      if (!failing) {
        failing = true;
        OcspLog.LOG.statusNotFollowed(e);
      }
    }
  }

  private StatusIndex load() {
    StatusDatabase.Loaded loaded = database.load();
    position = loaded.position();
    OcspLog.LOG.indexLoaded(loaded.index().size(), position.seq());
    return loaded.index();
  }

  private void follow(StatusIndex index) {
    boolean caughtUp = false;
    while (!caughtUp) {
      Instant asked = clock.instant();
      switch (database.changesAfter(position)) {
        case FeedRead.Changes(var changes, var next) -> {
          caughtUp = changes.size() < StatusDatabase.BATCH - 1;
          // Where there is more to come, what is known so far is of no later moment than before.
          index.apply(changes, caughtUp ? asked : index.read(StatusLookup::asOf));
          position = next;
        }
        case FeedRead.Broken(String problem) -> {
          published = Optional.empty();
          runsToLeaveOut = REST;
          OcspLog.LOG.feedBroken(problem);
          return;
        }
      }
    }
    published = Optional.of(index);
  }
}
