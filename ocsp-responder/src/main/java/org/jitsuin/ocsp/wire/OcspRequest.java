package org.jitsuin.ocsp.wire;

import java.util.List;
import java.util.Optional;

/**
 * A request that is well formed (RFC 6960 §4.1).
 *
 * @param certIds the certificates asked for, in their order: at least one, at most {@link
 *     RequestLimits#certIds()}
 * @param nonce the nonce to repeat
 * @param preferredAlgorithms what the response should be signed with if there is a choice, the most
 *     liked first (§4.4.7); empty where the client leaves it to the responder
 * @param signature the signature, not verified yet
 */
public record OcspRequest(
    List<CertId> certIds,
    Optional<Nonce> nonce,
    List<PreferredAlgorithm> preferredAlgorithms,
    Optional<RequestSignature> signature)
    implements ParsedRequest {
  public OcspRequest {
    certIds = List.copyOf(certIds);
    preferredAlgorithms = List.copyOf(preferredAlgorithms);
  }

  OcspRequest withSignature(RequestSignature other) {
    return new OcspRequest(certIds, nonce, preferredAlgorithms, Optional.of(other));
  }
}
