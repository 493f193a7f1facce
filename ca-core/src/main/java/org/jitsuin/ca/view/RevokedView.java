package org.jitsuin.ca.view;

import java.time.Instant;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.CardCertificate;

/** A certificate that an act revoked. */
public record RevokedView(
    @OneOf(Authority.class) String authority,
    String serial,
    @OneOf(RevocationReason.class) String reason,
    Instant revokedAt) {
  public static RevokedView of(CardCertificate certificate) {
    Revocation revocation = certificate.revocation().orElseThrow();
    return new RevokedView(
        certificate.issuer().authority().id(),
        certificate.serial().toString(),
        revocation.reason().id(),
        revocation.at());
  }
}
