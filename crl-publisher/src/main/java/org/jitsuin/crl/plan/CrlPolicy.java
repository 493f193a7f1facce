package org.jitsuin.crl.plan;

import java.time.Duration;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;

/**
 * The policy of when CRLs are published.
 *
 * @param poll how often to look for what is due
 * @param refresh how often to look for what other servers published and what happened to the files
 * @param delay how long a change may wait for others before its partition's CRL is published
 * @param validity from thisUpdate to nextUpdate
 * @param overlap how long before its nextUpdate a CRL is replaced at the latest
 * @param deltaEntries how many certificates a delta CRL may list before the next one starts from a
 *     newer complete CRL
 * @param lease how long after the last sign of life another server takes over
 * @param expiredStay whether a certificate stays on its CRL when it has ended
 */
public record CrlPolicy(
    Duration poll,
    Duration refresh,
    Duration delay,
    Duration validity,
    Duration overlap,
    int deltaEntries,
    Duration lease,
    boolean expiredStay) {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** The share of the time between two regular CRLs over which partitions are spread. */
  private static final int SPREAD = 4;

  public CrlPolicy {
    if (overlap.compareTo(validity) >= 0) {
      throw Settings.invalid("jitsuin.crl.overlap", "must be shorter than jitsuin.crl.validity");
    }
  }

  /**
   * Reads {@code jitsuin.crl.poll} (PT1S), {@code .refresh} (PT10S), {@code .delay} (PT1M), {@code
   * .validity} (PT36H), {@code .overlap} (PT12H), {@code .delta-entries} (10000), {@code .lease}
   * (PT1M) and {@code .expired} (leave).
   *
   * @throws Fault SETTING_INVALID
   */
  public static CrlPolicy read(Settings settings) {
    Duration minute = Duration.ofMinutes(1);
    Duration hour = Duration.ofHours(1);
    Duration year = Duration.ofDays(366);
    return new CrlPolicy(
        settings.duration("jitsuin.crl.poll", SECOND, Duration.ofMillis(50), hour),
        settings.duration("jitsuin.crl.refresh", Duration.ofSeconds(10), SECOND, hour),
        settings.duration("jitsuin.crl.delay", minute, Duration.ZERO, Duration.ofDays(1)),
        settings.duration("jitsuin.crl.validity", Duration.ofHours(36), minute, year),
        settings.duration("jitsuin.crl.overlap", Duration.ofHours(12), SECOND, year),
        settings.number("jitsuin.crl.delta-entries", 10_000, 1, 10_000_000),
        settings.duration("jitsuin.crl.lease", minute, Duration.ofSeconds(5), hour),
        expiredStay(settings));
  }

  /**
   * Reads the policy of when complete CRLs are published: reads {@code jitsuin.crl.complete} (P1D),
   * after which time there is a new one at the latest; the rest is that of the others, so that a
   * complete CRL says a revocation as soon as they do.
   *
   * @return empty where that is zero, and there shall be none
   * @throws Fault SETTING_INVALID
   */
  public static Optional<CrlPolicy> readComplete(Settings settings) {
    CrlPolicy others = read(settings);
    Duration every =
        settings.duration(
            "jitsuin.crl.complete", Duration.ofDays(1), Duration.ZERO, Duration.ofDays(366));
    return Optional.of(others)
        .filter(_ -> every.isPositive())
        .map(policy ->
            new CrlPolicy(
                policy.poll(),
                policy.refresh(),
                policy.delay(),
                every.plus(policy.overlap()),
                policy.overlap(),
                policy.deltaEntries(),
                policy.lease(),
                policy.expiredStay()));
  }

  private static boolean expiredStay(Settings settings) {
    return switch (settings.text("jitsuin.crl.expired").orElse("leave")) {
      case "leave" -> false;
      case "stay" -> true;
      default -> throw Settings.invalid("jitsuin.crl.expired", "must be leave or stay");
    };
  }

  /**
   * Returns how much earlier than it must be a partition's CRL is replaced: each partition has its
   * own share, so that those published together in the beginning do not stay together.
   */
  Duration lead(int partition) {
    long spread = validity.minus(overlap).dividedBy(SPREAD).toMillis();
    // The golden ratio spreads consecutive numbers evenly over the range.
    double share = partition * 0.618_033_988_749_895 % 1;
    return overlap.plusMillis((long) (spread * share));
  }
}
