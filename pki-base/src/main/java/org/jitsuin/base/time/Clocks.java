package org.jitsuin.base.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;

/** The only place that reads the machine's clock. */
public final class Clocks {
  private static final String OFFSET_KEY = "jitsuin.clock.offset";
  private static final String MODE_KEY = "jitsuin.mode";
  private static final List<String> MODES = List.of("development", "production");
  private static final Duration FARTHEST = Duration.ofDays(36_525);

  private Clocks() {}

  /** The machine's clock. */
  public static InstantSource system() {
    return Clock.systemUTC();
  }

  /**
   * The clock that the settings ask for: {@code jitsuin.clock.offset} moves it, an ISO-8601
   * duration; {@code jitsuin.mode=production} refuses any but the machine's own. The mode is {@code
   * development} where it is not set.
   *
   * @throws Fault SETTING_INVALID
   */
  public static InstantSource configured(Settings settings) {
    Duration offset = settings.duration(OFFSET_KEY, Duration.ZERO, FARTHEST.negated(), FARTHEST);
    String mode = settings.text(MODE_KEY).orElse("development");
    if (!MODES.contains(mode)) {
      throw Settings.invalid(MODE_KEY, "must be one of " + String.join(", ", MODES));
    }
    if (!offset.isZero() && mode.equals("production")) {
      throw Settings.invalid(OFFSET_KEY, "must not be set in production");
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
