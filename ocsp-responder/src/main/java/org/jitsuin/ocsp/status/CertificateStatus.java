package org.jitsuin.ocsp.status;

import org.jitsuin.base.model.Revocation;

/** The status of one certificate (RFC 6960 §2.2). Equal statuses are equal values. */
public sealed interface CertificateStatus {
  /** The certificate was issued and is not revoked; it may have expired. */
  record Good() implements CertificateStatus {}

  /** The certificate is revoked, or on hold where the reason is {@code certificateHold}. */
  record Revoked(Revocation revocation) implements CertificateStatus {}

  /**
   * The issuer never issued a certificate with that serial number; said as the "revoked" of RFC
   * 6960 §2.2 for certificates that were never issued.
   */
  record NeverIssued() implements CertificateStatus {}

  /**
   * The status is unknown, because the issuer is not one that the response can speak for, or
   * because the certificate expired longer ago than statuses are told for.
   */
  record Unknown() implements CertificateStatus {}
}
