package org.jitsuin.crl.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.time.Interval;
import org.jitsuin.base.work.Backoff;
import org.jitsuin.crl.plan.ChangeTracker;
import org.jitsuin.crl.plan.Schedule;

/** Picks the partitions of the next round. One thread uses it. */
final class Planner {
  /** Partitions in a round: enough to share a commit, few enough to be done in a moment. */
  static final int ROUND = 128;

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(64));

  private final Schedule schedule;
  private final ChangeTracker changes;
  private final InstantSource clock;
  private final Map<Integer, Retry> retries = new HashMap<>();

  Planner(Schedule schedule, ChangeTracker changes, InstantSource clock) {
    this.schedule = schedule;
    this.changes = changes;
    this.clock = clock;
  }

  /** A partition that failed: how often in a row, and how long it is left in peace. */
  private record Retry(int failures, Interval rest) {}

  /** The most urgent partitions that are due, at most {@link #ROUND}. */
  List<Due> next(CrlSnapshot snapshot) {
    Instant now = clock.instant();
    List<Due> due = new ArrayList<>();
    for (PublishedPartition listing : snapshot.listings()) {
      if (!listing.partition().issuer().endedAt(now) && mayBeTried(listing, now)) {
        schedule.due(state(listing), now).ifPresent(reason -> due.add(new Due(listing, reason)));
      }
    }
    due.sort(Comparator.comparing(Due::reason));
    return List.copyOf(due.subList(0, Math.min(due.size(), ROUND)));
  }

  private Schedule.State state(PublishedPartition listing) {
    int partition = listing.partition().no();
    return new Schedule.State(
        partition, listing.published(), listing.sound(), changes.changedAt(partition));
  }

  private boolean mayBeTried(PublishedPartition listing, Instant now) {
    return Optional.ofNullable(retries.get(listing.partition().no()))
        .filter(retry -> retry.rest().contains(now))
        .isEmpty();
  }

  /** Forgets what failed; another server may have had more luck since. */
  void forget() {
    retries.clear();
  }

  /** Notes that a partition has the CRL that it should. */
  void succeeded(PublishedPartition listing) {
    retries.remove(listing.partition().no());
  }

  /** Notes that a partition failed; it is tried again after a time that doubles, up to a minute. */
  void failed(PublishedPartition listing) {
    int partition = listing.partition().no();
    int failures = Optional.ofNullable(retries.get(partition)).map(Retry::failures).orElse(0) + 1;
    Interval rest = new Interval(clock.instant(), BACKOFF.after(failures));
    retries.put(partition, new Retry(failures, rest));
  }
}
