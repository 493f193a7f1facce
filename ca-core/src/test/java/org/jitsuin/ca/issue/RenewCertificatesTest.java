package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Request;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.RenewalGround;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.validity.ValidityRules;
import org.jitsuin.testing.AtOnce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class RenewCertificatesTest {
  private final CaFixture ca = CaFixture.started();
  private final StaffMember clerk = ca.clerk();
  private Card card;
  private List<CardCertificate> old;
  private LocalDate end;

  @BeforeEach
  void issue() {
    card = ca.card();
    old = ca.issueBoth(card);
    end = JapanTime.date(old.getFirst().notAfter());
  }

  @AfterEach
  void end() {
    ca.close();
  }

  private void setDate(LocalDate date) {
    ca.clock().set(JapanTime.startOf(date));
  }

  private void openWindow() {
    setDate(ValidityRules.renewalOpens(end));
  }

  private Outcome<Issued> renew(RequestId request, Map<Authority, String> keys) {
    return renewAnswered(request, keys).map(Answered::result);
  }

  private Outcome<Answered<Issued>> renewAnswered(RequestId request, Map<Authority, String> keys) {
    IssueRequest asked =
        new IssueRequest(
            card.id(), Optional.of(RenewalGround.ENDING), keys, CaFixture.CHECK, false);
    return ca.issueCertificates().issue(clerk, request, asked);
  }

  private Outcome<Issued> renew(Authority... kinds) {
    return renew(CaFixture.request(clerk), CaFixture.keys(kinds));
  }

  private List<CardCertificate> kept() {
    return ca.admin()
        .withHandle(handle ->
            CertificateTable.ofCard(handle, card.id()).stream()
                .map(FiledCertificate::certificate)
                .toList());
  }

  @Test
  void renew_inTheWindow_putsNewCertificatesInTheirPlaceInOneAct() {
    openWindow();
    List<CardCertificate> fresh =
        CaFixture.done(renew(Authority.values())).certificates().stream()
            .map(FiledCertificate::certificate)
            .toList();
    assertThat(fresh)
        .hasSize(2)
        .allSatisfy(one -> {
          assertThat(one.chainNumber()).isEqualTo(2);
          // The 6th birthday after issue, not the 5th: five years more than before.
          assertThat(JapanTime.date(one.notAfter())).isEqualTo(end.plusYears(5));
        });
    for (CardCertificate before : old) {
      CardCertificate now = kept().stream().filter(before::is).findFirst().orElseThrow();
      assertThat(now.revocation().orElseThrow().reason()).isEqualTo(RevocationReason.SUPERSEDED);
      byte[] serial = before.serial().octets();
      assertThat(ca.count("SELECT COUNT(*) FROM status.revocation WHERE serial = ?", serial))
          .isOne();
      assertThat(
              ca.count("SELECT COUNT(*) FROM status.feed WHERE serial = ? AND reason = 4", serial))
          .isOne();
    }
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'certificate-revoked' AND card = ?",
                card.id()))
        .isEqualTo(2);
  }

  @Test
  void renew_dayBeforeTheWindow_refusedWithTheDayFromWhichItWorks() {
    LocalDate opens = ValidityRules.renewalOpens(end);
    setDate(opens.minusDays(1));
    assertThat(renew(Authority.values()))
        .isEqualTo(
            new Outcome.Refused<>(Refusal.opening(RefusalCode.RENEWAL_WINDOW_NOT_OPEN, opens)));
    assertThat(kept()).hasSize(2).allMatch(one -> one.revocation().isEmpty());
  }

  @Test
  void renew_afterTheEnd_refusedWithTheDayUntilWhichItWorkedAndIssuedAnew() {
    setDate(end.plusDays(1));
    assertThat(renew(Authority.values()))
        .isEqualTo(Outcome.refused(RefusalCode.RENEWAL_WINDOW_CLOSED, end.toString()));
    assertThat(ca.issue(clerk, card, CaFixture.keys(Authority.values())))
        .isInstanceOf(Outcome.Done.class);
    assertThat(kept()).extracting(CardCertificate::chainNumber).containsExactly(1, 1, 2, 2);
  }

  @Test
  void renew_ofTwoOfficesAtOnce_oneWinsAndTheOtherIsTold()
      throws InterruptedException, ExecutionException {
    openWindow();
    List<Outcome<Issued>> outcomes = AtOnce.run(4, () -> renew(Authority.values()));
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    Set<Outcome<Issued>> others = new HashSet<>(outcomes);
    others.removeIf(Outcome.Done.class::isInstance);
    LocalDate nextWindow = ValidityRules.renewalOpens(end.plusYears(5));
    assertThat(others)
        .isSubsetOf(
            Set.of(
                Outcome.refused(RefusalCode.RESIDENT_CHANGED),
                new Outcome.Refused<>(
                    Refusal.opening(RefusalCode.RENEWAL_WINDOW_NOT_OPEN, nextWindow))));
    assertThat(kept()).hasSize(4);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE live_card_id = ?", card.id()))
        .isEqualTo(2);
  }

  @Test
  void renew_sameRequestAgain_givesTheSameAnswer() {
    openWindow();
    RequestId request = CaFixture.request(clerk);
    Map<Authority, String> keys = CaFixture.keys(Authority.values());
    Answered<Issued> first = CaFixture.done(renewAnswered(request, keys));
    assertThat(renewAnswered(request, keys))
        .isEqualTo(new Outcome.Repeated<Answered<Issued>>(first.answer()));
    assertThat(kept()).hasSize(4);
  }

  @Test
  void renew_suspendedCard_refused() {
    openWindow();
    suspend();
    assertThat(renew(Authority.values())).isEqualTo(Outcome.refused(RefusalCode.CARD_SUSPENDED));
  }

  @Test
  void renew_signatureAlone_wouldEndWithItsSiblingAndIsRefused() {
    openWindow();
    assertThat(renew(Authority.SIGNATURE))
        .isEqualTo(Outcome.refused(RefusalCode.RENEWAL_GAINS_NOTHING, end.toString()));
  }

  /** What was revoked by a move is not brought back by a renewal, and not revoked once more. */
  @Test
  void renew_afterAMove_renewsTheOtherAlone() {
    openWindow();
    CaFixture.done(ca.record(CaFixture.move("e-" + UUID.randomUUID(), card.registerId())));
    Instant revokedAt = revokedAt(Authority.SIGNATURE);
    assertThat(renew(Authority.values()))
        .isEqualTo(Outcome.refused(RefusalCode.CERTIFICATE_MISSING, "signature"));
    CaFixture.done(renew(Authority.USER_IDENTIFICATION));
    assertThat(revokedAt(Authority.SIGNATURE)).isEqualTo(revokedAt);
  }

  private Instant revokedAt(Authority kind) {
    CardCertificate before = CaFixture.of(kind, old);
    return kept().stream()
        .filter(before::is)
        .findFirst()
        .flatMap(CardCertificate::revocation)
        .orElseThrow()
        .at();
  }

  private void suspend() {
    Command suspend = new Command.Suspend(card.id(), "lossline");
    CaFixture.done(
        ca.performAct()
            .perform(
                ca.staff("lossline"),
                CaFixture.request(ca.staff("lossline")),
                new Request(new Subject.OfCard(card.id()), Evidenced.of(suspend))));
  }
}
