package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;

/** Ends cards and certificates: the only place that does. */
final class Terminations {
  private Terminations() {}

  /** A card lapses, and with it all that is on it. */
  static List<Change> end(
      Dossier dossier, Card card, CardEnd.Cause cause, RevocationCause why, Instant now) {
    List<Change> changes = new ArrayList<>();
    if (card.end().isEmpty()) {
      Card ended = card.ended(new CardEnd(now, cause));
      changes.add(new Change.CardChanged(ended, Change.CardChanged.What.ENDED));
    }
    changes.addAll(revoke(dossier.live(card.id(), now), why, now));
    return changes;
  }

  static List<Change> revoke(
      Collection<CardCertificate> certificates, RevocationCause cause, Instant now) {
    return certificates.stream()
        .map(certificate -> revoke(certificate, cause, Optional.empty(), now))
        .toList();
  }

  /**
   * Revokes a certificate; one on hold is revoked as of the start of the hold (X.509, clause on
   * certificateHold).
   *
   * @param invalidSince from when it should not be trusted; told only where that is not later
   */
  static Change revoke(
      CardCertificate certificate,
      RevocationCause cause,
      Optional<Instant> invalidSince,
      Instant now) {
    Instant at = certificate.revocation().map(Revocation::at).orElse(now);
    Optional<Instant> earlier = invalidSince.filter(since -> !since.isAfter(at));
    return new Change.CertificateRevoked(
        certificate, new Revocation(at, cause.reason(), earlier), cause);
  }
}
