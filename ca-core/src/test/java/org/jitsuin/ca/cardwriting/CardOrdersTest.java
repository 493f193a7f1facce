package org.jitsuin.ca.cardwriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardorder.CardOrder.State;
import org.jitsuin.ca.cardorder.CardOrderRules.ReadBack;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.issue.Issued;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The authority's part of writing a card, cut off at each step. */
@Tag("stack")
class CardOrdersTest {
  private static final Set<Authority> BOTH = Set.of(Authority.values());

  private final CaFixture ca = CaFixture.started();
  private final CardOrders orders = ca.service().cards().cardOrders();
  private final StaffMember clerk = ca.clerk();
  private final StaffMember colleague = CaFixture.namesake(clerk);
  private final String order = UUID.randomUUID().toString();
  private final String chip = "T" + UUID.randomUUID().toString().substring(0, 18);
  private Card card;

  @BeforeEach
  void register() {
    card = ca.card();
  }

  @AfterEach
  void end() {
    ca.close();
  }

  private Outcome<CardOrder> open(StaffMember caller, Card of, String id, String chipNumber) {
    return orders
        .open(
            caller, CaFixture.request(caller), of.id(), new CardOrders.Asked(id, chipNumber, BOTH))
        .map(Answered::result);
  }

  private Outcome<Issued> issue(StaffMember caller, RequestId request) {
    return issue(caller, request, CaFixture.keys(Authority.values()));
  }

  private Outcome<Issued> issue(
      StaffMember caller, RequestId request, Map<Authority, String> keys) {
    IssueRequest asked =
        new IssueRequest(
            card.id(), Optional.empty(), keys, CaFixture.CHECK, false, Optional.of(order));
    return ca.issueCertificates().issue(caller, request, asked).map(Answered::result);
  }

  private Outcome<CardOrder> readBack(StaffMember caller, ReadBack told) {
    return orders
        .readBack(caller, CaFixture.request(caller), card.id(), order, told)
        .map(Answered::result);
  }

  private ReadBack holding(List<FiledCertificate> certificates) {
    Map<Authority, Fingerprint> held = new EnumMap<>(Authority.class);
    certificates.forEach(one -> held.put(one.certificate().kind(), one.der().fingerprint()));
    return new ReadBack(chip, 12, held);
  }

  private Outcome<CardOrder> withdraw(StaffMember caller) {
    return orders
        .withdraw(caller, CaFixture.request(caller), card.id(), order)
        .map(Answered::result);
  }

  private List<CardCertificate> kept() {
    return ca.admin()
        .withHandle(handle ->
            CertificateTable.ofCard(handle, card.id()).stream()
                .map(FiledCertificate::certificate)
                .toList());
  }

  private long entries(String kind) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND card = ?", kind, card.id());
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(Refusal refusal) ? refusal.code() : null;
  }

  private void assertNoneGood() {
    assertThat(kept())
        .allSatisfy(one ->
            assertThat(one.revocation().orElseThrow().reason())
                .isEqualTo(RevocationReason.UNSPECIFIED));
  }

  @Test
  void wholeAct_ofOneCounter_endsWithWhatTheCardHolds() {
    CaFixture.done(open(clerk, card, order, chip));
    Issued issued = CaFixture.done(issue(clerk, CaFixture.request(clerk)));
    CardOrder held = CaFixture.done(readBack(clerk, holding(issued.certificates())));

    assertThat(held.state()).isEqualTo(State.HELD);
    assertThat(held.counter()).contains(12);
    assertThat(entries("card-write-begun")).isOne();
    assertThat(entries("card-written")).isOne();
    ca.clock().advance(Duration.ofDays(2));
    assertThat(lapseOwn()).isEqualTo(State.HELD);
    assertThat(kept()).hasSize(2).allMatch(one -> one.revocation().isEmpty());
  }

  /** Other tests leave orders as well. */
  private State lapseOwn() {
    ca.service().cards().lapseOrders().round();
    CardOrderView view =
        CaFixture.done(orders.read(clerk, card.id())).orders().stream()
            .filter(one -> one.order().equals(order))
            .findFirst()
            .orElseThrow();
    return State.byId(view.state()).orElseThrow();
  }

  @Test
  void issued_counterGoneForGood_isRevokedByItselfAfterTheTimeOfPolicyAndNotBefore() {
    CaFixture.done(open(clerk, card, order, chip));
    Issued issued = CaFixture.done(issue(clerk, CaFixture.request(clerk)));

    ca.clock().advance(Duration.ofHours(24));
    assertThat(lapseOwn()).isEqualTo(State.OPEN);
    LapseOrders lapses = ca.service().cards().lapseOrders();
    assertThat(lapses.open().issued()).isPositive();
    long before = lapses.lapsed();
    ca.clock().advance(Duration.ofSeconds(1));
    assertThat(lapseOwn()).isEqualTo(State.LAPSED);
    assertThat(lapses.lapsed()).isGreaterThan(before);

    assertNoneGood();
    assertThat(entries("card-write-ended")).isOne();
    assertThat(entries("certificate-revoked")).isEqualTo(2);
    for (CardCertificate one : kept()) {
      assertThat(
              ca.count(
                  "SELECT COUNT(*) FROM status.revocation WHERE serial = ?", one.serial().octets()))
          .isOne();
    }
    assertThat(code(readBack(clerk, holding(issued.certificates()))))
        .isEqualTo(RefusalCode.ORDER_ENDED);
    assertThat(code(issue(clerk, CaFixture.request(clerk)))).isEqualTo(RefusalCode.ORDER_ENDED);
  }

  @Test
  void issued_withoutAnOrder_isNotTouched() {
    ca.issueBoth(card);
    ca.clock().advance(Duration.ofDays(40));
    ca.service().cards().lapseOrders().round();

    assertThat(kept()).hasSize(2).allMatch(one -> one.revocation().isEmpty());
  }

  @Test
  void agentKilledAfterTheIssue_anotherCounterSeesItAndFinishes() {
    CaFixture.done(open(clerk, card, order, chip));
    Issued issued = CaFixture.done(issue(clerk, CaFixture.request(clerk)));

    CardOrderView seen = CaFixture.done(orders.read(colleague, card.id())).orders().getFirst();
    assertThat(seen.state()).isEqualTo("open");
    assertThat(seen.issued())
        .extracting(CardOrderView.IssuedView::sha256)
        .containsExactlyInAnyOrderElementsOf(
            issued.certificates().stream().map(one -> one.der().fingerprint().toString()).toList());
    assertThat(code(open(colleague, card, order, chip))).isEqualTo(RefusalCode.ORDER_LEASED);
    assertThat(code(readBack(colleague, holding(issued.certificates()))))
        .isEqualTo(RefusalCode.ORDER_LEASED);
    assertThat(code(withdraw(colleague))).isEqualTo(RefusalCode.ORDER_LEASED);
    ca.clock().advance(Duration.ofMinutes(5));
    CaFixture.done(open(colleague, card, order, chip));
    assertThat(code(readBack(clerk, holding(issued.certificates()))))
        .isEqualTo(RefusalCode.ORDER_LEASED);
    CardOrder held = CaFixture.done(readBack(colleague, holding(issued.certificates())));

    assertThat(held.state()).isEqualTo(State.HELD);
    assertThat(entries("card-write-begun")).isEqualTo(2);
  }

  @Test
  void cardBroken_takenBack_revokesWhatWasIssuedAndTheNextChipIsWelcome() {
    CaFixture.done(open(clerk, card, order, chip));
    CaFixture.done(issue(clerk, CaFixture.request(clerk)));
    String second = UUID.randomUUID().toString();
    assertThat(code(open(clerk, card, second, chip + "2"))).isEqualTo(RefusalCode.ORDER_OPEN);

    assertThat(CaFixture.done(withdraw(clerk)).state()).isEqualTo(State.WITHDRAWN);

    assertNoneGood();
    assertThat(code(withdraw(clerk))).isEqualTo(RefusalCode.ORDER_ENDED);
    CaFixture.done(open(clerk, card, second, chip + "2"));
  }

  @Test
  void answerOfTheIssueLost_sentAgain_issuesNothingTwice() {
    CaFixture.done(open(clerk, card, order, chip));
    RequestId request = CaFixture.request(clerk);
    Map<Authority, String> keys = CaFixture.keys(Authority.values());
    CaFixture.done(issue(clerk, request, keys));

    assertThat(issue(clerk, request, keys)).isInstanceOf(Outcome.Repeated.class);
    assertThat(CaFixture.done(orders.read(clerk, card.id())).orders().getFirst().issued())
        .hasSize(2);
    assertThat(kept()).hasSize(2);
  }

  @Test
  void answerOfTheReadBackLost_toldAgain_isAnsweredAgainAndRecordedOnce() {
    CaFixture.done(open(clerk, card, order, chip));
    Issued issued = CaFixture.done(issue(clerk, CaFixture.request(clerk)));
    ReadBack told = holding(issued.certificates());
    CaFixture.done(readBack(clerk, told));

    assertThat(CaFixture.done(readBack(colleague, told)).state()).isEqualTo(State.HELD);
    assertThat(entries("card-written")).isOne();
  }

  @Test
  void readBack_ofOtherCertificates_isRefusedAndNothingIsRecorded() {
    CaFixture.done(open(clerk, card, order, chip));
    Issued issued = CaFixture.done(issue(clerk, CaFixture.request(clerk)));
    ReadBack told = holding(issued.certificates().subList(0, 1));

    assertThat(code(readBack(clerk, told))).isEqualTo(RefusalCode.READ_BACK_DIFFERS);
    assertThat(entries("card-written")).isZero();
  }

  @Test
  void takenBackWhileTheIssueIsOnItsWay_theIssueFailsWhicheverWasFirst() {
    CaFixture.done(open(clerk, card, order, chip));
    CaFixture.done(withdraw(clerk));

    assertThat(code(issue(clerk, CaFixture.request(clerk)))).isEqualTo(RefusalCode.ORDER_ENDED);
    assertThat(kept()).isEmpty();
  }

  @Test
  void issue_byAColleagueWhileTheClerkIsAtIt_isRefused() {
    CaFixture.done(open(clerk, card, order, chip));

    assertThat(code(issue(colleague, CaFixture.request(colleague))))
        .isEqualTo(RefusalCode.ORDER_LEASED);
  }

  @Test
  void open_chipOfAnotherCard_isRefused() {
    CaFixture.done(open(clerk, card, order, chip));
    Card other = ca.card();

    assertThat(code(open(clerk, other, UUID.randomUUID().toString(), chip)))
        .isEqualTo(RefusalCode.CHIP_TAKEN);
  }

  @Test
  void open_ofAnotherMunicipality_isRefusedAndNothingIsTold() {
    StaffMember elsewhere = ca.staff("clerk-13104");

    assertThat(code(open(elsewhere, card, order, chip))).isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    assertThat(code(orders.read(elsewhere, card.id()))).isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
  }
}
