package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.lifecycle.Policy.LiftOfSignature;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Suspension, lift, and what a suspension becomes (leaflet, card §5; domain, section 3.5). */
class SuspensionRulesTest {
  private static final Instant HELD = Acts.at("2025-11-01");

  private static Life suspended(Policy policy) {
    Life life = Acts.served(policy).on("2025-11-01");
    life.done(Acts.suspend(life));
    return life;
  }

  private static Life suspended() {
    return suspended(Acts.POLICY);
  }

  private static Revocation since(Instant at, RevocationReason reason) {
    return new Revocation(at, reason);
  }

  /** Leaflet, card §5: the functions of the card, including both certificates. */
  @Test
  void suspend_card_holdsBothCertificates() {
    Life life = suspended();
    assertThat(life.card().suspension()).isPresent();
    assertThat(life.dossier().certificates())
        .extracting(CardCertificate::revocation)
        .containsOnly(Optional.of(since(HELD, RevocationReason.CERTIFICATE_HOLD)));
  }

  /** Two people ring the loss line: the first call's facts stand. */
  @Test
  void suspend_suspended_changesNothing() {
    Life life = suspended().on("2025-11-03");
    Dossier before = life.dossier();
    assertThat(life.done(Acts.suspend(life)))
        .isEqualTo(new Decision(List.of(), Set.of(Note.ALREADY_SO)));
    assertThat(life.dossier()).isEqualTo(before);
  }

  /** A certificate that was revoked before stays as it was. */
  @Test
  void suspend_revokedCertificate_staysRevoked() {
    Life life = Acts.served();
    life.done(Acts.event(EventKind.ADDRESS_CHANGED, "2025-10-27"));
    CardCertificate revoked = life.signature();
    life.on("2025-11-01").done(Acts.suspend(life));
    life.done(Acts.lift(life));
    assertThat(life.signature()).isEqualTo(revoked);
  }

  /** Leaflet, card §5: found again, the suspension can be cancelled; both are good again. */
  @Test
  void lift_policyRestored_bothAreGoodAgain() {
    Life life = suspended().on("2025-11-04");
    life.done(Acts.lift(life));
    assertThat(life.card().suspension()).isEmpty();
    assertThat(life.dossier().certificates())
        .extracting(CardCertificate::revocation)
        .containsOnly(Optional.<Revocation>empty());
  }

  /** Domain 3.5 (Katsuragi-shi): the signature certificate was revoked by the suspension. */
  @Test
  void lift_policyRevoked_signatureIsRevokedSinceTheHold() {
    Life life = suspended(Acts.policy(LiftOfSignature.REVOKED, Optional.empty()));
    Decision decision = life.on("2025-11-04").done(Acts.lift(life));
    assertThat(Acts.causes(decision)).containsExactly(RevocationCause.SUSPENSION_LIFTED);
    assertThat(life.signature().revocation())
        .contains(since(HELD, RevocationReason.CESSATION_OF_OPERATION));
    assertThat(life.identification().revocation()).isEmpty();
    life.done(Acts.issue(life, Authority.SIGNATURE));
    assertThat(life.signature().notAfter()).isEqualTo(life.identification().notAfter());
  }

  @ParameterizedTest
  @EnumSource(LiftOfSignature.class)
  void lift_notSuspended_refused(LiftOfSignature policy) {
    Life life = Acts.served(Acts.policy(policy, Optional.empty()));
    assertThat(life.refused(Acts.lift(life))).isEqualTo(Refusal.of(RefusalCode.CARD_NOT_SUSPENDED));
  }

  /** Leaflet, certificate §5: invalidate after a temporary suspension. */
  @Test
  void revoke_onHold_keepsTheDateOfTheHold() {
    Life life = suspended().on("2025-11-10");
    life.done(Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST));
    assertThat(life.signature().revocation())
        .contains(since(HELD, RevocationReason.CESSATION_OF_OPERATION));
    life.done(Acts.lift(life));
    assertThat(life.signature().isRevoked()).isTrue();
    assertThat(life.identification().revocation()).isEmpty();
  }

  /** Domain 3.5: not found, the card is replaced with the police's number. */
  @Test
  void replace_suspended_keepsTheDateOfTheHold() {
    Life life = suspended().on("2025-11-10");
    String old = life.card().id();
    life.done(Acts.replace(life, 2, CardEnd.Cause.LOST));
    assertThat(life.dossier().certificates())
        .extracting(CardCertificate::revocation)
        .containsOnly(Optional.of(since(HELD, RevocationReason.SUPERSEDED)));
    assertThat(life.dossier().card(old).orElseThrow().suspension()).isEmpty();
    assertThat(life.card().suspension()).isEmpty();
  }

  /** A move during the suspension: the signature certificate does not come back with the lift. */
  @Test
  void takeIn_moveWhileSuspended_endsTheSignatureCertificate() {
    Life life = suspended().on("2025-11-10");
    life.done(Acts.event(EventKind.ADDRESS_CHANGED, "2025-11-10"));
    assertThat(life.signature().revocation())
        .contains(since(HELD, RevocationReason.AFFILIATION_CHANGED));
    life.done(Acts.lift(life));
    assertThat(life.signature().isRevoked()).isTrue();
  }

  /** By policy a suspension that nobody lifts ends the card, to the day. */
  @Test
  void endHold_timeOver_endsTheCardSinceTheHold() {
    Life life = suspended(Acts.policy(LiftOfSignature.RESTORED, Optional.of(Period.ofDays(10))));
    life.passTo(HELD.plusSeconds(10 * 86_400 - 1));
    assertThat(life.done(new Command.EndHold(life.card().id())).notes())
        .containsExactly(Note.ALREADY_SO);
    Instant due = HELD.plusSeconds(10 * 86_400);
    life.passTo(due);
    assertThat(life.card().end()).contains(new CardEnd(due, CardEnd.Cause.NEVER_FOUND));
    assertThat(life.dossier().certificates())
        .extracting(CardCertificate::revocation)
        .containsOnly(Optional.of(since(HELD, RevocationReason.CESSATION_OF_OPERATION)));
    assertThat(life.refused(Acts.lift(life)))
        .isEqualTo(new Refusal(RefusalCode.CARD_ENDED, "2025-11-11"));
  }

  /** Without that policy a suspension lasts as long as the card. */
  @Test
  void endHold_noPolicy_neverEnds() {
    Life life = suspended().on("2034-01-01");
    assertThat(life.done(new Command.EndHold(life.card().id())).changes()).isEmpty();
  }

  @Test
  void issue_suspended_refused() {
    Life life = Acts.withCard("1980-02-17", "2025-10-27");
    life.done(Acts.suspend(life));
    assertThat(life.refused(Acts.issue(life, Authority.USER_IDENTIFICATION)))
        .isEqualTo(Refusal.of(RefusalCode.CARD_SUSPENDED));
  }
}
