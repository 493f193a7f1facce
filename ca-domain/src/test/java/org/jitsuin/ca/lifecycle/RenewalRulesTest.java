package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.base.model.Authority.SIGNATURE;
import static org.jitsuin.base.model.Authority.USER_IDENTIFICATION;

import java.time.Instant;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Renewal of certificates (leaflet, certificate §4; domain, section 3.1). */
class RenewalRulesTest {
  /** Leaflet, certificate §4, with the days as Nerima-ku counts them. */
  @ParameterizedTest
  @CsvSource({
    "2029-11-17, RENEWAL_WINDOW_NOT_OPEN, 2029-11-18",
    "2030-02-18, RENEWAL_WINDOW_CLOSED, 2030-02-17"
  })
  void renew_outsideOfTheWindow_refusedWithItsDate(String on, RefusalCode code, String date) {
    Life life = Acts.served().on(on);
    assertThat(life.refused(Acts.renew(life, Authority.values())))
        .isEqualTo(Acts.dated(code, date));
  }

  /** The window opens at midnight in Japan. */
  @ParameterizedTest
  @CsvSource({"2029-11-17T14:59:59Z, false", "2029-11-17T15:00:00Z, true"})
  void renew_midnightInJapan_isWhenTheWindowOpens(Instant now, boolean open) {
    Life life = Acts.served().passTo(now);
    Outcome<Decision> outcome = life.ask(Acts.renew(life, Authority.values()));
    assertThat(outcome instanceof Outcome.Done<Decision>).isEqualTo(open);
  }

  /** Domain 3.1 (jpki.go.jp): the 6th birthday after issue, five years after the old one's end. */
  @ParameterizedTest
  @CsvSource({
    "2029-11-18, 2035-02-17T14:59:59Z",
    "2030-02-16, 2035-02-17T14:59:59Z",
    "2030-02-17, 2035-02-17T14:59:59Z" // the last day; by birthdays 2036, but the card ends
  })
  void renew_inTheWindow_isThe6thBirthdayAfterIssue(String on, Instant expected) {
    Life life = Acts.served().on(on);
    Decision decision = life.done(Acts.renew(life, Authority.values()));
    assertThat(Acts.causes(decision))
        .containsExactly(RevocationCause.RENEWED, RevocationCause.RENEWED);
    assertThat(life.signature().notAfter()).isEqualTo(expected);
    assertThat(life.identification().notAfter()).isEqualTo(expected);
    assertThat(life.signature().chainNumber()).isEqualTo(2);
    assertThat(life.dossier().certificates().getFirst().revocation())
        .contains(new Revocation(life.now(), RevocationReason.SUPERSEDED));
  }

  /** The card still limits it; with a new card both are issued to that. */
  @Test
  void renew_cardEndsTheSameDay_gainsNothing() {
    Life life = Acts.withCard("2015-02-17", "2025-10-27");
    life.done(Acts.issue(life, USER_IDENTIFICATION));
    life.on("2030-02-01");
    assertThat(life.refused(Acts.renew(life, USER_IDENTIFICATION)))
        .isEqualTo(new Refusal(RefusalCode.RENEWAL_GAINS_NOTHING, "2030-02-17"));
  }

  /** The sibling limits a signature certificate that is renewed alone. */
  @Test
  void renew_signatureBeforeItsSibling_gainsNothing() {
    Life life = Acts.served().on("2030-01-10");
    assertThat(life.refused(Acts.renew(life, SIGNATURE)))
        .isEqualTo(new Refusal(RefusalCode.RENEWAL_GAINS_NOTHING, "2030-02-17"));
    life.done(Acts.renew(life, USER_IDENTIFICATION));
    life.done(Acts.renew(life, SIGNATURE));
    assertThat(life.signature().notAfter()).isEqualTo(life.identification().notAfter());
  }

  /** Both or none: a kind that is not on the card refuses the whole request. */
  @ParameterizedTest
  @EnumSource(Authority.class)
  void renew_kindThatIsMissing_refused(Authority only) {
    Life life = Acts.withCard("1980-02-17", "2025-10-27");
    life.done(Acts.issue(life, only));
    Authority missing = only == SIGNATURE ? USER_IDENTIFICATION : SIGNATURE;
    life.on("2030-01-10");
    Dossier before = life.dossier();
    assertThat(life.refused(Acts.renew(life, Authority.values())))
        .isEqualTo(new Refusal(RefusalCode.CERTIFICATE_MISSING, missing.id()));
    assertThat(life.dossier()).isEqualTo(before);
  }

  /** A revoked certificate is issued anew, not renewed. */
  @Test
  void renew_revoked_isMissing() {
    Life life = Acts.served().on("2030-01-10");
    life.done(Acts.event(EventKind.ADDRESS_CHANGED, "2030-01-10"));
    assertThat(life.refused(Acts.renew(life, SIGNATURE)))
        .isEqualTo(new Refusal(RefusalCode.CERTIFICATE_MISSING, "signature"));
  }

  /** Abroad from one year before the end (Setagaya-ku), at home from three months. */
  @ParameterizedTest
  @CsvSource({
    "2029-02-17, RENEWAL_WINDOW_NOT_OPEN, 2029-02-18",
    "2029-02-18, , 2034-02-17", // by the 5th birthday: that day's does not count
    "2029-11-17, , 2034-02-17",
    "2029-11-18, , 2035-02-17", // in the last three months by the 6th
    "2030-02-18, RENEWAL_WINDOW_CLOSED, 2030-02-17"
  })
  void renew_abroad_opensAYearBefore(String on, RefusalCode code, String date) {
    Life life = abroad().on(on);
    Command.Renew asked = Acts.renew(life, USER_IDENTIFICATION);
    if (code == null) {
      life.done(asked);
      assertThat(JapanTime.date(life.identification().notAfter())).isEqualTo(date);
    } else {
      assertThat(life.refused(asked)).isEqualTo(Acts.dated(code, date));
    }
  }

  /** The card is issued anew there at the same time, and at home again in the usual window. */
  @ParameterizedTest
  @CsvSource({"2034-02-17, false, false", "2034-02-18, true, false", "2034-11-18, true, true"})
  void replace_abroad_opensAYearBefore(String on, boolean abroad, boolean home) {
    Life away = abroad().on(on);
    Life back = Acts.served().on(on);
    assertThat(
            away.ask(Acts.replace(away, 2, CardEnd.Cause.RENEWED))
                instanceof Outcome.Done<Decision>)
        .isEqualTo(abroad);
    assertThat(
            back.ask(Acts.replace(back, 2, CardEnd.Cause.RENEWED))
                instanceof Outcome.Done<Decision>)
        .isEqualTo(home);
  }

  private static Life abroad() {
    Life life = Acts.served();
    life.done(Acts.event(EventKind.DEPARTED_CONTINUING, "2025-10-27"));
    return life;
  }

  /**
   * By the day before (Tomigusuku-shi and others): to the 5th birthday, or the 6th in the window.
   */
  @ParameterizedTest
  @CsvSource({
    "2026-04-09, 2031-02-17", // the day before
    "2026-04-02, 2031-02-17"
  })
  void renew_beforeDeparture_isAtAnyTime(String on, String expected) {
    Life life = departing("2026-04-10").on(on);
    Decision decision = life.done(Acts.beforeDeparture(life, Authority.values()));
    assertThat(Acts.causes(decision))
        .containsExactly(RevocationCause.RENEWED, RevocationCause.RENEWED);
    assertThat(JapanTime.date(life.signature().notAfter())).isEqualTo(expected);
    assertThat(JapanTime.date(life.identification().notAfter())).isEqualTo(expected);
  }

  @Test
  void renew_beforeDepartureInTheWindow_isThe6thBirthday() {
    Life life = departing("2030-02-01").on("2030-01-10");
    life.done(Acts.beforeDeparture(life, Authority.values()));
    assertThat(JapanTime.date(life.signature().notAfter())).isEqualTo("2035-02-17");
  }

  /** The old one would end with the departure: it need not end later than that. */
  @Test
  void renew_beforeDeparture_signatureNeedNotEndLater() {
    Life life = departing("2025-11-10").on("2025-11-01");
    assertThat(life.refused(Acts.beforeDeparture(life, USER_IDENTIFICATION)))
        .isEqualTo(new Refusal(RefusalCode.RENEWAL_GAINS_NOTHING, "2030-02-17"));
    life.done(Acts.beforeDeparture(life, SIGNATURE));
    assertThat(life.signature().notAfter()).isEqualTo(life.identification().notAfter());
  }

  private static Life departing(String on) {
    Life life = Acts.served().on("2025-10-28");
    life.done(Acts.event(EventKind.DEPARTED_CONTINUING, on));
    return life;
  }

  /** On the very day, after it was called off, for foreigners, and where none is to come: no. */
  @Test
  void renew_noDepartureToCome_refused() {
    Life life = departing("2026-04-10");
    life.done(Acts.cancelled("2025-10-28", "e-departed-continuing-2026-04-10-false"));
    assertThat(life.refused(Acts.beforeDeparture(life, SIGNATURE)))
        .isEqualTo(Refusal.of(RefusalCode.DEPARTURE_NOT_PLANNED));
    Life late = departing("2026-04-10").on("2026-04-10");
    late.done(Acts.issue(late, SIGNATURE));
    assertThat(late.refused(Acts.beforeDeparture(late, SIGNATURE)))
        .isEqualTo(Refusal.of(RefusalCode.DEPARTURE_NOT_PLANNED));
    Life guest = Acts.guest("2029-06-30");
    guest.done(Acts.event(EventKind.DEPARTED_CONTINUING, "2026-04-10"));
    assertThat(guest.refused(Acts.beforeDeparture(guest, SIGNATURE)))
        .isEqualTo(Refusal.of(RefusalCode.CONTINUATION_NOT_FOR_FOREIGNERS));
  }

  /** A ward's signature certificate is renewed as it is issued: with the representative. */
  @Test
  void renew_under15_needsTheRepresentative() {
    Life life = Acts.withCard("2018-02-17", "2025-10-27");
    life.done(Acts.issueChecked(life, Acts.BOTH, SIGNATURE, USER_IDENTIFICATION));
    life.on("2030-01-10");
    assertThat(life.refused(Acts.renew(life, Authority.values())).code())
        .isEqualTo(RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE);
  }

  @Test
  void renew_suspended_refused() {
    Life life = Acts.served().on("2030-01-10");
    life.done(Acts.suspend(life));
    assertThat(life.refused(Acts.renew(life, Authority.values())))
        .isEqualTo(Refusal.of(RefusalCode.CARD_SUSPENDED));
  }

  /** Born on February 29: the windows follow the birthday as the policy has it. */
  @Test
  void renew_bornOnLeapDay_followsThePolicy() {
    Life life = Acts.withCard("1984-02-29", "2025-10-27");
    life.done(Acts.issue(life, Authority.values()));
    assertThat(life.signature().notAfter()).isEqualTo("2030-02-28T14:59:59Z");
    assertThat(life.on("2029-11-28").refused(Acts.renew(life, Authority.values())))
        .isEqualTo(Acts.dated(RefusalCode.RENEWAL_WINDOW_NOT_OPEN, "2029-11-29"));
    life.on("2029-11-29").done(Acts.renew(life, Authority.values()));
    assertThat(life.signature().notAfter()).isEqualTo("2035-02-28T14:59:59Z");
  }
}
