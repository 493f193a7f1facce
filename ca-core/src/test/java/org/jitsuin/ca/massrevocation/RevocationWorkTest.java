package org.jitsuin.ca.massrevocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationJob.Counts;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.JobFixture;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.LossyCommits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job carried on by servers that die, that take turns, that meet what others did. */
@Tag("stack")
class RevocationWorkTest {
  private final JobFixture fixture = JobFixture.started();
  private final CaFixture ca = fixture.ca();

  @AfterEach
  void end() {
    fixture.close();
  }

  private static Node node(String name) {
    return new Node(name, UUID.randomUUID().toString());
  }

  private void finish(RevocationWork work, String id) {
    for (int i = 0; i < 1_000 && fixture.row(id).state() == RevocationJobState.RUNNING; i++) {
      work.round();
      ca.clock().advance(Duration.ofSeconds(1));
    }
  }

  private void assertComplete(String id, List<CardCertificate> certificates) {
    RevocationJob row = fixture.row(id);
    assertThat(row.state()).isEqualTo(RevocationJobState.FINISHED);
    assertThat(row.counts()).isEqualTo(new Counts(certificates.size(), certificates.size(), 0));
    assertThat(certificates).allMatch(one -> fixture.revokedOnce(one, id));
    assertThat(fixture.entries("revocation-job-finished", id)).isOne();
  }

  @Test
  void round_municipality_revokesAllOnceAndEnds() {
    List<CardCertificate> certificates = fixture.issue(5);
    String id = fixture.running(5_000);
    RevocationWork work = fixture.work(node("one"));
    assertThat(work.round()).isEqualTo(new Progress(10, 1));
    assertComplete(id, certificates);
    assertThat(work.round()).isEqualTo(Progress.NONE);
    RevocationJob row = fixture.row(id);
    assertThat(row.course().started()).isPresent();
    assertThat(row.course().ended().orElseThrow().by()).isEqualTo("one");
  }

  @Test
  void round_standingClock_doesNotGoFasterThanWasAllowed() {
    fixture.issue(6);
    String id = fixture.running(30);
    RevocationWork work = fixture.work(node("one"));
    assertThat(work.round().certificates()).isEqualTo(3);
    assertThat(work.round().certificates()).isZero();
    ca.clock().advance(Duration.ofMillis(100));
    assertThat(work.round().certificates()).isEqualTo(3);
    // A second that nothing was done in is not caught up with as a whole.
    ca.clock().advance(Duration.ofSeconds(60));
    assertThat(work.round().certificates()).isEqualTo(6);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(12, 12, 0));
  }

  /** Whatever step it dies at, the next one goes on exactly behind the last whole portion. */
  @Test
  void round_serverDiesAtEveryStep_endsCompleteAndExact() {
    List<CardCertificate> certificates = fixture.issue(6);
    String id = fixture.running(10);
    int deaths =
        fixture.carryOutDying(
            id,
            () ->
                assertThat(certificates)
                    .filteredOn(one -> fixture.now(one).isRevoked())
                    .hasSize((int) fixture.row(id).counts().revoked()));
    assertThat(deaths).isGreaterThan(20);
    assertComplete(id, certificates);
  }

  @Test
  void round_databaseKilled_goesOnAfterItsStart() {
    List<CardCertificate> certificates = fixture.issue(4);
    String id = fixture.running(10);
    RevocationWork work = fixture.work(node("one"));
    work.round();
    ca.stack().database().kill();
    try {
      assertThatExceptionOfType(Fault.class).isThrownBy(work::round);
    } finally {
      ca.stack().restartDatabase();
    }
    assertThat(fixture.row(id).counts().revoked()).isOne();
    finish(work, id);
    assertComplete(id, certificates);
  }

  @Test
  void round_twoServersAtOnce_revokeEachOnce() throws InterruptedException, ExecutionException {
    List<CardCertificate> certificates = fixture.issue(8);
    String id = fixture.running(20);
    AtomicInteger number = new AtomicInteger();
    AtOnce.run(
        2,
        () -> {
          finish(fixture.work(node("server-" + number.getAndIncrement())), id);
          return id;
        });
    assertComplete(id, certificates);
  }

  @Test
  void round_whileAnotherServerHoldsTheLease_doesNothing() {
    fixture.issue(2);
    String id = fixture.running(10);
    RevocationWork one = fixture.work(node("one"));
    RevocationWork other = fixture.work(node("other"));
    assertThat(one.round().certificates()).isOne();
    assertThat(other.round()).isEqualTo(Progress.NONE);
    expireLease();
    assertThat(other.round().certificates()).isOne();
    ca.clock().advance(Duration.ofSeconds(1));
    assertThat(one.round()).isEqualTo(Progress.NONE);
    finish(other, id);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(4, 4, 0));
  }

  private void expireLease() {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.lease SET expires_at = 0 WHERE name = 'revocation-jobs'"));
  }

  /** The boundary lies within a second, in which certificates cannot tell the time. */
  @Test
  void round_issuedAfterTheApproval_isNotTouched() {
    List<CardCertificate> before = fixture.issue();
    String id = fixture.running(100);
    ca.clock().advance(Duration.ofMillis(1));
    List<CardCertificate> after = fixture.issue();
    finish(fixture.work(node("one")), id);
    assertComplete(id, before);
    assertThat(after).noneMatch(one -> fixture.now(one).isRevoked());
  }

  @Test
  void round_revokedMeanwhile_countsAsAlready() {
    List<CardCertificate> certificates = fixture.issue(2);
    CardCertificate gone = certificates.getFirst();
    String id = fixture.running(100);
    perform(revoke(gone, RevocationCause.EX_OFFICIO), gone);
    finish(fixture.work(node("one")), id);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(4, 3, 1));
    assertThat(fixture.now(gone).revocation().orElseThrow().reason())
        .isEqualTo(RevocationReason.CESSATION_OF_OPERATION);
    assertThat(fixture.entries(gone, id)).isZero();
  }

  private void perform(Command command, CardCertificate certificate) {
    done(
        ca.performAct()
            .perform(
                fixture.supervisor(),
                CaFixture.request(fixture.supervisor()),
                new PerformAct.Request(
                    new PerformAct.Subject.OfCard(certificate.cardId()),
                    PerformAct.Evidenced.of(command))));
  }

  @Test
  void round_onHold_isRevokedAsOfTheHold() {
    List<CardCertificate> certificates = fixture.issue();
    perform(new Command.Suspend(certificates.getFirst().cardId(), "x"), certificates.getFirst());
    var held = fixture.now(certificates.getFirst()).revocation().orElseThrow().at();
    ca.clock().advance(Duration.ofHours(1));
    String id = fixture.running(100);
    finish(fixture.work(node("one")), id);
    assertThat(certificates)
        .extracting(one -> fixture.now(one).revocation().orElseThrow().at())
        .containsOnly(held);
    assertThat(certificates)
        .extracting(one -> fixture.now(one).revocation().orElseThrow().reason())
        .containsOnly(RevocationReason.AFFILIATION_CHANGED);
  }

  /** What the office issued is what was approved, wherever the holders live meanwhile. */
  @Test
  void round_holdersMoved_revokesWhatTheOfficeIssuedAndNothingElse() {
    List<CardCertificate> movedBefore = fixture.issue();
    List<CardCertificate> movedAway = fixture.issue();
    List<CardCertificate> movedIn = ca.issueBoth(ca.card());
    List<CardCertificate> stayed = fixture.issue();
    move(movedBefore, "13104");
    move(movedIn, fixture.municipality());
    String id = fixture.running(100);
    move(movedAway, "13104");
    finish(fixture.work(node("one")), id);
    for (List<CardCertificate> moved : List.of(movedBefore, movedAway)) {
      assertThat(fixture.revokedOnce(CaFixture.of(Authority.USER_IDENTIFICATION, moved), id))
          .isTrue();
      // By the move.
      assertThat(fixture.entries(CaFixture.of(Authority.SIGNATURE, moved), id)).isZero();
    }
    assertThat(stayed).allMatch(one -> fixture.revokedOnce(one, id));
    assertThat(fixture.now(CaFixture.of(Authority.USER_IDENTIFICATION, movedIn)).isRevoked())
        .isFalse();
    assertThat(fixture.row(id).state()).isEqualTo(RevocationJobState.FINISHED);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(6, 4, 2));
  }

  /**
   * One hour's faulty batch, found before it was handed over; what is issued then is a first one.
   */
  @Test
  void round_batchDestroyedBeforeDelivery_isUnspecifiedAndIssuedAnew() {
    List<CardCertificate> before = fixture.issue();
    ca.clock().advance(Duration.ofMinutes(10));
    Instant from = ca.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    List<CardCertificate> batch = fixture.issue(2);
    ca.clock().advance(Duration.ofMinutes(10));
    Instant until = ca.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    List<CardCertificate> after = fixture.issue();
    IssueWindow window = new IssueWindow(Optional.of(from), Optional.of(until));
    Choice choice = new Choice.OfMunicipality(fixture.municipality(), window);
    RevocationCause cause = RevocationCause.DESTROYED_BEFORE_DELIVERY;
    String id = done(fixture.propose(fixture.supervisor(), choice, cause, 10)).order().id();
    assertThat(done(fixture.approve(fixture.second(), id)).counts().total()).isEqualTo(4);
    finish(fixture.work(node("one")), id);
    assertThat(fixture.row(id).order().selection())
        .isEqualTo(new RevocationSelection.OfMunicipality(fixture.municipality(), window));
    assertThat(batch)
        .extracting(one -> fixture.now(one).revocation().orElseThrow().reason())
        .containsOnly(RevocationReason.UNSPECIFIED);
    assertThat(before).noneMatch(one -> fixture.now(one).isRevoked());
    assertThat(after).noneMatch(one -> fixture.now(one).isRevoked());
    Card card =
        ca.admin()
            .withHandle(handle -> CardTable.find(handle, batch.getFirst().cardId()))
            .orElseThrow();
    List<CardCertificate> anew =
        done(ca.issue(fixture.clerk(), card, CaFixture.keys(Authority.values())))
            .certificates()
            .stream()
            .map(FiledCertificate::certificate)
            .toList();
    assertThat(anew)
        .extracting(CardCertificate::notAfter)
        .containsOnly(batch.getFirst().notAfter());
  }

  /** By time alone, whichever office issued. */
  @Test
  void round_hourOfAGeneration_isOfEveryOffice() {
    ca.clock().advance(Duration.ofMinutes(10));
    Instant from = ca.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    List<CardCertificate> here = fixture.issue();
    List<CardCertificate> elsewhere = ca.issueBoth(ca.card());
    Choice choice =
        new Choice.OfGeneration(
            here.getFirst().issuer(),
            new IssueWindow(Optional.of(from), Optional.of(from.plusSeconds(1))));
    String id = done(fixture.propose(ca.staff("operator"), choice, 10)).order().id();
    done(fixture.approve(ca.staff("operator2"), id));
    finish(fixture.work(node("one")), id);
    for (List<CardCertificate> both : List.of(here, elsewhere)) {
      Authority kind = here.getFirst().kind();
      assertThat(both).allMatch(one -> fixture.now(one).isRevoked() == (one.kind() == kind));
    }
  }

  /** A leak is told of what was revoked before, and recorded of what ran out. */
  @Test
  void round_leakedKeys_amendsWhatIsRevokedAndRecordsWhatRanOut() {
    List<CardCertificate> certificates =
        fixture.issue(3).stream().filter(one -> one.kind() == Authority.SIGNATURE).toList();
    CardCertificate revoked = certificates.getFirst();
    perform(revoke(revoked, RevocationCause.HOLDER_REQUEST), revoked);
    Instant at = fixture.now(revoked).revocation().orElseThrow().at();
    ca.clock().advance(Duration.ofDays(1));
    String first = leaked(certificates.subList(0, 2));
    assertThat(fixture.row(first).counts()).isEqualTo(new Counts(2, 1, 1));
    assertThat(fixture.now(revoked).revocation())
        .contains(new Revocation(at, RevocationReason.KEY_COMPROMISE));
    assertThat(fixture.entries(revoked, first, "revocation-amended")).isOne();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM status.feed WHERE serial = ? AND reason = 1",
                revoked.serial().octets()))
        .isOne();
    String again = leaked(certificates.subList(0, 2));
    assertThat(fixture.row(again).counts()).isEqualTo(new Counts(2, 0, 2));
    assertThat(fixture.entries(revoked, again, "revocation-amended")).isZero();

    ca.clock().advance(Duration.ofDays(3_000));
    CardCertificate over = certificates.getLast();
    String late = leaked(List.of(over));
    assertThat(fixture.row(late).counts()).isEqualTo(new Counts(1, 0, 1));
    assertThat(fixture.now(over).revocation()).isEmpty();
    assertThat(fixture.entries(over, late, "compromise-reported")).isOne();
  }

  private String leaked(List<CardCertificate> certificates) {
    Choice choice =
        new Choice.OfSerials(
            Authority.SIGNATURE,
            certificates.stream().map(CardCertificate::serial).collect(Collectors.toSet()));
    RevocationCause cause = RevocationCause.KEY_COMPROMISE;
    String id = done(fixture.propose(fixture.supervisor(), choice, cause, 10)).order().id();
    done(fixture.approve(fixture.second(), id));
    finish(fixture.work(node("one")), id);
    return id;
  }

  private static Command.Revoke revoke(CardCertificate certificate, RevocationCause cause) {
    return new Command.Revoke(certificate.kind(), certificate.serial(), cause, Optional.empty());
  }

  private void move(List<CardCertificate> certificates, String municipality) {
    String resident =
        ca.admin()
            .withHandle(handle ->
                handle
                    .select(
                        "SELECT register_id FROM ca.card WHERE card_id = ?",
                        certificates.getFirst().cardId())
                    .mapTo(String.class)
                    .one());
    done(ca.record(moveTo(municipality, resident)));
  }

  private static ResidentEvent moveTo(String municipality, String resident) {
    return new ResidentEvent(
        "e-" + UUID.randomUUID(),
        resident,
        EventKind.ADDRESS_CHANGED,
        false,
        LocalDate.of(2025, 10, 27),
        new ResidentEvent.NewData(
            Optional.of(municipality),
            Optional.empty(),
            Optional.of(CaFixture.holder(municipality, LocalDate.EPOCH).address()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void round_listedSerials_revokesThoseAlone() {
    List<CardCertificate> certificates = fixture.issue(4);
    List<CardCertificate> signature =
        certificates.stream().filter(one -> one.kind() == Authority.SIGNATURE).toList();
    List<CardCertificate> listed = signature.subList(0, 3);
    Choice choice =
        new Choice.OfSerials(
            Authority.SIGNATURE,
            listed.stream().map(CardCertificate::serial).collect(Collectors.toSet()));
    String id = done(fixture.propose(fixture.supervisor(), choice, 10)).order().id();
    assertThat(done(fixture.approve(fixture.second(), id)).counts().total()).isEqualTo(3);
    finish(fixture.work(node("one")), id);
    assertComplete(id, listed);
    List<CardCertificate> others = new ArrayList<>(certificates);
    others.removeAll(listed);
    assertThat(others).noneMatch(one -> fixture.now(one).isRevoked());
  }

  @Test
  void round_cancelledMeanwhile_goesNoFurther() {
    fixture.issue(3);
    String id = fixture.running(10);
    RevocationWork work = fixture.work(node("one"));
    work.round();
    done(fixture.cancel(fixture.supervisor(), id));
    finish(work, id);
    ca.clock().advance(Duration.ofSeconds(1));
    assertThat(work.round()).isEqualTo(Progress.NONE);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(6, 1, 0));
    assertThat(fixture.entries("revocation-job-cancelled", id)).isOne();
  }

  /** While one portion waits for the job, the next one has its holder; neither leaves anything. */
  @Test
  void round_cancelledWhileTwoPortionsWait_leavesNothingOfEither() throws Exception {
    List<CardCertificate> signature =
        fixture.issue(4).stream().filter(one -> one.kind() == Authority.SIGNATURE).toList();
    String id = fixture.running(10);
    RevocationWork work = fixture.work(node("one"));
    assertThat(work.round().certificates()).isOne();
    ca.clock().advance(Duration.ofSeconds(60));
    try (Handle operator = ca.admin().open()) {
      operator.begin();
      operator.execute("UPDATE ca.revocation_job SET state = 'cancelled' WHERE job_id = ?", id);
      List<Progress> both =
          AtOnce.run(
              List.of(
                  work::round,
                  () -> {
                    while (signature.stream().filter(this::isLocked).count() < 2) {
                      Thread.onSpinWait();
                    }
                    operator.commit();
                    return Progress.NONE;
                  }));
      assertThat(both).containsOnly(Progress.NONE);
    }
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(8, 1, 0));
    assertThat(signature).filteredOn(one -> fixture.now(one).isRevoked()).hasSize(1);
    assertThat(signature).noneMatch(this::isLocked);
  }

  /** Returns whether somebody decides on the holder's certificates. */
  private boolean isLocked(CardCertificate certificate) {
    try {
      return ca.admin()
          .inTransaction(handle ->
              handle
                  .select(
                      """
                      SELECT r.register_id FROM ca.card c
                      JOIN ca.resident r ON r.register_id = c.register_id
                      WHERE c.card_id = ? FOR UPDATE NOWAIT
                      """,
                      certificate.cardId())
                  .mapTo(String.class)
                  .findOne()
                  .isEmpty());
    } catch (JdbiException _) {
      return true;
    }
  }

  /**
   * Whoever is told wrongly how a portion ended looks at the job. A server that has just started
   * commits its reading, its lease and one portion in its first round, and several portions behind
   * each other in the second.
   */
  @ParameterizedTest
  @EnumSource
  void round_commitLost_endsCompleteAndExact(LossyCommits.Loss loss) {
    List<CardCertificate> certificates = fixture.issue(20);
    String id = fixture.running(10);
    for (int good = 0; good < 9; good++) {
      Jdbi lossy =
          Database.open(LossyCommits.losingOneBehind(good, loss, ca.stack().dataSource("ca")));
      RevocationWork work = fixture.work(new Transactions(lossy, ca.clock()), node("lossy"));
      for (int i = 0; i < 2; i++) {
        ca.clock().advance(Duration.ofMillis(300));
        try {
          work.round();
        } catch (Fault _) {
          // The next round goes on.
        }
        assertThat(certificates)
            .filteredOn(one -> fixture.now(one).isRevoked())
            .hasSize((int) fixture.row(id).counts().revoked());
      }
    }
    assertThat(fixture.row(id).state()).isEqualTo(RevocationJobState.RUNNING);
    finish(fixture.work(node("lossy")), id);
    assertComplete(id, certificates);
  }

  @Test
  void round_twoJobs_bothHaveTheirTurn() {
    List<CardCertificate> certificates = fixture.issue(2);
    Set<CardCertificate> first = Set.of(certificates.get(0), certificates.get(2));
    Choice choice =
        new Choice.OfSerials(
            certificates.getFirst().kind(),
            first.stream().map(CardCertificate::serial).collect(Collectors.toSet()));
    String listed = done(fixture.propose(fixture.supervisor(), choice, 10)).order().id();
    done(fixture.approve(fixture.second(), listed));
    String all = fixture.running(10);
    RevocationWork work = fixture.work(node("one"));
    assertThat(work.round().certificates()).isEqualTo(2);
    finish(work, listed);
    finish(work, all);
    Counts one = fixture.row(listed).counts();
    Counts other = fixture.row(all).counts();
    assertThat(one.revoked() + one.already()).isEqualTo(2);
    assertThat(other.revoked() + other.already()).isEqualTo(4);
    assertThat(one.revoked() + other.revoked()).isEqualTo(4);
  }
}
