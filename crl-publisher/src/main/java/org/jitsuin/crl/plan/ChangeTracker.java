package org.jitsuin.crl.plan;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.model.Partition;

/**
 * Knows which partitions have changes that are in no CRL yet, by following the status feed: what it
 * reads each time is what is new, not the feed.
 *
 * <p>One thread uses it.
 */
public final class ChangeTracker {
  /**
   * The number of changes that are read at a time, so that catching up takes no long transaction.
   */
  private static final int STRETCH = 50_000;

  private final StatusDatabase database;
  private final Map<Integer, Waiting> waiting = new HashMap<>();
  private final Map<Integer, Long> covered = new HashMap<>();

  /** The complete CRLs that a change in a key generation's certificates concerns, by its number. */
  private Map<Integer, List<Integer>> complete = Map.of();

  private OptionalLong position = OptionalLong.empty();

  public ChangeTracker(StatusDatabase database) {
    this.database = database;
  }

  /** Changes of a partition: when the first was recorded, and the number of the last. */
  private record Waiting(Instant since, long last) {
    Waiting and(Waiting other) {
      return new Waiting(
          since.isBefore(other.since) ? since : other.since, Math.max(last, other.last));
    }
  }

  private record Stretch(int partition, int issuer, Waiting changes) {}

  /** Forgets everything; the next {@link #start} begins anew. */
  public void forget() {
    waiting.clear();
    covered.clear();
    position = OptionalLong.empty();
  }

  /**
   * Takes what the whole status says: where to begin to follow, and which partitions had changes
   * before. Those are waiting since long ago, as far as anybody knows.
   */
  public void start(Status status) {
    // Which changes before concern a complete CRL nobody has counted: once it is any of them.
    long lastOfAll = position.isEmpty() ? status.feedLast() : 0;
    if (position.isEmpty()) {
      position = OptionalLong.of(status.feedLast());
    }
    complete = complete(status);
    for (PartitionStatus partition : status.partitions()) {
      int no = partition.partition().no();
      partition.published().ifPresent(crl -> cover(no, crl.feedSeq()));
      long last = partition.partition().isComplete() ? lastOfAll : partition.lastChange();
      if (last > covered.getOrDefault(no, 0L) && last <= position.getAsLong()) {
        waiting.putIfAbsent(no, new Waiting(Instant.EPOCH, last));
      }
    }
  }

  /** A complete CRL lists what any key generation of its authority revoked. */
  private static Map<Integer, List<Integer>> complete(Status status) {
    Map<Authority, List<Integer>> byAuthority =
        status.partitions().stream()
            .map(PartitionStatus::partition)
            .filter(Partition::isComplete)
            .collect(
                Collectors.groupingBy(
                    Partition::authority, Collectors.mapping(Partition::no, Collectors.toList())));
    return status.issuers().stream()
        .collect(
            Collectors.toMap(
                CrlIssuer::no,
                issuer -> byAuthority.getOrDefault(issuer.issuer().authority(), List.of())));
  }

  /**
   * Reads what is new in the feed, after {@link #start}.
   *
   * @throws Fault DATABASE_UNAVAILABLE
   */
  public void follow() {
    long from = position.orElseThrow();
    long to = from;
    do {
      from = to;
      long begin = from;
      to = database.run(handle -> follow(handle, begin));
      position = OptionalLong.of(to);
    } while (to - from == STRETCH);
  }

  private long follow(Handle handle, long from) {
    long last =
        handle
            .createQuery("SELECT last FROM status.feed_head WHERE one = 1")
            .mapTo(Long.class)
            .one();
    long to = Math.min(last, from + STRETCH);
    if (to > from) {
      for (Stretch stretch : read(handle, from, to)) {
        await(stretch.partition(), stretch.changes());
        complete
            .getOrDefault(stretch.issuer(), List.of())
            .forEach(crl -> await(crl, stretch.changes()));
      }
    }
    return to;
  }

  private void await(int partition, Waiting changes) {
    if (changes.last() > covered.getOrDefault(partition, 0L)) {
      waiting.merge(partition, changes, Waiting::and);
    }
  }

  /** Reads one row for each partition that changed. */
  private static List<Stretch> read(Handle handle, long from, long to) {
    return handle
        .createQuery(
            """
            SELECT partition_no, issuer_no, MIN(recorded_at) AS since, MAX(seq) AS last
            FROM status.feed WHERE seq > :from AND seq <= :to GROUP BY partition_no, issuer_no
            """)
        .bind("from", from)
        .bind("to", to)
        .map((row, _) ->
            new Stretch(
                row.getInt("partition_no"),
                row.getInt("issuer_no"),
                new Waiting(Instant.ofEpochMilli(row.getLong("since")), row.getLong("last"))))
        .list();
  }

  /** Notes that the partition's newest CRL says what the feed says up to that change. */
  public void cover(int partition, long feedSeq) {
    covered.merge(partition, feedSeq, Math::max);
    waiting.computeIfPresent(partition, (_, changes) -> changes.last() > feedSeq ? changes : null);
  }

  /** Returns when the oldest change was recorded that is not in the partition's newest CRL. */
  public Optional<Instant> changedAt(int partition) {
    return Optional.ofNullable(waiting.get(partition)).map(Waiting::since);
  }
}
