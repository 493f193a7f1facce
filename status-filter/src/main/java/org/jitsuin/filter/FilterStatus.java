package org.jitsuin.filter;

/**
 * What a status filter says of a certificate.
 *
 * <p>It cannot tell whether a certificate was ever issued: of a serial number that never was, the
 * answer is good or revoked as chance will have it. So ask only about certificates whose signature
 * by the authority was checked, and whose own time is not over. Nor does it tell since when or why
 * one was revoked, or what it was at an earlier time: that is for OCSP and CRLs to say.
 */
public enum FilterStatus {
  /** Not revoked, as of the filter's time. */
  GOOD,
  /** Revoked for good. */
  REVOKED,
  /** Suspended: it may become good again. */
  ON_HOLD,
  /** Issued later than the filter tells of, or with another form of serial number: ask OCSP. */
  NOT_COVERED,
  /** The filter is not about the key that signed the certificate. */
  NOT_OURS,
  /**
   * Nothing is told, since the filter is older than is accepted, its signer's certificate ended, or
   * the clock that asks is earlier than the filter itself.
   */
  TOO_OLD
}
