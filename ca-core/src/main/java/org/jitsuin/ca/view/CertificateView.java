package org.jitsuin.ca.view;

import java.time.Instant;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CertificateState;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.store.FiledCertificate;

/** A certificate with its octets as PEM; components that are absent are null here only. */
public record CertificateView(
    @OneOf(Authority.class) String authority,
    int generation,
    String serial,
    @OneOf(CertificateState.class) String state,
    Instant notBefore,
    Instant notAfter,
    String partition,
    @Absent @OneOf(RevocationReason.class) String reason,
    @Absent Instant revokedAt,
    String certificate) {
  public static CertificateView of(FiledCertificate filed, Instant now) {
    CardCertificate certificate = filed.certificate();
    return new CertificateView(
        certificate.issuer().authority().id(),
        certificate.issuer().generation(),
        certificate.serial().toString(),
        CertificateState.of(certificate, now).id(),
        certificate.notBefore(),
        certificate.notAfter(),
        certificate.crl().partition(),
        certificate.revocation().map(revocation -> revocation.reason().id()).orElse(null),
        certificate.revocation().map(Revocation::at).orElse(null),
        Pem.certificate(filed.der().bytes()));
  }
}
