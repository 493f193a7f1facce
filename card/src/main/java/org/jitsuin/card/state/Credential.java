package org.jitsuin.card.state;

import java.util.Optional;
import org.jitsuin.base.model.Bytes;

/**
 * A key with its certificate and that of the authority; while it is being written, what is there of
 * them.
 */
public record Credential(
    CardKey key, Optional<Bytes> certificate, Optional<Bytes> authorityCertificate) {
  /** Whether nothing is missing. */
  public boolean isComplete() {
    return certificate.isPresent() && authorityCertificate.isPresent();
  }

  public Credential withCertificate(Bytes written) {
    return new Credential(key, Optional.of(written), authorityCertificate);
  }

  public Credential withAuthorityCertificate(Bytes written) {
    return new Credential(key, certificate, Optional.of(written));
  }
}
