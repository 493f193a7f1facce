package org.jitsuin.ocsp.status;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.ocsp.OcspLog;

/**
 * Keeps the index: reads it from the file of an earlier run or loads it, follows the feed, and
 * loads it anew when the feed is broken. Run it again and again from one thread; each run catches
 * up.
 *
 * <p>While the database is gone the index stays as it is, and {@link StatusLookup#asOf} stands
 * still; how old a status may get is for those who use it to say.
 */
public final class StatusFollower implements StatusSource, Runnable {
  /**
   * The number of runs that are left out after one that failed, so that a sick database is left in
   * peace.
   */
  private static final int REST = 50;

  private final StatusDatabase database;
  private final InstantSource clock;
  private final Optional<SnapshotFile> file;

  private volatile Optional<StatusIndex> published = Optional.empty();
  private final AtomicReference<CompletableFuture<Void>> nextLook =
      new AtomicReference<>(new CompletableFuture<>());
  private FeedPosition keptPosition = FeedPosition.START;
  private boolean mayUseSnapshot = true;
  private final Trouble trouble = new Trouble();
  private volatile boolean setBack;
  private int runsToLeaveOut;

  /** Creates a follower that keeps nothing from one start to the next. */
  public StatusFollower(Jdbi jdbi, InstantSource clock) {
    this(jdbi, clock, Optional.empty());
  }

  /**
   * @param snapshot the file where the index is kept for the next start
   */
  public StatusFollower(Jdbi jdbi, InstantSource clock, Optional<Path> snapshot) {
    this.database = new StatusDatabase(jdbi);
    this.clock = clock;
    this.file = snapshot.map(SnapshotFile::new);
  }

  @Override
  public <T> Optional<T> read(Function<StatusLookup, T> question) {
    return published.map(index -> index.read(question));
  }

  @Override
  public boolean isSetBack() {
    return setBack;
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
      DatabaseState standing = database.standing();
      if (isRelied(standing)) {
        StatusIndex index = published.orElseGet(this::load);
        index.stand(standing);
        follow(index);
      }
      trouble.worked(OcspLog.LOG::statusFollowedAgain);
    } catch (RuntimeException | Error e) {
      // The outermost handler of a thread that must go on: the next run tries again.
      runsToLeaveOut = REST;
      trouble.failed(e, OcspLog.LOG::statusNotFollowed);
    }
  }

  /**
   * Returns whether the database can be relied on: of one that was set back nothing is told, and no
   * file is used that knew more.
   */
  private boolean isRelied(DatabaseState standing) {
    if (standing.open() == setBack) {
      setBack = !standing.open();
      if (setBack) {
        OcspLog.LOG.databaseSetBack();
      } else {
        OcspLog.LOG.databaseRecovered();
      }
    }
    if (setBack) {
      published = Optional.empty();
      mayUseSnapshot = false;
    }
    return !setBack;
  }

  private StatusIndex load() {
    return kept()
        .orElseGet(() -> {
          StatusIndex loaded = database.load();
          OcspLog.LOG.indexLoaded(loaded.size(), loaded.position().seq());
          return loaded;
        });
  }

  /**
   * The index of an earlier run, if the feed is the one that it was made from. A feed that was
   * broken or another once is asked about no file any more.
   */
  private Optional<StatusIndex> kept() {
    Optional<Snapshot> snapshot = file.filter(_ -> mayUseSnapshot).flatMap(SnapshotFile::read);
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    if (!database.holds(snapshot.get().from(), snapshot.get().until())) {
      OcspLog.LOG.snapshotNotUsed("the feed differs from the one that it was made from");
      return Optional.empty();
    }
    StatusIndex index = snapshot.get().index();
    OcspLog.LOG.snapshotRead(index.size(), index.position().seq());
    return Optional.of(index);
  }

  /** Keeps the index for the next start, if it has changed since the last time; for any thread. */
  public synchronized void keepSnapshot() {
    if (file.isEmpty() || published.isEmpty()) {
      return;
    }
    FeedPosition now = published.get().position();
    if (now.equals(keptPosition)) {
      return;
    }
    try {
      file.get().keep(published.get());
      keptPosition = now;
    } catch (IOException | RuntimeException | Error e) {
      // The outermost handler of a thread that must go on: the next run tries again.
      OcspLog.LOG.snapshotNotKept(e);
    }
  }

  private void follow(StatusIndex index) {
    boolean caughtUp = false;
    while (!caughtUp) {
      Instant asked = clock.instant();
      switch (database.changesAfter(index.position())) {
        case FeedRead.Changes(var changes) -> {
          caughtUp = changes.size() < StatusDatabase.BATCH - 1;
          // Where there is more to come, what is known so far is of no later moment than before.
          index.apply(changes, caughtUp ? asked : index.read(StatusLookup::asOf));
        }
        case FeedRead.Broken(String problem) -> {
          published = Optional.empty();
          mayUseSnapshot = false;
          runsToLeaveOut = REST;
          OcspLog.LOG.feedBroken(problem);
          return;
        }
      }
    }
    published = Optional.of(index);
  }
}
