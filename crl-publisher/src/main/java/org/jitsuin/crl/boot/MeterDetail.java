package org.jitsuin.crl.boot;

import java.util.Locale;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.CrlSettings;
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

  /**
   * Reads {@link CrlSettings#METRICS}.
   *
   * @throws Fault SETTING_INVALID
   */
  static MeterDetail read(Settings settings) {
    return valueOf(settings.get(CrlSettings.METRICS).toUpperCase(Locale.ROOT));
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
