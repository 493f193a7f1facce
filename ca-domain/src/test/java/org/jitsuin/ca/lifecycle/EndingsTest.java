package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.validity.Because;
import org.jitsuin.ca.validity.Ending;
import org.junit.jupiter.api.Test;

/** What acts in one second leave behind: which came first is not recorded with their times. */
class EndingsTest {
  private final Endings endings = new Endings(Acts.POLICY.validity());

  /** Somebody in the renewal window of both certificates, which end on 2030-01-01. */
  private static Life inTheWindow() {
    Life life = Acts.withCard("1970-01-01", "2025-10-27");
    life.done(Acts.issue(life, Authority.values()));
    return life.passTo(Acts.at("2029-11-01"));
  }

  private Ending of(Life life, CardCertificate certificate) {
    return endings.of(life.dossier(), certificate);
  }

  @Test
  void of_oneRenewedInTheSecondOfItsSibling_endsWithTheSibling() {
    Life life = inTheWindow();
    life.done(Acts.revoke(life.identification(), RevocationCause.HOLDER_REQUEST));
    life.done(Acts.issue(life, Authority.USER_IDENTIFICATION));
    life.done(Acts.renew(life, Authority.SIGNATURE));

    LocalDate fifth = LocalDate.parse("2034-01-01");
    assertThat(of(life, life.identification()))
        .isEqualTo(new Ending(fifth, Because.FIFTH_BIRTHDAY));
    assertThat(of(life, life.signature())).isEqualTo(new Ending(fifth, Because.SIBLING));
  }

  @Test
  void of_bothRenewedByOneAct_endByTheirOwnRule() {
    Life life = inTheWindow();
    life.done(Acts.renew(life, Authority.values()));

    Ending sixth = new Ending(LocalDate.parse("2035-01-01"), Because.SIXTH_BIRTHDAY);
    assertThat(of(life, life.identification())).isEqualTo(sixth);
    assertThat(of(life, life.signature())).isEqualTo(sixth);
  }
}
