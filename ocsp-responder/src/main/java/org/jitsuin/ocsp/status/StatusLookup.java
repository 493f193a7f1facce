package org.jitsuin.ocsp.status;

import java.time.Instant;

/** The statuses of all certificates at one moment. */
public interface StatusLookup {
  /**
   * Returns the moment of the lookup: every change that the authority had acknowledged before it is
   * seen. It is told by the authority's heartbeats, not by when the database was read; the epoch as
   * long as there was none.
   */
  Instant asOf();

  /** Returns the number of known certificates. */
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
   * Returns whether a certificate of that serial number, if none is known, may have been issued at
   * a time of which records were lost.
   */
  default boolean mayBeLost(SerialKey serial) {
    return false;
  }

  /**
   * Returns whether the certificate was issued and had expired at that moment, to the day: one
   * expires at the end of the day, in UTC, on which its notAfter lies.
   */
  boolean isExpiredAt(int issuerNumber, SerialKey serial, Instant moment);
}
