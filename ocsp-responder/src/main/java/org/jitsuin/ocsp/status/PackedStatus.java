package org.jitsuin.ocsp.status;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;

/**
 * The status of an issued certificate in 40 bits: the low 32 are the seconds since 1970 of its
 * revocation, unsigned and so good until 2106, the 8 above them the CRLReason and one; all are zero
 * for a good certificate.
 *
 * <p>From when a revoked certificate should not be trusted (RFC 5280 §5.3.2) stands apart, as few
 * have such a date: as a date in 33 bits, the seconds and a bit that says that there is one.
 */
final class PackedStatus {
  static final long GOOD = 0;

  /** That there is no invalidity date. */
  static final long NO_DATE = 0;

  private static final int REASON_SHIFT = 32;
  private static final long SECONDS_MASK = 0xffff_ffffL;

  private PackedStatus() {}

  static long pack(Revocation revocation) {
    return ((revocation.reason().code() + 1L) << REASON_SHIFT) | seconds(revocation.at());
  }

  /** The invalidity date of a row: milliseconds since 1970. */
  static long packDate(long millis) {
    return (1L << REASON_SHIFT) | seconds(Instant.ofEpochMilli(millis));
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
   * The status without its invalidity date. A time without a reason is taken for good: a reader may
   * come upon one while a status is being changed, and then reads again.
   */
  static CertificateStatus unpack(long packed) {
    return packed >>> REASON_SHIFT == 0
        ? new CertificateStatus.Good()
        : new CertificateStatus.Revoked(revocation(packed));
  }

  static Optional<Instant> unpackDate(long packed) {
    return packed >>> REASON_SHIFT == 0
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
    int reason = (int) (packed >>> REASON_SHIFT) - 1;
    return revocation(reason, Math.multiplyExact(packed & SECONDS_MASK, 1_000L));
  }
}
