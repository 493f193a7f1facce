package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.junit.jupiter.api.Test;

class ExpiryNoticeTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 10, 27);
  private static final LocalDate UNTIL = TODAY.plusMonths(3);
  private static final Instant NOW = JapanTime.startOf(TODAY).plusSeconds(3_600);

  private static Card card(LocalDate expiresOn, LocalDate longestUntil) {
    return new Card(
        "6f0e8a2c-9d0b-4c39-8d55-0d5a3a6f1c11",
        "r-1",
        "13221",
        LocalDate.of(2021, 1, 15),
        expiresOn,
        new Card.Term(longestUntil, false),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static CardCertificate certificate(Authority kind, LocalDate endsOn) {
    return new CardCertificate(
        new Issuer(kind, 1),
        1,
        Serial.of(BigInteger.valueOf(17)),
        "6f0e8a2c-9d0b-4c39-8d55-0d5a3a6f1c11",
        1,
        new CardCertificate.Crl("13221-g1", 1),
        NOW.minusSeconds(86_400),
        JapanTime.endOf(endsOn),
        Optional.empty());
  }

  private static List<ExpiryNotice> within(Card card, CardCertificate... certificates) {
    return ExpiryNotice.within(card, List.of(certificates), false, NOW, UNTIL);
  }

  @Test
  void within_certificatesBeforeTheCard_areToldWithTheirWindow() {
    Card card = card(LocalDate.of(2031, 2, 17), LocalDate.of(2031, 2, 17));
    LocalDate end = LocalDate.of(2026, 1, 15);
    List<ExpiryNotice> endings =
        within(
            card,
            certificate(Authority.USER_IDENTIFICATION, end),
            certificate(Authority.SIGNATURE, end));
    assertThat(endings)
        .containsExactly(
            new ExpiryNotice(Optional.of(Authority.SIGNATURE), end, false, false),
            new ExpiryNotice(Optional.of(Authority.USER_IDENTIFICATION), end, false, false));
    assertThat(endings.getFirst().renewableFrom()).isEqualTo("2025-10-16");
  }

  @Test
  void within_cardWithItsCertificates_tellsThatTheyEndWithIt() {
    LocalDate end = LocalDate.of(2026, 1, 15);
    assertThat(within(card(end, end), certificate(Authority.SIGNATURE, end)))
        .containsExactly(
            new ExpiryNotice(Optional.empty(), end, false, false),
            new ExpiryNotice(Optional.of(Authority.SIGNATURE), end, true, false));
  }

  @Test
  void within_firstAndLastDay_areInTheWindow() {
    Card card = card(LocalDate.of(2031, 2, 17), LocalDate.of(2031, 2, 17));
    assertThat(within(card, certificate(Authority.SIGNATURE, TODAY))).hasSize(1);
    assertThat(within(card, certificate(Authority.SIGNATURE, UNTIL))).hasSize(1);
    assertThat(within(card, certificate(Authority.SIGNATURE, UNTIL.plusDays(1)))).isEmpty();
    assertThat(within(card, certificate(Authority.SIGNATURE, TODAY.minusDays(1)))).isEmpty();
  }

  @Test
  void within_periodOfStay_isNotToldButABirthdayBeforeItIs() {
    LocalDate stay = LocalDate.of(2026, 1, 15);
    Card card = card(stay, LocalDate.of(2031, 2, 17));
    assertThat(within(card, certificate(Authority.SIGNATURE, stay))).isEmpty();
    LocalDate birthday = LocalDate.of(2025, 12, 3);
    assertThat(within(card, certificate(Authority.USER_IDENTIFICATION, birthday)))
        .containsExactly(
            new ExpiryNotice(Optional.of(Authority.USER_IDENTIFICATION), birthday, false, false));
  }

  @Test
  void within_whatIsRevokedOrLapsed_isNotTold() {
    LocalDate end = LocalDate.of(2026, 1, 15);
    CardCertificate revoked =
        certificate(Authority.SIGNATURE, end)
            .with(Optional.of(new Revocation(NOW, RevocationReason.SUPERSEDED)));
    assertThat(within(card(end, end).ended(new CardEnd(NOW, CardEnd.Cause.LOST)), revoked))
        .isEmpty();
  }
}
