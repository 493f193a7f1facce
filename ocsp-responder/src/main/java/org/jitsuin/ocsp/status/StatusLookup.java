package org.jitsuin.ocsp.status;

import java.time.Instant;

/** The statuses of all certificates at one moment. */
public interface StatusLookup {
  /** The moment: every change that was committed before it is seen. */
  Instant asOf();

  /** How many certificates are known. */
  long certificates();

  /**
   * Good, revoked or never issued; unknown where it may have been issued at a time of which records
   * were lost.
   *
   * @param issuerNumber the number of a key generation in {@code status.issuer}
   * @param serial a serial number of that issuer
   */
  CertificateStatus status(int issuerNumber, SerialKey serial);

  /**
   * Whether a certificate of that serial number, if none is known, may have been issued at a time
   * of which records were lost.
   */
  default boolean mayBeLost(SerialKey serial) {
    return false;
  }

  /**
   * Whether the certificate was issued and had expired at that moment, to the day: one expires at
   * the end of the day, in UTC, that its notAfter lies on.
   */
  boolean isExpiredAt(int issuerNumber, SerialKey serial, Instant moment);
}
