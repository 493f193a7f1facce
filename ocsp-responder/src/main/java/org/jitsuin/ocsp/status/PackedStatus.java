package org.jitsuin.ocsp.status;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;

/**
 * The status of an issued certificate in 56 bits: the low 32 are the seconds since 1970 of its
 * revocation, unsigned and so good until 2106, the 8 above them the CRLReason and one, all zero for
 * a good certificate; the 16 above those the day since 1970 on which it expires, in UTC, where
 * 2149-06-06 stands for all later ones.
 *
 * <p>From when a revoked certificate should not be trusted (RFC 5280 §5.3.2) stands apart, as few
 * have such a date: as a date in 33 bits, the seconds and a bit that says that there is one.
 */
final class PackedStatus {
  /** The value that says that there is no invalidity date. */
  static final long NO_DATE = 0;

  private static final int REASON_SHIFT = 32;
  private static final long REASON_MASK = 0xff;
  private static final int DAY_SHIFT = 40;
  private static final long LAST_DAY = 0xffff;
  private static final long SECONDS_OF_A_DAY = 86_400;
  private static final long MILLIS_OF_A_DAY = 1_000 * SECONDS_OF_A_DAY;
  private static final long SECONDS_MASK = 0xffff_ffffL;

  private PackedStatus() {}

  /**
   * Packs the status of a certificate that is not revoked.
   *
   * @param notAfter in milliseconds since 1970
   */
  static long good(long notAfter) {
    return Math.clamp(Math.floorDiv(notAfter, MILLIS_OF_A_DAY), 0, LAST_DAY) << DAY_SHIFT;
  }

  /**
   * Packs the status of a certificate that is revoked or on hold.
   *
   * @param notAfter in milliseconds since 1970
   */
  static long revoked(Revocation revocation, long notAfter) {
    return good(notAfter)
        | ((revocation.reason().code() + 1L) << REASON_SHIFT)
        | seconds(revocation.at());
  }

  /** Returns whether the day on which the certificate expired was over at that moment. */
  static boolean isExpiredAt(long packed, Instant moment) {
    long nextDay = ((packed >>> DAY_SHIFT) + 1) * SECONDS_OF_A_DAY;
    return nextDay <= moment.getEpochSecond();
  }

  /** The invalidity date of a row: milliseconds since 1970. */
  static long packDate(long millis) {
    return (1L << REASON_SHIFT) | seconds(Instant.ofEpochMilli(millis));
  }

  /** The 32 bits in which a snapshot keeps an invalidity date. */
  static int dateSeconds(long packed) {
    return (int) packed;
  }

  /** The invalidity date of {@link #dateSeconds}. */
  static long packDateSeconds(int seconds) {
    return (1L << REASON_SHIFT) | Integer.toUnsignedLong(seconds);
  }

  private static int reason(long packed) {
    return (int) ((packed >>> REASON_SHIFT) & REASON_MASK);
  }

  private static long seconds(Instant moment) {
    long seconds = moment.getEpochSecond();
    if ((seconds & SECONDS_MASK) != seconds) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "a revocation with " + moment + " is out of range");
    }
    return seconds;
  }

  /**
   * Unpacks a status. A time without a reason is taken for good: a reader may come upon one while a
   * status is being changed, and then reads again.
   *
   * @param invalidity from when it should not be trusted
   */
  static CertificateStatus unpack(long packed, long invalidity) {
    if (reason(packed) == 0) {
      return new CertificateStatus.Good();
    }
    Revocation revocation = revocation(packed);
    return new CertificateStatus.Revoked(
        new Revocation(revocation.at(), revocation.reason(), unpackDate(invalidity)));
  }

  private static Optional<Instant> unpackDate(long packed) {
    return reason(packed) == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(packed & SECONDS_MASK));
  }

  /** The revocation of a row: the CRLReason and milliseconds since 1970. */
  static Revocation revocation(int reason, long millis) {
    return RevocationReason.byCode(reason)
        .map(known -> new Revocation(Instant.ofEpochMilli(millis), known))
        .orElseThrow(
            () -> new Fault(FaultCode.INTEGRITY_VIOLATED, "no reason for a revocation: " + reason));
  }

  private static Revocation revocation(long packed) {
    return revocation(reason(packed) - 1, Math.multiplyExact(packed & SECONDS_MASK, 1_000L));
  }
}
