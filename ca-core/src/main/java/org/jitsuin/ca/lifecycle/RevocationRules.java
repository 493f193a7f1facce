package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.CardCertificate;

/** Revocation for a reason of its own (articles 9, 10 and 13; domain, section 3.4). */
final class RevocationRules {
  private RevocationRules() {}

  /** A second revocation changes nothing: the first one's facts stand. */
  static Outcome<Decision> revoke(Dossier dossier, Command.Revoke asked, Instant now) {
    Optional<CardCertificate> found = dossier.certificate(asked.kind(), asked.serial());
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.CERTIFICATE_UNKNOWN);
    }
    CardCertificate certificate = found.get();
    if (certificate.isRevoked()) {
      return Outcome.done(Decision.alreadySo());
    }
    if (certificate.isOver(now)) {
      String end = JapanTime.date(certificate.notAfter()).toString();
      return Outcome.refused(RefusalCode.CERTIFICATE_EXPIRED, end);
    }
    if (asked.invalidSince().filter(since -> since.isAfter(now)).isPresent()) {
      return Outcome.refused(RefusalCode.REQUEST_INVALID, "invalidSince lies in the future");
    }
    return Outcome.done(
        Decision.of(
            List.of(Endings.revoke(certificate, asked.cause(), asked.invalidSince(), now))));
  }
}
