package org.jitsuin.ca.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The state of a certificate. */
public enum CertificateState {
  GOOD("good"),
  /** The certificate is on hold, with its card. */
  SUSPENDED("suspended"),
  /** Revoked for good, whether or not its time is over since. */
  REVOKED("revoked"),
  /** The certificate's time is over, and it was not revoked before; it may have been on hold. */
  EXPIRED("expired");

  private final String id;

  CertificateState(String id) {
    this.id = id;
  }

  /** The name in the API. */
  public String id() {
    return id;
  }

  public static Optional<CertificateState> byId(String id) {
    return Arrays.stream(values()).filter(state -> state.id.equals(id)).findFirst();
  }

  public static CertificateState of(CardCertificate certificate, Instant now) {
    if (certificate.isRevoked()) {
      return REVOKED;
    }
    if (certificate.isOver(now)) {
      return EXPIRED;
    }
    return certificate.isOnHold() ? SUSPENDED : GOOD;
  }
}
