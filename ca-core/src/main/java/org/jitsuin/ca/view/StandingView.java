package org.jitsuin.ca.view;

import java.time.Instant;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CertificateState;

/** How a certificate stands. */
public record StandingView(
    @OneOf(Authority.class) String authority,
    String serial,
    @OneOf(CertificateState.class) String state,
    Instant notBefore,
    Instant notAfter,
    @Absent @OneOf(RevocationReason.class) String reason,
    @Absent Instant revokedAt,
    @Absent Instant invalidSince) {
  public static StandingView of(CardCertificate certificate, Instant now) {
    return new StandingView(
        certificate.kind().id(),
        certificate.serial().toString(),
        CertificateState.of(certificate, now).id(),
        certificate.notBefore(),
        certificate.notAfter(),
        certificate.revocation().map(facts -> facts.reason().id()).orElse(null),
        certificate.revocation().map(Revocation::at).orElse(null),
        certificate.revocation().flatMap(Revocation::invalidSince).orElse(null));
  }
}
