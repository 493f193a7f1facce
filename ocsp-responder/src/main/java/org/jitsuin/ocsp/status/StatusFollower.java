package org.jitsuin.ocsp.status;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.ocsp.OcspLog;

/**
 * Keeps the index: reads it from the file of an earlier run or loads it, and follows the feed. Run
 * it again and again from one thread; each run catches up.
 *
 * <p>{@link StatusLookup#asOf} is of the authority's last heartbeat, so that it stands still while
 * the database is gone and while nothing reaches the database; how old a status may get is for
 * those who use it to say. A feed that is behind what is known changes nothing: the index stays.
 * One that says something else is not believed, so that nothing that was revoked is good again
 * because a database forgot it: nothing is told until it is the known one again, or until operators
 * have recovered the database, when it is loaded anew.
 */
public final class StatusFollower implements StatusSource, Runnable, AutoCloseable {
  /**
   * The number of runs that are left out after one that failed, so that a sick database is left in
   * peace.
   */
  private static final int REST = 50;

  private final StatusDatabase database;
  private final InstantSource clock;
  private final Freshness freshness = new Freshness();
  private final IndexLoader loader;
  private final Optional<SnapshotFile> file;

  /** What is known, also while it is not told. */
  private Optional<StatusIndex> known = Optional.empty();

  private volatile Optional<StatusIndex> published = Optional.empty();
  private final AtomicReference<CompletableFuture<Void>> nextLook =
      new AtomicReference<>(new CompletableFuture<>());
  private volatile KeepRule.Kept kept = KeepRule.Kept.NOTHING;
  private final Trouble trouble = new Trouble();
  private final Standstill standstill = new Standstill();
  private volatile boolean setBack;
  private int runsToLeaveOut;
  private final ReentrantLock running = new ReentrantLock();
  private volatile boolean closed;

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
    this.loader = new IndexLoader(database, file);
  }

  @Override
  public <T> Optional<T> read(Function<StatusLookup, T> question) {
    return published.flatMap(index -> index.read(question));
  }

  @Override
  public boolean isSetBack() {
    return setBack;
  }

  @Override
  public Optional<String> standstill() {
    return standstill.problem();
  }

  @Override
  public CompletableFuture<Void> nextLook() {
    return nextLook.get();
  }

  @Override
  public void run() {
    running.lock();
    try {
      if (runsToLeaveOut > 0) {
        runsToLeaveOut--;
      } else if (!closed && look()) {
        nextLook.getAndSet(new CompletableFuture<>()).complete(null);
      }
    } finally {
      running.unlock();
    }
    forgetOnceClosed();
  }

  /** Whichever is last, the run that is under way or the close. */
  private void forgetOnceClosed() {
    if (closed && running.tryLock()) {
      try {
        forget();
      } finally {
        running.unlock();
      }
    }
  }

  /**
   * Gives the memory of the index back, at once or when the run that is under way ends; nothing is
   * told from then on.
   */
  @Override
  public void close() {
    closed = true;
    published = Optional.empty();
    forgetOnceClosed();
  }

  /** Returns whether it may be of use to whoever waits: not where all is as it was before. */
  private boolean look() {
    try {
      DatabaseState standing = database.standing();
      boolean news = !isRelied(standing) || catchUp(standing);
      trouble.worked(OcspLog.LOG::statusFollowedAgain);
      return news;
    } catch (RuntimeException | Error e) {
      // The outermost handler of a thread that must go on: the next run tries again.
      runsToLeaveOut = REST;
      trouble.failed(e, OcspLog.LOG::statusNotFollowed);
      return true;
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
      forget();
    }
    return !setBack;
  }

  private void forget() {
    published = Optional.empty();
    known.ifPresent(StatusIndex::close);
    known = Optional.empty();
    loader.useNoFile();
  }

  private boolean catchUp(DatabaseState standing) {
    if (known.filter(index -> index.recoveries() != standing.recoveries()).isPresent()) {
      forget();
    }
    if (known.isEmpty()) {
      switch (loader.load(standing)) {
        case IndexLoader.Loaded(StatusIndex index, boolean fromFile) -> {
          known = Optional.of(index);
          kept =
              fromFile
                  ? new KeepRule.Kept(index.position(), clock.instant())
                  : KeepRule.Kept.NOTHING;
        }
        case IndexLoader.Waiting(Reach reach, String problem) -> {
          runsToLeaveOut = REST;
          standstill.begin(reach, problem);
          return true;
        }
      }
    }
    StatusIndex index = known.orElseThrow();
    index.stand(standing);
    return follow(index, standing.beat());
  }

  private boolean follow(StatusIndex index, Beat beat) {
    Instant before = index.asOf();
    FeedPosition from = index.position();
    boolean caughtUp = false;
    while (!caughtUp) {
      switch (database.changesAfter(index.position(), beat.content())) {
        case FeedRead.Changes(var changes) -> {
          caughtUp = changes.size() < StatusDatabase.BATCH - 1;
          // Where there is more to come, what is known so far is of no later moment than before.
          long position = changes.isEmpty() ? index.position().seq() : changes.getLast().seq();
          index.apply(
              changes,
              caughtUp ? freshness.after(before, beat, position, clock.instant()) : before);
        }
        case FeedRead.Behind(long missing) -> {
          standstill.begin(Reach.BEHIND, "the database lacks the last " + missing + " changes");
          published = Optional.of(index);
          return false;
        }
        case FeedRead.Broken(String problem) -> {
          published = Optional.empty();
          runsToLeaveOut = REST;
          standstill.begin(Reach.ANOTHER, problem);
          return true;
        }
      }
    }
    standstill.end();
    published = Optional.of(index);
    return !index.position().equals(from) || !index.asOf().equals(before);
  }

  /** Returns how many octets outside the heap the index takes. */
  public long octets() {
    return published.map(StatusIndex::octets).orElse(0L);
  }

  /**
   * Keeps the index for the next start, if it has changed enough since the last time ({@link
   * KeepRule}); for any thread.
   */
  public synchronized void keepSnapshot() {
    Optional<StatusIndex> index = published;
    if (file.isEmpty() || index.isEmpty()) {
      return;
    }
    FeedPosition position = index.get().position();
    Instant now = clock.instant();
    if (!KeepRule.isDue(kept, position, index.get().size(), now)) {
      return;
    }
    try {
      file.get().keep(index.get());
      kept = new KeepRule.Kept(position, now);
    } catch (IOException | RuntimeException | Error e) {
      // The outermost handler of a thread that must go on: the next run tries again.
      OcspLog.LOG.snapshotNotKept(e);
    }
  }
}
