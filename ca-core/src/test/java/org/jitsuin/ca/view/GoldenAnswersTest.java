package org.jitsuin.ca.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;
import static org.jitsuin.ca.testing.CaFixture.request;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.application.ApplicationView;
import org.jitsuin.ca.application.Applications.Entry;
import org.jitsuin.ca.application.DualControl.Wish;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.card.RegisterCard.Application;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.massrevocation.RevocationJobs.Proposal;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.relyingparty.RelyingParties;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.EarlierAnswer;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.testing.ApplicationFixture;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.PartyKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The answer to each act, member for member as in {@code golden/answers.txt}. What another run has
 * otherwise - ids, serial numbers, days, times, certificates - stands there in capitals.
 */
@Tag("stack")
class GoldenAnswersTest {
  private final ApplicationFixture desk = ApplicationFixture.started();
  private final CaFixture ca = desk.ca();
  private final StaffMember clerk = ca.clerk();
  private final StaffMember supervisor = ca.staff("supervisor-13221");
  private final StaffMember operator = ca.staff("operator");
  private final Instant now = ca.clock().instant();
  private final LocalDate today = JapanTime.date(now);
  private final List<String> lines = new ArrayList<>();

  @AfterEach
  void end() {
    desk.close();
  }

  /**
   * Does an act under a request of its own, and notes the answer, which is the one that is kept.
   */
  private <T> T noted(
      String act, StaffMember caller, Function<RequestId, Outcome<Answered<T>>> acted) {
    RequestId id = request(caller);
    Answered<T> answered = done(acted.apply(id));
    assertThat(ca.transactions().run(handle -> IdempotencyTable.find(handle, id)).orElseThrow())
        .extracting(EarlierAnswer::body)
        .isEqualTo(answered.answer());
    note(act, answered.answer());
    return answered.result();
  }

  private void note(String act, Bytes answer) {
    lines.add(act + " " + normal(new String(answer.bytes(), StandardCharsets.UTF_8)));
  }

  private static String normal(String answer) {
    return answer
        .replaceAll("-----BEGIN CERTIFICATE-----[^\"]*-----END CERTIFICATE-----\\\\n", "PEM")
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID")
        .replaceAll("\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"HASH\"")
        .replaceAll("\"serial\":\"[0-9a-f]+\"", "\"serial\":\"SERIAL\"")
        .replaceAll("\"partition\":\"[^\"]+\"", "\"partition\":\"PARTITION\"")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d", "DAY")
        .replaceAll("\"receipt\":\\{\"entry\":\\d+,", "\"receipt\":{\"entry\":NUMBER,")
        .replaceAll("\"version\":\"\\d+-\\d+\"", "\"version\":\"VERSION\"")
        .replaceAll("\"total\":\\d+", "\"total\":COUNT")
        .replaceAll("\"already\":\\d+", "\"already\":COUNT")
        .replaceAll("\"remaining\":\\d+", "\"remaining\":COUNT");
  }

  private void performed(String act, StaffMember caller, Subject subject, Command command) {
    PerformAct.Request request = new PerformAct.Request(subject, Evidenced.of(command));
    noted(act, caller, id -> ca.performAct().perform(caller, id, request));
  }

  private Card registered(String act, Application application) {
    return noted(act, clerk, id -> ca.registerCard().register(clerk, id, application));
  }

  private List<CardCertificate> issued(Card card) {
    IssueRequest asked =
        IssueRequest.first(card.id(), CaFixture.keys(Authority.values()), CaFixture.CHECK);
    return noted("issue", clerk, id -> ca.issueCertificates().issue(clerk, id, asked))
        .certificates()
        .stream()
        .map(filed -> filed.certificate())
        .toList();
  }

  private void cards() {
    Card card =
        registered("register", new Application(CaFixture.holder(), today, today, CaFixture.CHECK));
    List<CardCertificate> certificates = issued(card);
    Subject subject = new Subject.OfCard(card.id());
    performed("suspend", ca.staff("lossline"), subject, new Command.Suspend(card.id(), "lossline"));
    performed("lift", clerk, subject, new Command.Lift(card.id(), CaFixture.CHECK));
    performed(
        "pin",
        clerk,
        subject,
        new Command.RecordPin(
            card.id(), Authority.SIGNATURE, Command.PinAct.RESET, Optional.of(CaFixture.CHECK)));
    CardCertificate signature = CaFixture.of(Authority.SIGNATURE, certificates);
    performed(
        "revoke",
        clerk,
        new Subject.OfCertificate(signature.kind(), signature.serial()),
        new Command.Revoke(
            signature.kind(),
            signature.serial(),
            RevocationCause.HOLDER_REQUEST,
            Optional.of(now.minusSeconds(60)),
            Optional.of(CaFixture.CHECK)));
    performed(
        "replace",
        clerk,
        subject,
        new Command.Replace(
            card.id(),
            UUID.randomUUID().toString(),
            CardEnd.Cause.DAMAGED,
            Optional.empty(),
            800,
            true,
            CaFixture.CHECK));
  }

  private void extension() {
    Optional<Stay> stay = Optional.of(new Stay(Stay.Status.OTHER, Optional.of(today.plusDays(30))));
    Card card =
        registered(
            "register-guest",
            new Application(CaFixture.holder(), stay, false, today, today, false, CaFixture.CHECK));
    performed(
        "extend-specially",
        clerk,
        new Subject.OfCard(card.id()),
        new Command.ExtendSpecially(card.id()));
  }

  private void events() {
    Card card = ca.card();
    ca.issueBoth(card);
    List<ResidentEvent> events =
        List.of(
            CaFixture.move("e-" + UUID.randomUUID(), card.registerId()),
            died("e-" + UUID.randomUUID(), card.registerId(), today),
            died("e-" + UUID.randomUUID(), "r-" + UUID.randomUUID(), today));
    for (ResidentEvent event : events) {
      Answered<Effects> answered = done(ca.applyEvents().takeIn(ca.staff("register"), event));
      assertThat(ca.applyEvents().takeIn(ca.staff("register"), event))
          .isEqualTo(new Outcome.Repeated<Answered<Effects>>(answered.answer()));
      note("event " + event.kind().id(), answered.answer());
    }
  }

  private static ResidentEvent died(String id, String registerId, LocalDate on) {
    return new ResidentEvent(
        id, registerId, EventKind.DIED, false, on, ResidentEvent.NewData.NONE, Optional.empty());
  }

  private void applications() {
    Card card = ca.card();
    Entry entry =
        new Entry(
            ApplicationKind.PIN, new Task(Optional.of(card.id()), ApplicationFixture.json("{}")));
    String id =
        noted("application", clerk, key -> desk.applications().receive(clerk, key, entry))
            .subject()
            .id();
    noted(
        "application-refused",
        supervisor,
        key -> desk.applications().refuse(supervisor, key, id, "withdrawn"));
    String completed = desk.received(clerk, ApplicationKind.PIN, card.id(), "{}");
    FiledApplication row =
        done(desk.complete(clerk, completed, "{\"pin\":\"signature\",\"what\":\"locked\"}"));
    note("application-completed", Json.write(ApplicationView.full(row)));
  }

  private void offices() {
    Wish wish = new Wish("13221", Set.of(ApplicationKind.PIN, ApplicationKind.LIFT));
    noted("dual-control", supervisor, id -> desk.dualControl().propose(supervisor, id, wish));
    StaffMember second = ca.staff("supervisor2-13221");
    noted("dual-control-approved", second, id -> desk.dualControl().approve(second, id, wish));
    noted(
        "issuing-closed",
        operator,
        id -> desk.issuing().close(operator, id, "点検", Optional.of(now.plusSeconds(60))));
    noted("issuing-opened", operator, id -> desk.issuing().open(operator, id));
  }

  private void jobs() {
    RevocationJobs jobs =
        new RevocationJobs(ca.transactions(), Municipalities.read(), ca.clock(), ca.auditLog());
    Choice choice = new Choice.OfMunicipality("13221", IssueWindow.ALL);
    Proposal proposal =
        new Proposal(choice, RevocationCause.ERRONEOUS_ISSUE, Optional.empty(), "misprint", 10);
    String job =
        noted("job", supervisor, id -> jobs.propose(supervisor, id, proposal)).order().id();
    noted("job-cancelled", supervisor, id -> jobs.cancel(supervisor, id, job));
  }

  private void parties() {
    Instant real = Clocks.system().instant();
    PartyKey key = PartyKey.valid(real.minusSeconds(3_600), real.plusSeconds(3_600));
    RelyingParties parties = new RelyingParties(ca.transactions(), ca.clock(), ca.auditLog());
    RelyingParties.Wish wish =
        new RelyingParties.Wish(Set.of(Authority.values()), List.of(key.pem()));
    noted("party", operator, id -> parties.register(operator, id, key.name(), wish));
    noted("party-ended", operator, id -> parties.end(operator, id, key.name()));
  }

  @Test
  void answers_ofEachAct_areAsTheyWere() throws IOException {
    cards();
    extension();
    events();
    applications();
    offices();
    jobs();
    parties();
    try (InputStream golden = GoldenAnswersTest.class.getResourceAsStream("/golden/answers.txt")) {
      assertThat(String.join("\n", lines) + "\n")
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
