package org.jitsuin.base.der;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * Times in whole seconds, as certificates, CRLs and OCSP responses have them (RFC 5280 §4.1.2.5):
 * what is finer is cut off.
 *
 * <pre>
 * Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }
 * -- YYMMDDHHMMSSZ from 1950 through 2049, YYYYMMDDHHMMSSZ in other years
 * </pre>
 *
 * A year that has not four digits is an INTEGRITY_VIOLATED {@link Fault}.
 */
public final class DerTime {
  /** The length of the content of a UTCTime. */
  public static final int UTC_CHARACTERS = 13;

  /** The length of the content of a GeneralizedTime. */
  public static final int GENERALIZED_CHARACTERS = 15;

  /** The length of a GeneralizedTime with its tag and length. */
  public static final int GENERALIZED_OCTETS = 2 + GENERALIZED_CHARACTERS;

  private static final int FIRST_UTC_YEAR = 1950;
  private static final int LAST_UTC_YEAR = 2049;
  private static final int LAST_YEAR = 9999;

  private DerTime() {}

  /** A Time: UTCTime or GeneralizedTime, as the year asks for. */
  public static byte[] encode(Instant moment) {
    LocalDateTime time = utc(moment.getEpochSecond());
    boolean generalized = !isUtcYear(time.getYear());
    byte[] element = new byte[generalized ? GENERALIZED_OCTETS : 2 + UTC_CHARACTERS];
    put(time, generalized, element, 0);
    return element;
  }

  /** A GeneralizedTime in any year, such as {@code 20251027030405Z}. */
  public static byte[] generalized(Instant moment) {
    byte[] element = new byte[GENERALIZED_OCTETS];
    putGeneralized(moment.getEpochSecond(), element, 0);
    return element;
  }

  /**
   * Writes what {@link #encode} returns into a buffer.
   *
   * @param epochSecond since 1970
   * @param at where the element begins
   * @return where it ends
   */
  public static int put(long epochSecond, byte[] out, int at) {
    LocalDateTime time = utc(epochSecond);
    return put(time, !isUtcYear(time.getYear()), out, at);
  }

  /**
   * Writes what {@link #generalized} returns into a buffer.
   *
   * @param epochSecond since 1970
   * @param at where the element begins
   * @return where it ends
   */
  public static int putGeneralized(long epochSecond, byte[] out, int at) {
    return put(utc(epochSecond), true, out, at);
  }

  private static LocalDateTime utc(long epochSecond) {
    return LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
  }

  private static boolean isUtcYear(int year) {
    return year >= FIRST_UTC_YEAR && year <= LAST_UTC_YEAR;
  }

  private static int put(LocalDateTime time, boolean generalized, byte[] out, int at) {
    int year = time.getYear();
    if (year < 0 || year > LAST_YEAR) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "no time that DER can have: " + time);
    }
    out[at] = (byte) (generalized ? DerTag.GENERALIZED_TIME : DerTag.UTC_TIME);
    out[at + 1] = (byte) (generalized ? GENERALIZED_CHARACTERS : UTC_CHARACTERS);
    int next = at + 2;
    if (generalized) {
      next = putTwoDigits(year / 100, out, next);
    }
    next = putTwoDigits(year % 100, out, next);
    next = putTwoDigits(time.getMonthValue(), out, next);
    next = putTwoDigits(time.getDayOfMonth(), out, next);
    next = putTwoDigits(time.getHour(), out, next);
    next = putTwoDigits(time.getMinute(), out, next);
    next = putTwoDigits(time.getSecond(), out, next);
    out[next] = 'Z';
    return next + 1;
  }

  private static int putTwoDigits(int value, byte[] out, int at) {
    out[at] = (byte) ('0' + value / 10);
    out[at + 1] = (byte) ('0' + value % 10);
    return at + 2;
  }

  /**
   * Reads the content of a Time.
   *
   * @param tag of UTCTime or GeneralizedTime
   */
  static Instant decode(int tag, byte[] octets, int start, int end) throws DerException {
    boolean generalized = tag == DerTag.GENERALIZED_TIME;
    int characters = generalized ? GENERALIZED_CHARACTERS : UTC_CHARACTERS;
    if (end - start != characters || octets[end - 1] != 'Z') {
      throw new DerException("a time that is not in whole seconds of UTC");
    }
    long digits = digits(octets, start, end - 1);
    int years = (int) (digits / 10_000_000_000L);
    int year = generalized ? years : years + (years < FIRST_UTC_YEAR % 100 ? 2000 : 1900);
    if (isUtcYear(year) == generalized) {
      throw new DerException("a time of another kind than its year asks for");
    }
    try {
      return LocalDateTime.of(
              year,
              twoDigits(digits / 100_000_000),
              twoDigits(digits / 1_000_000),
              twoDigits(digits / 10_000),
              twoDigits(digits / 100),
              twoDigits(digits))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      throw new DerException("a time that never is");
    }
  }

  private static long digits(byte[] octets, int start, int end) throws DerException {
    long digits = 0;
    for (int i = start; i < end; i++) {
      int digit = octets[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new DerException("a time with something else than digits");
      }
      digits = 10 * digits + digit;
    }
    return digits;
  }

  private static int twoDigits(long digits) {
    return (int) (digits % 100);
  }
}
