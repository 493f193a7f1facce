package org.jitsuin.crl.boot;

import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.publish.PartitionState;

/** The choice of the partitions that have metrics of their own. */
enum MeterDetail {
  /** No partition has metrics of its own: there are the sums of each authority only. */
  SUMS,
  /**
   * Partitions with certificates on their CRL, and those that fail, have metrics. The other
   * thousands say nothing that the sums do not say.
   */
  USED,
  /** All partitions have metrics. */
  ALL;

  private static final String SETTING = "jitsuin.crl.metrics";

  /**
   * Reads {@code jitsuin.crl.metrics} (used).
   *
   * @throws Fault SETTING_INVALID
   */
  static MeterDetail read(Settings settings) {
    return switch (settings.text(SETTING).orElse("used")) {
      case "sums" -> SUMS;
      case "used" -> USED;
      case "all" -> ALL;
      default -> throw Settings.invalid(SETTING, "must be sums, used or all");
    };
  }

  boolean shows(PartitionState state) {
    return switch (this) {
      case SUMS -> false;
      case USED ->
          state.lastError().isPresent()
              || state.served().filter(crl -> crl.entries() > 0).isPresent();
      case ALL -> true;
    };
  }
}
