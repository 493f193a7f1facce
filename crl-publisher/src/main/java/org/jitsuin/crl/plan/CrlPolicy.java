package org.jitsuin.crl.plan;

import java.time.Duration;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.CrlSettings;

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
  /** The share of the time between two regular CRLs over which partitions are spread. */
  private static final int SPREAD = 4;

  public CrlPolicy {
    if (overlap.compareTo(validity) >= 0) {
      throw Settings.invalid(
          CrlSettings.OVERLAP.key(), "must be shorter than " + CrlSettings.VALIDITY.key());
    }
  }

  /**
   * Reads what the settings say of the CRLs of partitions.
   *
   * @throws Fault SETTING_INVALID
   */
  public static CrlPolicy read(Settings settings) {
    return new CrlPolicy(
        settings.get(CrlSettings.POLL),
        settings.get(CrlSettings.REFRESH),
        settings.get(CrlSettings.DELAY),
        settings.get(CrlSettings.VALIDITY),
        settings.get(CrlSettings.OVERLAP),
        settings.get(CrlSettings.DELTA_ENTRIES),
        settings.get(CrlSettings.LEASE),
        settings.get(CrlSettings.EXPIRED_STAY));
  }

  /**
   * Reads the policy of when complete CRLs are published: reads {@link CrlSettings#COMPLETE}, after
   * which time there is a new one at the latest; the rest is that of the others, so that a complete
   * CRL says a revocation as soon as they do.
   *
   * @return empty where that is zero, and there shall be none
   * @throws Fault SETTING_INVALID
   */
  public static Optional<CrlPolicy> readComplete(Settings settings) {
    CrlPolicy others = read(settings);
    Duration every = settings.get(CrlSettings.COMPLETE);
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
