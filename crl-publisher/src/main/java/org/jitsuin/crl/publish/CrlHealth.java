package org.jitsuin.crl.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells whether relying parties get a CRL of every partition that they may accept now. */
public final class CrlHealth {
  private static final int SHOWN = 5;

  private final PublishedCrls catalogue;
  private final PublishingHealth condition;
  private final Optional<Lane> complete;
  private final HandedIn handedIn;
  private final InstantSource clock;

  /**
   * @param complete the line of the complete CRLs, where there is one: what fails there is told as
   *     well, but nobody waits for it
   */
  CrlHealth(Lane partitions, Optional<Lane> complete, HandedIn handedIn, InstantSource clock) {
    this.catalogue = partitions.catalogue();
    this.condition = partitions.condition();
    this.complete = complete;
    this.handedIn = handedIn;
    this.clock = clock;
  }

  /**
   * A report of the health of publishing.
   *
   * @param ready whether every partition has a current CRL, and nobody has to look at one, be it a
   *     complete CRL
   * @param reason why not, or what goes wrong while the old CRLs still serve; else empty
   * @param partitions how many there are
   * @param current how many of them have a current CRL
   * @param failing how many fail to get a new one
   */
  public record Report(boolean ready, String reason, long partitions, long current, long failing) {}

  /** Returns the state of each partition and each complete CRL; some thousands. */
  public List<PartitionState> partitions() {
    Instant now = clock.instant();
    Map<String, String> failing = failing();
    return Stream.of(catalogue.current(), complete.flatMap(Lane::current))
        .flatMap(Optional::stream)
        .flatMap(snapshot -> snapshot.listings().stream())
        .map(listing -> PartitionState.of(listing, failing, now))
        .toList();
  }

  private Map<String, String> failing() {
    Map<String, String> all = new TreeMap<>(condition.failing());
    complete.map(Lane::condition).map(PublishingHealth::failing).ifPresent(all::putAll);
    return all;
  }

  private boolean needsAttention() {
    return condition.needsAttention()
        || complete.map(Lane::condition).filter(PublishingHealth::needsAttention).isPresent();
  }

  public Report report() {
    Instant now = clock.instant();
    List<PublishedPartition> listings =
        catalogue.current().map(CrlSnapshot::listings).stream()
            .flatMap(Collection::stream)
            .filter(listing -> !listing.partition().issuer().endedAt(now))
            .toList();
    long current = listings.stream().filter(listing -> current(listing, now)).count();
    Map<String, String> failing = failing();
    boolean ready = !listings.isEmpty() && current == listings.size() && !needsAttention();
    return new Report(
        ready, reason(listings.size(), current, failing), listings.size(), current, failing.size());
  }

  /** Returns what keeps entries out of the audit log; nobody's CRL waits for that. */
  public Optional<String> unrecorded() {
    return handedIn.notice(clock.instant());
  }

  /** Returns how long the oldest entry waits that is not in the audit log yet. */
  public Duration unrecordedFor() {
    return handedIn.waited(clock.instant());
  }

  private static boolean current(PublishedPartition listing, Instant now) {
    return listing.served().filter(crl -> crl.currentAt(now)).isPresent();
  }

  private String reason(long partitions, long current, Map<String, String> failing) {
    if (!condition.trouble().isEmpty()) {
      return condition.trouble();
    }
    if (!failing.isEmpty()) {
      return failing.entrySet().stream()
          .limit(SHOWN)
          .map(entry -> entry.getKey() + ": " + entry.getValue())
          .collect(Collectors.joining("; "));
    }
    if (catalogue.current().isEmpty()) {
      return "the database has not been read yet";
    }
    if (partitions == 0) {
      return "there are no partitions: the key ceremony was not held";
    }
    return current < partitions
        ? partitions - current + " partitions have no current CRL here yet"
        : "";
  }
}
