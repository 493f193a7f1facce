package org.jitsuin.ca.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.application.DualControl.Wish;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.massrevocation.RevocationWork;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.signer.Responders;
import org.jitsuin.ca.store.AdmissionTable;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.DualControlSetting;
import org.jitsuin.ca.store.DualControlSetting.Proposal;
import org.jitsuin.ca.store.DualControlTable;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.ProposedAdmission;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationJobTable;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.testing.ApplicationFixture;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.StaffFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever is shut out leaves nothing behind that goes on by itself. */
@Tag("stack")
class OpenWorkFallTest {
  private static final Fingerprint KEY = Fingerprint.of(new byte[] {7});
  private static final String CHECK =
      "{\"identityCheck\":{\"present\":[\"holder\"],\"documents\":[\"passport\"]},"
          + "\"pin\":\"signature\",\"what\":\"unlocked\"}";

  private final StaffFixture staff = StaffFixture.started();
  private final CaFixture ca = staff.ca();
  private final ApplicationFixture desk = ApplicationFixture.on(ca);
  private final StaffMember colleague = ca.staff("clerk-13221");
  private final StaffMember supervisor = ca.staff("supervisor-13221");

  @AfterEach
  void end() {
    ca.admin()
        .useHandle(handle -> {
          handle.execute(
              "UPDATE ca.revocation_job SET state = 'cancelled' WHERE state = 'running'");
          handle.execute("UPDATE status.lease SET expires_at = 0 WHERE name = 'revocation-jobs'");
        });
    desk.close();
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private StaffMember joined(Role role) {
    String id = StaffFixture.id();
    return staff.registered(
        role == Role.CA_OPERATOR
            ? StaffFixture.seat(id, role)
            : new StaffSeat(id, "佐藤", role, Optional.of("13221"), Optional.of("13221001A")));
  }

  /** Returns who did it. */
  private StaffMember block(StaffMember member) {
    return staff.shutOut(member.person());
  }

  private RevocationJobs jobs() {
    return ca.service().cards().revocationJobs();
  }

  private Outcome<RevocationJob> propose(StaffMember by, List<CardCertificate> certificates) {
    Choice choice =
        new Choice.OfSerials(
            Authority.SIGNATURE, Set.of(CaFixture.of(Authority.SIGNATURE, certificates).serial()));
    RevocationJobs.Proposal proposal =
        new RevocationJobs.Proposal(
            choice, RevocationCause.ERRONEOUS_ISSUE, Optional.empty(), "misprint", 1);
    return jobs().propose(by, CaFixture.request(by), proposal).map(Answered::result);
  }

  private RevocationJob job(String id) {
    return ca.admin().withHandle(handle -> RevocationJobTable.find(handle, id)).orElseThrow();
  }

  /** Two agreed, and one of them was not who they seemed: not one more certificate is revoked. */
  @Test
  void job_thatRuns_isStoppedOnEveryServer_andNeedsTwoOthers() {
    StaffMember thief = joined(Role.CA_OPERATOR);
    List<CardCertificate> certificates = ca.issueBoth(ca.card());
    String proposed = done(propose(thief, certificates)).order().id();
    String approved = done(propose(staff.one(), certificates)).order().id();
    String others = done(propose(staff.one(), certificates)).order().id();
    for (String id : List.of(proposed, others)) {
      done(jobs().approve(staff.other(), CaFixture.request(staff.other()), id));
    }
    done(jobs().approve(thief, CaFixture.request(thief), approved));
    done(jobs().cancel(staff.one(), CaFixture.request(staff.one()), others));

    StaffMember blocker = block(thief);
    new RevocationWork(
            ca.transactions(),
            new LifeCycle(CaFixture.POLICY),
            ca.clock(),
            ca.auditLog(),
            new Node("other", UUID.randomUUID().toString()))
        .round();
    for (String id : List.of(proposed, approved)) {
      RevocationJob fallen = job(id);
      assertThat(fallen.state()).isEqualTo(RevocationJobState.CANCELLED);
      assertThat(fallen.course().fellWith()).contains(thief.person());
      assertThat(fallen.course().ended().orElseThrow().by()).isEqualTo(blocker.person());
      assertThat(staff.entries("revocation-job-cancelled", "\"job\":\"" + id)).isOne();
      assertThat(code(jobs().approve(staff.other(), CaFixture.request(staff.other()), id)))
          .isEqualTo(RefusalCode.JOB_NOT_PROPOSED);
    }
    assertThat(staff.entries("revocation-job-cancelled", "\"fellWith\":\"" + thief.person()))
        .isEqualTo(2);
    assertThat(job(others).course().fellWith()).isEmpty();
    CardCertificate one = CaFixture.of(Authority.SIGNATURE, certificates);
    assertThat(
            ca.admin()
                .withHandle(handle -> CertificateTable.find(handle, one.kind(), one.serial()))
                .orElseThrow()
                .certificate()
                .isRevoked())
        .isFalse();
  }

  /** Entered, added to or approved by them: somebody else looks at it before it is carried out. */
  @Test
  void application_ofTheirs_waitsForAnotherPerson_evenWhereTheOfficeAsksForNone() {
    StaffMember thief = joined(Role.OFFICE_CLERK);
    Card card = ca.card();
    String entered = desk.received(thief, ApplicationKind.PIN, card.id(), CHECK);
    String extended = desk.received(colleague, ApplicationKind.PIN, card.id(), "{}");
    done(desk.extend(thief, extended, CHECK));
    String others = desk.received(colleague, ApplicationKind.PIN, card.id(), CHECK);

    StaffMember _ = block(thief);
    for (String id : List.of(entered, extended)) {
      FiledApplication fallen = desk.row(id);
      assertThat(fallen.state()).isEqualTo(ApplicationState.AWAITING_APPROVAL);
      assertThat(fallen.fellWith()).contains(thief.person());
      assertThat(code(desk.complete(colleague, id)))
          .isEqualTo(RefusalCode.APPLICATION_AWAITS_APPROVAL);
      assertThat(staff.entries("open-work-fell", id)).isOne();
    }
    assertThat(staff.entries("open-work-fell", thief.person())).isOne();
    assertThat(done(desk.complete(colleague, others)).state())
        .isEqualTo(ApplicationState.COMPLETED);
    done(desk.approve(supervisor, entered));
    assertThat(done(desk.complete(colleague, entered)).state())
        .isEqualTo(ApplicationState.COMPLETED);
    done(desk.refuse(colleague, extended, "nobody knows of it"));
  }

  @Test
  void application_thatTheyApproved_isApprovedAgain_andWhatIsOverStays() {
    StaffMember thief = joined(Role.OFFICE_SUPERVISOR);
    Card card = ca.card();
    Wish wish = new Wish("13221", Set.of(ApplicationKind.PIN));
    done(desk.dualControl().propose(supervisor, CaFixture.request(supervisor), wish));
    done(desk.dualControl().approve(thief, CaFixture.request(thief), wish));
    String over = desk.received(colleague, ApplicationKind.PIN, card.id(), CHECK);
    String open = desk.received(colleague, ApplicationKind.PIN, card.id(), CHECK);
    done(desk.approve(thief, over));
    done(desk.approve(thief, open));
    done(desk.complete(colleague, over));

    StaffMember _ = block(thief);
    assertThat(desk.row(over).state()).isEqualTo(ApplicationState.COMPLETED);
    assertThat(desk.row(over).fellWith()).isEmpty();
    assertThat(code(desk.complete(colleague, open)))
        .isEqualTo(RefusalCode.APPLICATION_AWAITS_APPROVAL);
    done(desk.approve(supervisor, open));
    assertThat(done(desk.complete(colleague, open)).state()).isEqualTo(ApplicationState.COMPLETED);
  }

  /** With a new card in the place of a lost one, what was done with that is thought of anew. */
  @Test
  void replaced_wishesAndKeysThatWait_areProposedNoMore() {
    StaffMember chief = joined(Role.OFFICE_SUPERVISOR);
    StaffMember operator = joined(Role.CA_OPERATOR);
    Wish wish = new Wish("13221", Set.of(ApplicationKind.LIFT));
    done(desk.dualControl().propose(chief, CaFixture.request(chief), wish));
    Responders responders = ca.service().queries().responders();
    String name = "r-" + UUID.randomUUID().toString().substring(0, 8);
    done(responders.propose(operator, CaFixture.request(operator), name, KEY));
    String approved = name + "-2";
    done(responders.propose(staff.one(), CaFixture.request(staff.one()), approved, KEY));
    done(responders.approve(operator, CaFixture.request(operator), approved, KEY));

    staff.done(StaffFixture.wish(StaffChangeKind.REPLACE, chief.person()));
    staff.done(StaffFixture.wish(StaffChangeKind.WITHDRAW, operator.person()));
    assertThat(code(desk.dualControl().approve(supervisor, CaFixture.request(supervisor), wish)))
        .isEqualTo(RefusalCode.NOTHING_PROPOSED);
    for (String responder : List.of(name, approved)) {
      assertThat(
              ca.admin()
                  .withHandle(handle -> AdmissionTable.find(handle, responder))
                  .map(ProposedAdmission::used))
          .contains(true);
    }
    assertThat(code(responders.approve(staff.other(), CaFixture.request(staff.other()), name, KEY)))
        .isEqualTo(RefusalCode.NOTHING_PROPOSED);
    assertThat(staff.entries("open-work-fell", chief.person())).isOne();
    assertThat(staff.entries("open-work-fell", operator.person())).isOne();
    ca.admin()
        .useHandle(handle -> {
          handle.execute("DELETE FROM ca.responder_admission WHERE responder LIKE ?", name + "%");
          handle.execute("DELETE FROM status.ocsp_responder WHERE name LIKE ?", name + "%");
        });
  }

  /** A request that passed the door is either there when its sender is shut out, or refused. */
  @Test
  void block_inTheMiddleOfAProposal_waitsForItAndLetsItFall() throws Exception {
    StaffMember chief = joined(Role.OFFICE_SUPERVISOR);
    StaffMember operator = joined(Role.CA_OPERATOR);
    Wish wish = new Wish("13221", Set.of(ApplicationKind.LIFT));
    CompletableFuture<Void> block =
        ca.transactions()
            .run(handle -> {
              assertThat(StaffTable.present(handle, chief)).isInstanceOf(Outcome.Done.class);
              // On another server, whose transaction is its own.
              CompletableFuture<Void> other =
                  CompletableFuture.runAsync(() -> done(staff.block(operator, chief.person())));
              assertThat(other.copy().completeOnTimeout(null, 300, TimeUnit.MILLISECONDS))
                  .succeedsWithin(Duration.ofSeconds(60));
              assertThat(other).isNotDone();
              DualControlSetting before = DualControlTable.lock(handle, "13221");
              Proposal proposal = new Proposal(wish.kinds(), chief.person(), ca.clock().instant());
              DualControlTable.update(
                  handle, "13221", new DualControlSetting(before.kinds(), Optional.of(proposal)));
              return other;
            });
    block.get(60, TimeUnit.SECONDS);
    staff.done(StaffFixture.wish(StaffChangeKind.WITHDRAW, operator.person()));
    assertThat(ca.admin().withHandle(handle -> DualControlTable.find(handle, "13221")).proposal())
        .isEmpty();
    assertThat(staff.entries("open-work-fell", chief.person())).isOne();
    // The same, a moment later.
    assertThat(code(desk.dualControl().propose(chief, CaFixture.request(chief), wish)))
        .isEqualTo(RefusalCode.STAFF_UNKNOWN);
  }

  @Test
  void shutOut_afterTheDoor_hasNoPartInAnythingMore() {
    StaffMember operator = joined(Role.CA_OPERATOR);
    StaffMember clerk = joined(Role.OFFICE_CLERK);
    Card card = ca.card();
    List<CardCertificate> certificates = ca.issueBoth(card);
    String job = done(propose(staff.one(), certificates)).order().id();
    String application = desk.received(colleague, ApplicationKind.PIN, card.id(), "{}");
    StaffMember _ = block(operator);
    StaffMember _ = block(clerk);
    Responders responders = ca.service().queries().responders();
    Map<String, Outcome<?>> tried =
        Map.of(
            "job", propose(operator, certificates),
            "approval", jobs().approve(operator, CaFixture.request(operator), job),
            "responder", responders.propose(operator, CaFixture.request(operator), "r-1", KEY),
            "staff", staff.propose(operator, StaffFixture.wish(StaffChangeKind.RENEW, "auditor")),
            "block", staff.block(operator, "auditor"),
            "application", desk.receive(clerk, ApplicationKind.PIN, Optional.of(card.id()), CHECK),
            "more", desk.extend(clerk, application, CHECK));
    assertThat(tried)
        .allSatisfy(
            (what, outcome) -> assertThat(code(outcome)).isEqualTo(RefusalCode.STAFF_UNKNOWN));
  }
}
