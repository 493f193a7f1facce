package org.jitsuin.crl.filter.plan;

import java.time.Duration;
import java.util.Optional;

/** Decides what is published next. */
public enum FilterPlan {
  /** Nothing yet. */
  NOTHING,
  /** What changed since the base. */
  DELTA,
  /** A new base. */
  BASE;

  private static final Duration BASE_LASTS = Duration.ofDays(1);

  /** A delta that is smaller is no reason for a new base. */
  private static final long SMALL = 65_536;

  private static final int PART_OF_BASE = 8;

  /**
   * Decides.
   *
   * @param last the newest that was published
   * @param now never earlier than that: a filter that is older than the one before is not published
   * @param baseIsThere whether the file of its base is there, octet for octet
   */
  public static FilterPlan of(
      FilterPolicy policy, Optional<PublishedFilter> last, Moment now, boolean baseIsThere) {
    if (last.isEmpty()) {
      return BASE;
    }
    PublishedFilter before = last.get();
    if (!baseIsThere) {
      return now.at().isAfter(before.thisUpdate()) ? BASE : NOTHING;
    }
    if (now.at().isBefore(before.thisUpdate().plus(policy.every()))) {
      return NOTHING;
    }
    long delta = before.delta().map(PublishedFilter.Stored::size).orElse(0L);
    boolean large = delta > Math.max(SMALL, before.base().size() / PART_OF_BASE);
    return large || !now.at().isBefore(before.baseAt().plus(BASE_LASTS)) ? BASE : DELTA;
  }

  /**
   * Returns the most changes of a delta; where there are more, there is a new base instead.
   *
   * @param baseSize in octets
   */
  public static int mostChanges(long baseSize) {
    return (int) Math.min(2_000_000, Math.max(SMALL, baseSize) / 4);
  }
}
