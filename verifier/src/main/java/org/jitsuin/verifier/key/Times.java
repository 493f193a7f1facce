package org.jitsuin.verifier.key;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x509.Time;

/** The times in what authorities sign. */
public final class Times {
  private static final int DIGITS = 14;

  /** What Bouncy Castle puts in the place of the Z. */
  private static final String UTC = "GMT+00:00";

  private Times() {}

  /**
   * Returns the time in a certificate or CRL.
   *
   * @throws RuntimeException if it is none
   */
  public static Instant of(Time time) {
    String text = time.getTime();
    return isUsual(text) ? usual(text) : time.getDate().toInstant();
  }

  /**
   * Returns the time in an answer of OCSP.
   *
   * @throws ParseException if it is none
   * @throws DateTimeException if there is no such day or hour
   */
  public static Instant of(ASN1GeneralizedTime time) throws ParseException {
    String text = time.getTime();
    return isUsual(text) ? usual(text) : time.getDate().toInstant();
  }

  /**
   * RFC 5280 §4.1.2.5 and RFC 6960 §4.2.2.1 have one form. Bouncy Castle takes others as well, and
   * makes a formatter each time.
   */
  private static boolean isUsual(String text) {
    if (text.length() != DIGITS + UTC.length() || !text.endsWith(UTC)) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static Instant usual(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 4, 6),
            number(text, 6, 8),
            number(text, 8, 10),
            number(text, 10, 12),
            number(text, 12, DIGITS))
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
