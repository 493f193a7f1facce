package org.jitsuin.ca.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.brake.BudgetUse;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.issue.Terms;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.RenewalGround;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.validity.ValidityRules;
import org.jitsuin.testing.AtOnce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one person can end, on two servers with one database. */
@Tag("stack")
class PersonalBrakesTest {
  private static final Map<String, String> LIMITS =
      Map.of(
          "jitsuin.brake.revocations.ex-officio", "3",
          "jitsuin.brake.revocations.requested", "2",
          "jitsuin.brake.suspensions.burst", "3");

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final CaFixture ca = server();
  private final CaFixture other = server();
  private final StaffMember operator = person("operator", Role.CA_OPERATOR);
  private final StaffMember clerk = person("clerk", Role.OFFICE_CLERK);

  private static CaFixture server() {
    return CaFixture.started(new Node("test", UUID.randomUUID().toString()), LIMITS);
  }

  @AfterEach
  void end() {
    ca.close();
    other.close();
  }

  /** Somebody of whom no other test knows. */
  private static StaffMember person(String name, Role role) {
    return person(name, role, UUID.randomUUID().toString());
  }

  private static StaffMember person(String name, Role role, String person) {
    Optional<String> office = Optional.of("13221").filter(_ -> role.ofMunicipality());
    return new StaffMember(
        person,
        name + "-" + UUID.randomUUID(),
        role,
        office,
        office.map(code -> code + "001A"),
        Serial.parse("0a0b0c"));
  }

  private List<CardCertificate> certificates(int count) {
    List<CardCertificate> all = new ArrayList<>();
    while (all.size() < count) {
      all.addAll(ca.issueBoth(ca.card()));
    }
    return all.subList(0, count);
  }

  private static PerformAct.Request revocation(
      CardCertificate certificate, RevocationCause cause, boolean approved) {
    return new PerformAct.Request(
        new Subject.OfCertificate(certificate.kind(), certificate.serial()),
        Evidenced.of(
            new Command.Revoke(certificate.kind(), certificate.serial(), cause, Optional.empty())),
        _ -> Optional.empty(),
        approved,
        Optional.empty());
  }

  private static PerformAct.Request exOfficio(CardCertificate certificate) {
    return revocation(certificate, RevocationCause.EX_OFFICIO, false);
  }

  private static PerformAct.Request upon(Card card, Command command) {
    return new PerformAct.Request(new Subject.OfCard(card.id()), Evidenced.of(command));
  }

  private static PerformAct.Request suspension(Card card) {
    return upon(card, new Command.Suspend(card.id(), "lossline"));
  }

  private static PerformAct.Request replacement(Card card) {
    return upon(
        card,
        new Command.Replace(
            card.id(),
            UUID.randomUUID().toString(),
            CardEnd.Cause.DAMAGED,
            Optional.empty(),
            0,
            false,
            CaFixture.CHECK));
  }

  private Outcome<Answered<Performed>> perform(StaffMember caller, PerformAct.Request request) {
    return ca.performAct().perform(caller, CaFixture.request(caller), request);
  }

  private static void refused(Outcome<?> outcome, RefusalCode code, String detail) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(code);
              assertThat(refused.refusal().detail()).isEqualTo(detail);
            });
  }

  private long revoked(List<CardCertificate> certificates) {
    return certificates.stream()
        .filter(one ->
            ca.admin()
                .withHandle(handle -> CertificateTable.find(handle, one.kind(), one.serial()))
                .orElseThrow()
                .certificate()
                .isRevoked())
        .count();
  }

  private long entries(String kind, StaffMember actor) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND body LIKE ?",
        kind,
        "%\"" + actor.name() + "\"%");
  }

  @Test
  void perform_beyondTheBudgetOfADay_isRefusedUntilTheNextDay() {
    List<CardCertificate> certificates = certificates(6);
    for (int i = 0; i < 3; i++) {
      assertThat(entries("budget-used-up", operator)).isZero();
      CaFixture.done(perform(operator, exOfficio(certificates.get(i))));
    }
    refused(perform(operator, exOfficio(certificates.get(3))), RefusalCode.BUDGET_USED, "3");
    refused(perform(operator, exOfficio(certificates.get(3))), RefusalCode.BUDGET_USED, "3");
    assertThat(revoked(certificates)).isEqualTo(3);
    assertThat(entries("budget-used-up", operator)).isOne();
    assertThat(ca.service().personalBrakes().today(operator))
        .containsEntry(Budget.EX_OFFICIO, new BudgetUse(3, 3))
        .containsEntry(Budget.REQUESTED, new BudgetUse(0, 2));

    CaFixture.done(perform(person("operator", Role.CA_OPERATOR), exOfficio(certificates.get(3))));
    LocalDate today = JapanTime.date(ca.clock().instant());
    ca.clock().set(JapanTime.startOf(today.plusDays(1)).minusSeconds(1));
    refused(perform(operator, exOfficio(certificates.get(4))), RefusalCode.BUDGET_USED, "3");
    ca.clock().set(JapanTime.startOf(today.plusDays(1)));
    CaFixture.done(perform(operator, exOfficio(certificates.get(4))));
    assertThat(revoked(certificates)).isEqualTo(5);
  }

  @Test
  void perform_sameRequestOrSameStateAgain_costsNothing() {
    List<CardCertificate> certificates = certificates(4);
    RequestId request = CaFixture.request(operator);
    Answered<Performed> first =
        CaFixture.done(
            ca.performAct().perform(operator, request, exOfficio(certificates.getFirst())));
    for (int i = 0; i < 4; i++) {
      assertThat(ca.performAct().perform(operator, request, exOfficio(certificates.getFirst())))
          .isEqualTo(new Outcome.Repeated<Answered<Performed>>(first.answer()));
      CaFixture.done(perform(operator, exOfficio(certificates.getFirst())));
    }
    CaFixture.done(perform(operator, exOfficio(certificates.get(1))));
    CaFixture.done(perform(operator, exOfficio(certificates.get(2))));
    refused(perform(operator, exOfficio(certificates.get(3))), RefusalCode.BUDGET_USED, "3");
    // What was answered is answered, and what is so already is told, also when all is used up.
    assertThat(ca.performAct().perform(operator, request, exOfficio(certificates.getFirst())))
        .isInstanceOf(Outcome.Repeated.class);
    CaFixture.done(perform(operator, exOfficio(certificates.getFirst())));
  }

  /** Who has two names or certificates has one budget. */
  @Test
  void perform_twoCredentialsOfOnePerson_haveOneBudget() {
    List<CardCertificate> certificates = certificates(4);
    StaffMember again = person("operator", Role.CA_OPERATOR, operator.person());
    CaFixture.done(perform(operator, exOfficio(certificates.get(0))));
    CaFixture.done(perform(again, exOfficio(certificates.get(1))));
    CaFixture.done(perform(operator, exOfficio(certificates.get(2))));
    refused(perform(again, exOfficio(certificates.get(3))), RefusalCode.BUDGET_USED, "3");
  }

  @Test
  void perform_approvedByASecondPerson_costsNothing() {
    List<CardCertificate> certificates = certificates(5);
    for (CardCertificate one : certificates) {
      CaFixture.done(perform(operator, revocation(one, RevocationCause.EX_OFFICIO, true)));
    }
    assertThat(ca.service().personalBrakes().today(operator))
        .containsEntry(Budget.EX_OFFICIO, new BudgetUse(0, 3));
  }

  /** However they come, on whichever server. */
  @Test
  void perform_fortyAtOnceOnTwoServers_endNoMoreThanTheBudget()
      throws InterruptedException, ExecutionException {
    List<CardCertificate> certificates = certificates(40);
    List<Callable<Outcome<Answered<Performed>>>> acts =
        IntStream.range(0, 40)
            .<Callable<Outcome<Answered<Performed>>>>mapToObj(i ->
                () ->
                    (i % 2 == 0 ? ca : other)
                        .performAct()
                        .perform(
                            operator, CaFixture.request(operator), exOfficio(certificates.get(i))))
            .toList();
    List<Outcome<Answered<Performed>>> outcomes = AtOnce.run(acts);
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(3);
    assertThat(outcomes)
        .filteredOn(Outcome.Refused.class::isInstance)
        .hasSize(37)
        .allSatisfy(outcome -> refused(outcome, RefusalCode.BUDGET_USED, "3"));
    assertThat(revoked(certificates)).isEqualTo(3);
    assertThat(entries("budget-used-up", operator)).isOne();
  }

  /** Every door by which a clerk ends something leads to the same budget. */
  @Test
  void perform_replacementsAndRevocationsAtTheCounter_haveOneBudget() {
    Card card = ca.card();
    ca.issueBoth(card);
    CaFixture.done(perform(clerk, replacement(card)));
    CardCertificate one = certificates(1).getFirst();
    CaFixture.done(perform(clerk, revocation(one, RevocationCause.HOLDER_REQUEST, false)));
    refused(perform(clerk, replacement(ca.card())), RefusalCode.BUDGET_USED, "2");
    refused(
        perform(
            clerk, revocation(certificates(1).getFirst(), RevocationCause.KEY_COMPROMISE, false)),
        RefusalCode.BUDGET_USED,
        "2");
  }

  /** Refused before anything is signed: otherwise each refusal would make an entry of a CRL. */
  @Test
  void issue_renewalsBeyondTheBudget_areRefusedBeforeTheyAreSigned()
      throws InterruptedException, ExecutionException {
    List<Card> cards = IntStream.range(0, 8).mapToObj(_ -> ca.card()).toList();
    Instant end = cards.stream().map(ca::issueBoth).toList().getLast().getFirst().notAfter();
    Instant window = JapanTime.startOf(ValidityRules.renewalOpens(JapanTime.date(end)));
    ca.clock().set(window);
    other.clock().set(window);
    List<Callable<Outcome<?>>> renewals =
        IntStream.range(0, 6)
            .<Callable<Outcome<?>>>mapToObj(
                i -> () -> renew(i % 2 == 0 ? ca : other, cards.get(i), false))
            .toList();
    assertThat(AtOnce.run(renewals)).filteredOn(Outcome.Done.class::isInstance).hasSize(2);
    assertThat(ca.service().personalBrakes().today(clerk))
        .containsEntry(Budget.REQUESTED, new BudgetUse(2, 2));
    assertThat(entries("budget-used-up", clerk)).isOne();

    long abandoned = ca.count("SELECT COUNT(*) FROM ca.signing_intent WHERE state = 'abandoned'");
    refused(renew(ca, cards.get(6), false), RefusalCode.BUDGET_USED, "2");
    assertThat(ca.count("SELECT COUNT(*) FROM ca.signing_intent WHERE state = 'abandoned'"))
        .isEqualTo(abandoned);
    CaFixture.done(renew(ca, cards.get(6), true));
  }

  private Outcome<?> renew(CaFixture server, Card card, boolean approved) {
    IssueRequest asked =
        new IssueRequest(
            card.id(),
            Optional.of(RenewalGround.ENDING),
            CaFixture.keys(Authority.values()),
            CaFixture.CHECK,
            false);
    return server
        .issueCertificates()
        .issue(clerk, CaFixture.request(clerk), asked, new Terms(approved, Optional.empty()));
  }

  @Test
  void suspend_fasterThanThePace_waitsForSecondsAndHindersNobodyElse() {
    List<Card> cards = IntStream.range(0, 6).mapToObj(_ -> ca.card()).toList();
    StaffMember line = person("lossline", Role.LOSSLINE_OPERATOR);
    for (int i = 0; i < 3; i++) {
      CaFixture.done(perform(line, suspension(cards.get(i))));
      CaFixture.done(perform(line, suspension(cards.get(i))));
    }
    Outcome<Answered<Performed>> outcome = perform(line, suspension(cards.get(3)));
    refused(outcome, RefusalCode.SUSPENSIONS_TOO_FAST, "10");
    Refusal refusal = ((Outcome.Refused<Answered<Performed>>) outcome).refusal();
    // The database knows milliseconds.
    assertThat(refusal.retryAfter().orElseThrow()).isBetween(INTERVAL.minusMillis(1), INTERVAL);
    // However often they ask meanwhile.
    for (int i = 0; i < 50; i++) {
      perform(line, suspension(cards.get(4)));
    }
    ca.clock().advance(INTERVAL);
    CaFixture.done(perform(line, suspension(cards.get(3))));
    refused(perform(line, suspension(cards.get(4))), RefusalCode.SUSPENSIONS_TOO_FAST, "10");
    CaFixture.done(perform(person("lossline", Role.LOSSLINE_OPERATOR), suspension(cards.get(4))));
    CaFixture.done(perform(clerk, suspension(cards.get(5))));
  }

  @Test
  void suspend_twentyAtOnceOnTwoServers_letNoMoreThanTheBurstPass()
      throws InterruptedException, ExecutionException {
    List<Card> cards = IntStream.range(0, 20).mapToObj(_ -> ca.card()).toList();
    other.clock().set(ca.clock().instant());
    List<Callable<Outcome<Answered<Performed>>>> acts =
        IntStream.range(0, 20)
            .<Callable<Outcome<Answered<Performed>>>>mapToObj(i ->
                () ->
                    (i % 2 == 0 ? ca : other)
                        .performAct()
                        .perform(clerk, CaFixture.request(clerk), suspension(cards.get(i))))
            .toList();
    assertThat(AtOnce.run(acts)).filteredOn(Outcome.Done.class::isInstance).hasSize(3);
  }

  /** Once, and once more after another hour. */
  @Test
  void suspend_tooFastForAnHour_givesTheAlarmOnce() {
    StaffMember line = person("lossline", Role.LOSSLINE_OPERATOR);
    List<Card> cards = IntStream.range(0, 4).mapToObj(_ -> ca.card()).toList();
    for (int i = 0; i < 3; i++) {
      CaFixture.done(perform(line, suspension(cards.get(i))));
    }
    for (int minute = 0; minute < 60; minute += 5) {
      keepFull(line);
      refused(perform(line, suspension(cards.get(3))), RefusalCode.SUSPENSIONS_TOO_FAST, "10");
      ca.clock().advance(Duration.ofMinutes(5));
    }
    assertThat(entries("suspensions-slowed", line)).isZero();
    for (int i = 0; i < 3; i++) {
      keepFull(line);
      perform(line, suspension(cards.get(3)));
    }
    assertThat(entries("suspensions-slowed", line)).isOne();
  }

  /** As if that person had just suspended three cards. */
  private void keepFull(StaffMember line) {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE ca.brake_pace SET full_at = ? WHERE person = ?",
                ca.clock().instant().plus(INTERVAL.multipliedBy(3)).toEpochMilli(),
                line.person()));
  }
}
