package org.jitsuin.ocsp.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.ResponseStatus;

/** The gate that decides who is let in. */
public sealed interface AccessPolicy permits OpenAccess, RegisteredAccess {
  /** Returns the gate that lets everybody in, without looking who asks. */
  static AccessPolicy open() {
    return new OpenAccess();
  }

  /**
   * Returns whether asking takes so long, because a signature has to be verified, that an I/O
   * thread should not do it.
   */
  boolean takesTime(OcspRequest request);

  /**
   * Says whom the answer is for.
   *
   * @param client the hash of the certificate with which the client opened its TLS connection; not
   *     asked for in vain
   */
  Admission admit(OcspRequest request, Supplier<Optional<Fingerprint>> client);

  /** The decision of the gate. */
  sealed interface Admission {
    /** The requester is admitted. */
    record Admitted(Audience audience) implements Admission {}

    /** Do not answer. */
    record Refused(ResponseStatus status) implements Admission {}
  }
}
