package org.jitsuin.base.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** The dates of the law are Japan's. */
public final class JapanTime {
  /** {@code Asia/Tokyo}, nine hours ahead of UTC the year round. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

  private JapanTime() {}

  /** The date in Japan at that instant. */
  public static LocalDate date(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }

  /** 23:59:59 in Japan on that date: when a card or certificate that is valid until then ends. */
  public static Instant endOf(LocalDate date) {
    return date.atTime(LAST_SECOND).atZone(ZONE).toInstant();
  }

  /** 00:00:00 in Japan on that date. */
  public static Instant startOf(LocalDate date) {
    return date.atStartOfDay(ZONE).toInstant();
  }
}
