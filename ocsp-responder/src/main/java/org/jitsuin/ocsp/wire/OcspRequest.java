package org.jitsuin.ocsp.wire;

import java.util.List;
import java.util.Optional;

/**
 * A request that is well formed (RFC 6960 §4.1).
 *
 * @param certIds the certificates asked for, in their order: at least one, at most {@link
 *     RequestLimits#certIds()}
 * @param nonce the nonce to repeat
 */
public record OcspRequest(List<CertId> certIds, Optional<Nonce> nonce) implements ParsedRequest {
  public OcspRequest {
    certIds = List.copyOf(certIds);
  }
}
