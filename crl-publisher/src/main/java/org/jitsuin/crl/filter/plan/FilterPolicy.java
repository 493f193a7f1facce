package org.jitsuin.crl.filter.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.CrlSettings;

/**
 * How status filters are published.
 *
 * @param every after what time there is a new one
 * @param validity from its thisUpdate to its nextUpdate
 * @param settle as for a {@link Moment}
 * @param lease as for CRLs
 * @param poll how often to look for what is due
 */
public record FilterPolicy(
    Duration every, Duration validity, Duration settle, Duration lease, Duration poll) {
  /** Issues are given up after ten minutes at the latest. */
  private static final Duration SHORTEST_SETTLE = Duration.ofMinutes(15);

  private static final Duration LONGEST_POLL = Duration.ofSeconds(10);

  private static final Duration OFTENEST = Duration.ofMillis(100);

  /** Who holds the lease must not lose it between two looks. */
  private static final int LOOKS_IN_A_LEASE = 4;

  /**
   * Reads it; empty where there shall be no filters.
   *
   * @throws Fault SETTING_INVALID
   */
  public static Optional<FilterPolicy> read(Settings settings) {
    Duration every = settings.get(BaseSettings.FILTER_EVERY);
    Duration validity = settings.get(CrlSettings.FILTER_VALIDITY);
    if (every.isZero()) {
      return Optional.empty();
    }
    if (validity.compareTo(every) <= 0) {
      throw new Fault(
          FaultCode.SETTING_INVALID,
          "jitsuin.filter.validity must be longer than jitsuin.filter.every");
    }
    Duration settle = settings.get(CrlSettings.FILTER_SETTLE);
    if (settings.get(BaseSettings.PRODUCTION) && settle.compareTo(SHORTEST_SETTLE) < 0) {
      throw new Fault(
          FaultCode.SETTING_INVALID,
          "jitsuin.filter.settle must be PT15M or longer in production: certificates that are being"
              + " issued would count as good");
    }
    Duration lease = settings.get(CrlSettings.LEASE);
    Duration poll =
        Stream.of(every.dividedBy(2), lease.dividedBy(LOOKS_IN_A_LEASE), LONGEST_POLL)
            .min(Comparator.naturalOrder())
            .get();
    return Optional.of(
        new FilterPolicy(
            every, validity, settle, lease, poll.compareTo(OFTENEST) < 0 ? OFTENEST : poll));
  }
}
