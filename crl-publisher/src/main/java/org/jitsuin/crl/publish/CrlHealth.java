package org.jitsuin.crl.publish;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells whether relying parties get a CRL of every partition that they may accept now. */
public final class CrlHealth {
  private static final int SHOWN = 5;

  private final Catalogue catalogue;
  private final Condition condition;
  private final InstantSource clock;

  public CrlHealth(Catalogue catalogue, Condition condition, InstantSource clock) {
    this.catalogue = catalogue;
    this.condition = condition;
    this.clock = clock;
  }

  /**
   * How things stand.
   *
   * @param ready whether every partition has a current CRL, and nobody has to look at one
   * @param reason why not, or what goes wrong while the old CRLs still serve; else empty
   * @param partitions how many there are
   * @param current how many of them have a current CRL
   * @param failing how many fail to get a new one
   */
  public record Report(boolean ready, String reason, long partitions, long current, long failing) {}

  /** How each partition stands; some thousands. */
  public List<PartitionState> partitions() {
    Instant now = clock.instant();
    Map<String, String> failing = condition.failing();
    return catalogue.current().map(Snapshot::listings).stream()
        .flatMap(Collection::stream)
        .map(listing -> PartitionState.of(listing, failing, now))
        .toList();
  }

  public Report report() {
    Instant now = clock.instant();
    List<Listing> listings =
        catalogue.current().map(Snapshot::listings).stream()
            .flatMap(Collection::stream)
            .filter(listing -> !listing.partition().issuer().endedAt(now))
            .toList();
    long current = listings.stream().filter(listing -> current(listing, now)).count();
    Map<String, String> failing = condition.failing();
    boolean ready =
        !listings.isEmpty() && current == listings.size() && !condition.needsAttention();
    return new Report(
        ready, reason(listings.size(), current, failing), listings.size(), current, failing.size());
  }

  private static boolean current(Listing listing, Instant now) {
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
      return "the database was not read yet";
    }
    if (partitions == 0) {
      return "there are no partitions: the key ceremony was not held";
    }
    return current < partitions
        ? partitions - current + " partitions have no current CRL here yet"
        : "";
  }
}
