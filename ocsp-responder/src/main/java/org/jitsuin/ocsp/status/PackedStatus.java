package org.jitsuin.ocsp.status;

import java.time.Instant;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;

/**
 * The status of an issued certificate in 40 bits: the low 32 are the seconds since 1970 of its
 * revocation, unsigned and so good until 2106, the 8 above them the CRLReason and one; all are zero
 * for a good certificate.
 */
final class PackedStatus {
  static final long GOOD = 0;

  private static final int REASON_SHIFT = 32;
  private static final long SECONDS_MASK = 0xffff_ffffL;

  private PackedStatus() {}

  static long pack(Revocation revocation) {
    long seconds = revocation.at().getEpochSecond();
    if ((seconds & SECONDS_MASK) != seconds) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "a revocation at " + revocation.at() + " is out of range");
    }
    return ((revocation.reason().code() + 1L) << REASON_SHIFT) | seconds;
  }

  static CertificateStatus unpack(long packed) {
    return packed == GOOD
        ? new CertificateStatus.Good()
        : new CertificateStatus.Revoked(revocation(packed));
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
