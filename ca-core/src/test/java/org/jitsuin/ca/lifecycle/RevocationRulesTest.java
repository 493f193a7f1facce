package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.IdentityCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
    "ERRONEOUS_ISSUE, SUPERSEDED",
    "EX_OFFICIO, PRIVILEGE_WITHDRAWN"
  })
  void revoke_request_endsThatCertificateAlone(RevocationCause cause, RevocationReason reason) {
    Life life = Acts.served();
    life.done(Acts.revoke(life.identification(), cause));
    assertThat(life.identification().revocation()).contains(new Revocation(life.now(), reason));
    assertThat(life.signature().revocation()).isEmpty();
    assertThat(life.card().end()).isEmpty();
  }

  /** The first revocation's facts stand, whoever comes with which reason later. */
  @Test
  void revoke_revoked_changesNothing() {
    Life life = Acts.served();
    life.done(Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST));
    Dossier before = life.dossier();
    life.on("2025-12-01");
    assertThat(life.done(Acts.revoke(life.signature(), RevocationCause.KEY_COMPROMISE)))
        .isEqualTo(new Decision(List.of(), Set.of(Note.ALREADY_SO)));
    assertThat(life.dossier()).isEqualTo(before);
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
    assertThat(life.refused(since(life.signature(), life.now().plusSeconds(1))))
        .isEqualTo(new Refusal(RefusalCode.REQUEST_INVALID, "invalidSince lies in the future"));
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
    life.done(new Command.Register(Acts.cardId(1), life.today(), life.today(), true));
    Optional<IdentityCheck> check = Optional.of(Acts.HOLDER);
    assertThat(life.refused(Acts.pin(life, act, check)))
        .isEqualTo(Refusal.of(RefusalCode.CARD_WITHOUT_PINS));
  }
}
