package org.jitsuin.ca.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.MyNumber;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** When a consent is recorded, withdrawn and answered. */
public final class ConsentRules {
  /**
   * How old a consent or a withdrawal may be: as long as an answer under an Idempotency-Key is
   * kept. Nobody keeps one in a drawer for years.
   */
  private static final Duration FRESH = Duration.ofDays(7);

  /** How old a question may be: somebody waits for the answer. */
  private static final Duration ASKED = Duration.ofMinutes(10);

  /** How far the clock of whoever wrote a text may be ahead. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /**
   * How long a consent is known after its end at the least: as long as its text is taken. Otherwise
   * one that was withdrawn could be recorded again.
   */
  public static final Duration KNOWN = FRESH.plus(AHEAD);

  private ConsentRules() {}

  /** Returns why a party may not have a consent recorded, if it may not. */
  public static Optional<Refusal> recordable(ConsentText text, String party, Instant now) {
    if (!text.party().equals(party)) {
      return Optional.of(Refusal.of(RefusalCode.CONSENT_OTHER_PARTY));
    }
    if (MyNumber.isIn(text.purpose())) {
      return Optional.of(Refusal.of(RefusalCode.MY_NUMBER_NOT_ACCEPTED));
    }
    return JapanTime.date(now).isAfter(text.until())
        ? Optional.of(new Refusal(RefusalCode.CONSENT_ENDED, text.until().toString()))
        : fresh(text.given(), FRESH, now);
  }

  /** Returns why a withdrawal is not taken, if it is not. */
  public static Optional<Refusal> acceptable(WithdrawalText text, Instant now) {
    return fresh(text.given(), FRESH, now);
  }

  /** Returns why a question is not answered to who brings it, if it is not. */
  public static Optional<Refusal> answerable(QuestionText text, String bearer, Instant now) {
    return text.bearer().equals(bearer)
        ? fresh(text.given(), ASKED, now)
        : Optional.of(Refusal.of(RefusalCode.CONSENT_OTHER_PARTY));
  }

  private static Optional<Refusal> fresh(Instant given, Duration age, Instant now) {
    return given.isAfter(now.plus(AHEAD)) || given.isBefore(now.minus(age))
        ? Optional.of(new Refusal(RefusalCode.CONSENT_TEXT_NOT_FRESH, given.toString()))
        : Optional.empty();
  }

  /**
   * Returns why what a certificate signed does not count now, if it does not: it is good or it is
   * not, as OCSP says.
   */
  public static Optional<Refusal> signer(CardCertificate certificate, Instant now) {
    return isGood(certificate, now)
        ? Optional.empty()
        : Optional.of(Refusal.of(RefusalCode.CONSENT_SIGNER_NOT_GOOD));
  }

  /** Returns why a consent cannot be withdrawn, if it cannot. */
  public static Optional<Refusal> withdrawable(Consent consent, Instant now) {
    return switch (consent.state(now)) {
      case IN_FORCE -> Optional.empty();
      case WITHDRAWN -> Optional.of(withdrawn(consent));
      case ENDED -> Optional.of(ended(consent));
    };
  }

  /**
   * Returns why a party is not told what a consent is about, if it is not.
   *
   * @param certificates all that the holder ever had
   */
  public static Optional<Refusal> answerable(
      Consent consent, Collection<CardCertificate> certificates, Instant now) {
    return withdrawable(consent, now)
        .or(() ->
            certificates.stream()
                    .filter(one -> one.kind() == Authority.SIGNATURE)
                    .anyMatch(one -> isGood(one, now))
                ? Optional.empty()
                : Optional.of(Refusal.of(RefusalCode.CONSENT_WITHOUT_CERTIFICATE)));
  }

  private static boolean isGood(CardCertificate certificate, Instant now) {
    return certificate.revocation().isEmpty()
        && !certificate.isOver(now)
        && !now.isBefore(certificate.notBefore());
  }

  private static Refusal withdrawn(Consent consent) {
    return new Refusal(
        RefusalCode.CONSENT_WITHDRAWN,
        JapanTime.date(consent.withdrawnAt().orElseThrow()).toString());
  }

  private static Refusal ended(Consent consent) {
    return new Refusal(RefusalCode.CONSENT_ENDED, consent.until().toString());
  }
}
