package org.jitsuin.ocsp.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.ResponseStatus;

/** Who is let in. */
public sealed interface AccessPolicy permits OpenAccess, RegisteredAccess {
  /** Everybody is let in, and it is not looked who asks. */
  static AccessPolicy open() {
    return new OpenAccess();
  }

  /**
   * Whether to ask takes long enough, because a signature has to be verified, that an I/O thread
   * should not do it.
   */
  boolean takesTime(OcspRequest request);

  /**
   * Says whom the answer is for.
   *
   * @param client the hash of the certificate with which the client opened its TLS connection; not
   *     asked for in vain
   */
  Admission admit(OcspRequest request, Supplier<Optional<Fingerprint>> client);

  /** What the gate says. */
  sealed interface Admission {
    /** Answer. */
    record Admitted(Audience audience) implements Admission {}

    /** Do not answer. */
    record Refused(ResponseStatus status) implements Admission {}
  }
}
