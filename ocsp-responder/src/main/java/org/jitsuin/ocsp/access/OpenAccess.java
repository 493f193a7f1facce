package org.jitsuin.ocsp.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ocsp.wire.OcspRequest;

/** Status is public: signatures of requests are not looked at. */
final class OpenAccess implements AccessPolicy {
  private static final Admission ADMITTED = new Admission.Admitted(new Audience.Anyone());

  @Override
  public boolean takesTime(OcspRequest request) {
    return false;
  }

  @Override
  public Admission admit(OcspRequest request, Supplier<Optional<Fingerprint>> client) {
    return ADMITTED;
  }
}
