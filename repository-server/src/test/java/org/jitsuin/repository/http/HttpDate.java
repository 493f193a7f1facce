package org.jitsuin.repository.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as HTTP writes them (RFC 9110 §5.6.7). The day has two digits, of which {@link
 * DateTimeFormatter#RFC_1123_DATE_TIME} leaves the first one out until the tenth.
 */
final class HttpDate {
  private static final DateTimeFormatter FIXED =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  static String of(Instant instant) {
    return FIXED.format(instant);
  }
}
