package org.jitsuin.base.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/** The only place that reads the machine's clock. */
public final class Clocks {
  private Clocks() {}

  /** The machine's clock. */
  public static InstantSource system() {
    return Clock.systemUTC();
  }

  /**
   * The clock that the settings ask for: {@code jitsuin.clock.offset} moves it, an ISO-8601
   * duration; {@code jitsuin.mode=production} refuses any but the machine's own.
   *
   * @throws Fault SETTING_INVALID
   */
  public static InstantSource configured(Settings settings) {
    Duration offset = settings.get(BaseSettings.CLOCK_OFFSET);
    if (settings.get(BaseSettings.PRODUCTION) && !offset.isZero()) {
      throw Settings.invalid(BaseSettings.CLOCK_OFFSET.key(), "must not be set in production");
    }
    return moved(offset);
  }

  /**
   * The machine's clock moved by a fixed amount, for training and tests; a production configuration
   * refuses it.
   */
  public static InstantSource moved(Duration offset) {
    return offset.isZero() ? system() : InstantSource.offset(system(), offset);
  }

  /**
   * Returns how far the clock must be moved so that it is now the given date in Japan, at the same
   * time of day.
   */
  public static Duration offsetTo(LocalDate date, Instant now) {
    LocalTime timeOfDay = LocalTime.ofInstant(now, JapanTime.ZONE);
    Instant wanted = date.atTime(timeOfDay).atZone(JapanTime.ZONE).toInstant();
    return Duration.between(now, wanted).truncatedTo(ChronoUnit.SECONDS);
  }
}
