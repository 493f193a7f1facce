package org.jitsuin.ca.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.junit.jupiter.api.Test;

/** How cards and certificates stand, on both sides of each border. */
class StatesTest {
  private static final LocalDate LAST_DAY = LocalDate.of(2030, 2, 17);
  private static final Instant END = JapanTime.endOf(LAST_DAY);
  private static final Card CARD =
      new Card(
          "6f0e8a2c-9d0b-4c39-8d55-0d5a3a6f1c11",
          "r-1",
          "13221",
          LocalDate.of(2025, 10, 27),
          LAST_DAY,
          new Card.Term(LAST_DAY, false),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
  private static final CardCertificate CERTIFICATE =
      new CardCertificate(
          new Issuer(Authority.SIGNATURE, 1),
          1,
          Serial.of(BigInteger.TEN),
          CARD.id(),
          1,
          new CardCertificate.Crl("13221-g1", 1),
          END.minusSeconds(86_400),
          END,
          Optional.empty());

  @Test
  void card_upToItsLastSecond_isValidAndThenExpired() {
    assertThat(CardState.of(CARD, END.plusMillis(999)).kind()).isEqualTo(CardState.Kind.VALID);
    CardState expired = CardState.of(CARD, END.plusSeconds(1));
    assertThat(expired.kind()).isEqualTo(CardState.Kind.EXPIRED);
    assertThat(expired.since()).contains(END.plusSeconds(1));
  }

  @Test
  void card_suspendedThenOverThenReplaced_isWhatWeighsMost() {
    Instant held = END.minusSeconds(60);
    Card suspended = CARD.suspended(Optional.of(new Suspension(held, "lossline")));
    assertThat(CardState.of(suspended, held))
        .isEqualTo(new CardState(CardState.Kind.SUSPENDED, Optional.of(held), Optional.empty()));
    assertThat(CardState.of(suspended, END.plusSeconds(1)).kind())
        .isEqualTo(CardState.Kind.EXPIRED);
    Instant ended = END.plusSeconds(86_400);
    assertThat(CardState.of(suspended.ended(new CardEnd(ended, CardEnd.Cause.LOST)), ended))
        .isEqualTo(
            new CardState(
                CardState.Kind.ENDED, Optional.of(ended), Optional.of(CardEnd.Cause.LOST)));
  }

  @Test
  void certificate_upToItsLastSecond_isGoodOrOnHoldAndThenExpired() {
    CardCertificate held = revoked(RevocationReason.CERTIFICATE_HOLD);
    assertThat(CertificateState.of(CERTIFICATE, END.plusMillis(999)))
        .isEqualTo(CertificateState.GOOD);
    assertThat(CertificateState.of(held, END.plusMillis(999)))
        .isEqualTo(CertificateState.SUSPENDED);
    assertThat(CertificateState.of(CERTIFICATE, END.plusSeconds(1)))
        .isEqualTo(CertificateState.EXPIRED);
    assertThat(CertificateState.of(held, END.plusSeconds(1))).isEqualTo(CertificateState.EXPIRED);
  }

  @Test
  void certificate_revoked_staysRevokedAfterItsTime() {
    CardCertificate revoked = revoked(RevocationReason.SUPERSEDED);
    assertThat(CertificateState.of(revoked, END)).isEqualTo(CertificateState.REVOKED);
    assertThat(CertificateState.of(revoked, END.plusSeconds(86_400)))
        .isEqualTo(CertificateState.REVOKED);
  }

  private static CardCertificate revoked(RevocationReason reason) {
    return CERTIFICATE.with(Optional.of(new Revocation(END.minusSeconds(60), reason)));
  }
}
