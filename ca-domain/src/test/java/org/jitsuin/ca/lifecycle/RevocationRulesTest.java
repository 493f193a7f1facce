package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Revocation on request (leaflet, certificate §5; articles 9 and 10) and what is recorded of PINs
 * (leaflet, certificate §2).
 */
class RevocationRulesTest {
  private static Command.Revoke since(CardCertificate certificate, Instant invalidSince) {
    return new Command.Revoke(
        certificate.kind(),
        certificate.serial(),
        RevocationCause.KEY_COMPROMISE,
        Optional.of(invalidSince));
  }

  @ParameterizedTest
  @CsvSource({
    "HOLDER_REQUEST, CESSATION_OF_OPERATION",
    "KEY_COMPROMISE, KEY_COMPROMISE",
    "ERRONEOUS_ISSUE, AFFILIATION_CHANGED",
    "EX_OFFICIO, CESSATION_OF_OPERATION",
    "DESTROYED_BEFORE_DELIVERY, UNSPECIFIED",
    "AUTHORITY_KEY_COMPROMISE, CA_COMPROMISE"
  })
  void revoke_request_endsThatCertificateAlone(RevocationCause cause, RevocationReason reason) {
    Life life = Acts.served();
    life.done(Acts.revoke(life.identification(), cause));
    assertThat(life.identification().revocation()).contains(new Revocation(life.now(), reason));
    assertThat(life.signature().revocation()).isEmpty();
    assertThat(life.card().end()).isEmpty();
  }

  /** The practice statement's seven, but for the hold, which is no revocation. */
  @ParameterizedTest
  @EnumSource(RevocationCause.class)
  void reason_ofEachCause_isOneOfThePracticeStatement(RevocationCause cause) {
    assertThat(cause.reason())
        .isIn(
            RevocationReason.UNSPECIFIED,
            RevocationReason.KEY_COMPROMISE,
            RevocationReason.CA_COMPROMISE,
            RevocationReason.AFFILIATION_CHANGED,
            RevocationReason.SUPERSEDED,
            RevocationReason.CESSATION_OF_OPERATION);
  }

  /** The first revocation's facts stand, whoever comes with which reason later. */
  @ParameterizedTest
  @EnumSource(RevocationCause.class)
  void revoke_revoked_changesNothingButByACompromise(RevocationCause cause) {
    Life life = Acts.served();
    life.done(Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST));
    Dossier before = life.dossier();
    Revocation told = life.signature().revocation().orElseThrow();
    life.on("2025-12-01");
    Decision decision = life.done(Acts.revoke(life.signature(), cause));
    if (cause.isCompromise()) {
      assertThat(life.signature().revocation())
          .contains(new Revocation(told.at(), cause.reason(), told.invalidSince()));
    } else {
      assertThat(decision).isEqualTo(new Decision(List.of(), Set.of(Note.ALREADY_SO)));
      assertThat(life.dossier()).isEqualTo(before);
    }
  }

  /** Of two compromises the holder's own is told, and of two dates the earlier one. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "SUPERSEDED, -, KEY_COMPROMISE, -, KEY_COMPROMISE, -",
        "SUPERSEDED, -, KEY_COMPROMISE, 2025-11-05, KEY_COMPROMISE, 2025-11-05",
        "SUPERSEDED, 2025-11-03, KEY_COMPROMISE, 2025-11-05, KEY_COMPROMISE, 2025-11-03",
        "SUPERSEDED, 2025-11-03, KEY_COMPROMISE, -, KEY_COMPROMISE, 2025-11-03",
        "AFFILIATION_CHANGED, -, CA_COMPROMISE, 2025-11-05, CA_COMPROMISE, 2025-11-05",
        "PRIVILEGE_WITHDRAWN, -, KEY_COMPROMISE, -, KEY_COMPROMISE, -",
        "UNSPECIFIED, -, KEY_COMPROMISE, -, KEY_COMPROMISE, -",
        "KEY_COMPROMISE, -, KEY_COMPROMISE, 2025-11-05, KEY_COMPROMISE, 2025-11-05",
        "KEY_COMPROMISE, 2025-11-05, KEY_COMPROMISE, 2025-11-03, KEY_COMPROMISE, 2025-11-03",
        "KEY_COMPROMISE, 2025-11-03, KEY_COMPROMISE, 2025-11-05, KEY_COMPROMISE, 2025-11-03",
        "KEY_COMPROMISE, 2025-11-03, KEY_COMPROMISE, -, KEY_COMPROMISE, 2025-11-03",
        "KEY_COMPROMISE, -, CA_COMPROMISE, 2025-11-05, KEY_COMPROMISE, 2025-11-05",
        "CA_COMPROMISE, 2025-11-05, KEY_COMPROMISE, -, KEY_COMPROMISE, 2025-11-05",
        // Revoked on November 10: an invalidity date after the revocation says nothing.
        "SUPERSEDED, -, KEY_COMPROMISE, 2025-11-11, KEY_COMPROMISE, -",
      })
  void revoke_compromiseOfRevoked_tellsTheWorseAndNeverAnotherTime(
      RevocationReason told,
      LocalDate toldSince,
      RevocationReason reported,
      LocalDate reportedSince,
      RevocationReason reason,
      LocalDate since) {
    Instant at = Acts.at("2025-11-10");
    Life life = Acts.served().on("2025-12-01");
    CardCertificate revoked =
        life.signature().with(Optional.of(new Revocation(at, told, date(toldSince))));
    Dossier before =
        new Dossier(life.dossier().resident(), life.dossier().cards(), List.of(revoked));
    RevocationCause cause =
        reported == RevocationReason.KEY_COMPROMISE
            ? RevocationCause.KEY_COMPROMISE
            : RevocationCause.AUTHORITY_KEY_COMPROMISE;
    Command command =
        new Command.Revoke(revoked.kind(), revoked.serial(), cause, date(reportedSince));
    Dossier after = decided(life, before, command);
    assertThat(after.certificates().getFirst().revocation())
        .contains(new Revocation(at, reason, date(since)));
    assertThat(life.lifeCycle().decide(after, command, life.now()))
        .isEqualTo(Outcome.done(new Decision(List.of(), Set.of(Note.ALREADY_SO))));
  }

  private static Optional<Instant> date(LocalDate day) {
    return Optional.ofNullable(day).map(JapanTime::startOf);
  }

  private static Dossier decided(Life life, Dossier before, Command command) {
    if (life.lifeCycle().decide(before, command, life.now())
        instanceof Outcome.Done<Decision>(Decision decision)) {
      return before.after(decision.changes());
    }
    throw new AssertionError("refused");
  }

  /** Revoked before it ran out: OCSP still answers for it. */
  @Test
  void revoke_compromiseOfWhatWasRevokedAndRanOut_isTold() {
    Life life = Acts.served();
    life.done(Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST));
    Instant at = life.now();
    life.on("2030-02-18").done(Acts.revoke(life.signature(), RevocationCause.KEY_COMPROMISE));
    assertThat(life.signature().revocation())
        .contains(new Revocation(at, RevocationReason.KEY_COMPROMISE));
  }

  /** What ran out on hold is told as on hold, until it is told as compromised: then for good. */
  @ParameterizedTest
  @ValueSource(strings = {"2025-12-01", "2030-02-18"})
  void lift_afterACompromise_restoresOnlyTheOther(String reported) {
    Life life = Acts.served();
    Instant held = life.now();
    life.done(Acts.suspend(life));
    life.on(reported).done(Acts.revoke(life.signature(), RevocationCause.KEY_COMPROMISE));
    life.done(Acts.lift(life));
    assertThat(life.signature().revocation())
        .contains(new Revocation(held, RevocationReason.KEY_COMPROMISE));
    assertThat(life.identification().revocation()).isEmpty();
  }

  @Test
  void revoke_compromiseWherePolicyKeepsWhatWasPublished_refused() {
    Life life = Acts.served(Acts.RECORDED);
    life.done(Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST));
    assertThat(life.refused(Acts.revoke(life.signature(), RevocationCause.KEY_COMPROMISE)))
        .isEqualTo(new Refusal(RefusalCode.REVOCATION_NOT_AMENDED, "2025-10-27"));
    life.done(Acts.revoke(life.identification(), RevocationCause.KEY_COMPROMISE));
    assertThat(life.done(Acts.revoke(life.identification(), RevocationCause.KEY_COMPROMISE)))
        .isEqualTo(new Decision(List.of(), Set.of(Note.ALREADY_SO)));
  }

  /** It was never in the holder's hands: another one is issued, which renews nothing. */
  @Test
  void issue_afterDestructionBeforeDelivery_isAFirstOneAgain() {
    Life life = Acts.served();
    CardCertificate destroyed = life.signature();
    life.done(Acts.revoke(destroyed, RevocationCause.DESTROYED_BEFORE_DELIVERY));
    assertThat(life.refused(Acts.renew(life, Authority.SIGNATURE)))
        .isEqualTo(new Refusal(RefusalCode.CERTIFICATE_MISSING, "signature"));
    life.done(Acts.issue(life, Authority.SIGNATURE));
    assertThat(life.signature().notAfter()).isEqualTo(destroyed.notAfter());
    assertThat(life.signature().serial()).isNotEqualTo(destroyed.serial());
  }

  /** To the end of its last second. */
  @ParameterizedTest
  @CsvSource({"2030-02-17T14:59:59.999Z, false", "2030-02-17T15:00:00Z, true"})
  void revoke_lastSecond_isPossibleUntilItIsOver(Instant now, boolean over) {
    Life life = Acts.served().passTo(now);
    Command revoke = Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST);
    if (over) {
      assertThat(life.refused(revoke))
          .isEqualTo(new Refusal(RefusalCode.CERTIFICATE_EXPIRED, "2030-02-17"));
    } else {
      life.done(revoke);
    }
  }

  @Test
  void revoke_leakedKey_saysSinceWhen() {
    Life life = Acts.served().on("2025-12-01");
    Instant leaked = Instant.parse("2025-11-15T00:00:00Z");
    life.done(since(life.signature(), leaked));
    assertThat(life.signature().revocation())
        .contains(new Revocation(life.now(), RevocationReason.KEY_COMPROMISE, Optional.of(leaked)));
  }

  @Test
  void revoke_invalidSinceTheFuture_refused() {
    Life life = Acts.served();
    Refusal refusal =
        new Refusal(RefusalCode.REQUEST_INVALID, "invalidSince must not be in the future");
    assertThat(life.refused(since(life.signature(), life.now().plusSeconds(1)))).isEqualTo(refusal);
    life.done(Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST));
    assertThat(life.refused(since(life.signature(), life.now().plusSeconds(1)))).isEqualTo(refusal);
  }

  /** The hold began before the key leaked: an invalidity date after the revocation says nothing. */
  @Test
  void revoke_onHoldBeforeTheLeak_tellsTheHoldsDateAlone() {
    Life life = Acts.served();
    Instant held = life.now();
    life.done(Acts.suspend(life));
    life.on("2025-12-01").done(since(life.signature(), Instant.parse("2025-11-15T00:00:00Z")));
    assertThat(life.signature().revocation())
        .contains(new Revocation(held, RevocationReason.KEY_COMPROMISE));
  }

  /** A serial number belongs to one kind. */
  @Test
  void revoke_serialOfTheOtherKind_isUnknown() {
    Life life = Acts.served();
    Command asked =
        new Command.Revoke(
            Authority.USER_IDENTIFICATION,
            life.signature().serial(),
            RevocationCause.HOLDER_REQUEST,
            Optional.empty());
    assertThat(life.refused(asked)).isEqualTo(Refusal.of(RefusalCode.CERTIFICATE_UNKNOWN));
  }

  /** Leaflet, certificate §2: the card counts; the office unlocks after it checked identity. */
  @ParameterizedTest
  @EnumSource(PinAct.class)
  void recordPin_act_changesNothingAndNeedsACheckUnlessLocked(PinAct act) {
    Life life = Acts.served();
    Dossier before = life.dossier();
    if (act == PinAct.LOCKED) {
      life.done(Acts.pin(life, act, Optional.empty()));
    } else {
      assertThat(life.refused(Acts.pin(life, act, Optional.empty())))
          .isEqualTo(Refusal.of(RefusalCode.IDENTITY_CHECK_NEEDED));
    }
    life.done(Acts.pin(life, act, Optional.of(Acts.HOLDER)));
    assertThat(life.dossier()).isEqualTo(before);
  }

  /** A suspended card may be in a stranger's hands: that it locked is noted, no more. */
  @ParameterizedTest
  @EnumSource(PinAct.class)
  void recordPin_suspended_lockedOnly(PinAct act) {
    Life life = Acts.served();
    life.done(Acts.suspend(life));
    Command asked = Acts.pin(life, act, Optional.of(Acts.HOLDER));
    if (act == PinAct.LOCKED) {
      life.done(asked);
    } else {
      assertThat(life.refused(asked)).isEqualTo(Refusal.of(RefusalCode.CARD_SUSPENDED));
    }
  }

  @ParameterizedTest
  @EnumSource(PinAct.class)
  void recordPin_cardWithoutPins_refused(PinAct act) {
    Life life = Acts.born("1980-02-17", "2025-10-27");
    life.done(new Command.Register(Acts.cardId(1), life.today(), life.today(), true, Acts.HOLDER));
    Optional<IdentityCheck> check = Optional.of(Acts.HOLDER);
    assertThat(life.refused(Acts.pin(life, act, check)))
        .isEqualTo(Refusal.of(RefusalCode.CARD_WITHOUT_PINS));
  }
}
