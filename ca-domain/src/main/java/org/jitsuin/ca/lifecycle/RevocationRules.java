package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;

/** Revocation for a reason of its own (articles 9, 10 and 13; domain, section 3.4). */
final class RevocationRules {
  private final Policy policy;

  RevocationRules(Policy policy) {
    this.policy = policy;
  }

  /**
   * A second revocation changes nothing: the first one's facts stand, but for a compromise, which
   * is worse than they are.
   */
  Outcome<Decision> revoke(Dossier dossier, Command.Revoke asked, Instant now) {
    Optional<CardCertificate> found = dossier.certificate(asked.kind(), asked.serial());
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.CERTIFICATE_UNKNOWN);
    }
    if (asked.invalidSince().filter(since -> since.isAfter(now)).isPresent()) {
      return Outcome.refused(RefusalCode.REQUEST_INVALID, "invalidSince must not be in the future");
    }
    CardCertificate certificate = found.get();
    boolean compromise = asked.cause().isCompromise();
    if (certificate.isRevoked()) {
      return compromise ? amend(certificate, asked) : Outcome.done(Decision.alreadySo());
    }
    // What ran out on hold is still told as on hold, and would be good again after a lift.
    if (certificate.isOver(now) && !(compromise && certificate.isOnHold())) {
      return Outcome.refused(
          compromise ? RefusalCode.COMPROMISE_OF_EXPIRED : RefusalCode.CERTIFICATE_EXPIRED,
          JapanTime.date(certificate.notAfter()).toString());
    }
    return Outcome.done(
        Decision.of(
            List.of(Terminations.revoke(certificate, asked.cause(), asked.invalidSince(), now))));
  }

  /**
   * The time of the revocation stays: it is when the authority revoked it (RFC 5280 §5.3.2), and
   * what was told good before was good then.
   */
  private Outcome<Decision> amend(CardCertificate certificate, Command.Revoke asked) {
    Revocation told = certificate.revocation().orElseThrow();
    Revocation worse = Compromise.worse(told, asked.cause().reason(), asked.invalidSince());
    if (worse.equals(told)) {
      return Outcome.done(Decision.alreadySo());
    }
    return policy.amendment() == Policy.Amendment.RECORDED
        ? Outcome.refused(RefusalCode.REVOCATION_NOT_AMENDED, JapanTime.date(told.at()).toString())
        : Outcome.done(
            Decision.of(List.of(new Change.RevocationAmended(certificate, worse, asked.cause()))));
  }
}
