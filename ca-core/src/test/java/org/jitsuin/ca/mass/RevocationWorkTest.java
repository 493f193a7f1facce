package org.jitsuin.ca.mass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.act.PerformAct;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.mass.RevocationJobs.Choice;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Lease;
import org.jitsuin.ca.store.RevocationJobTable.Counts;
import org.jitsuin.ca.store.RevocationJobTable.Row;
import org.jitsuin.ca.store.RevocationJobTable.State;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.AtOnce;
import org.jitsuin.ca.testing.BreakingDataSource;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.JobFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
    for (int i = 0; i < 1_000 && fixture.row(id).state() == State.RUNNING; i++) {
      work.round();
      ca.clock().advance(Duration.ofSeconds(1));
    }
  }

  private void assertComplete(String id, List<CardCertificate> certificates) {
    Row row = fixture.row(id);
    assertThat(row.state()).isEqualTo(State.FINISHED);
    assertThat(row.counts()).isEqualTo(new Counts(certificates.size(), certificates.size(), 0));
    assertThat(certificates).allMatch(one -> fixture.revokedOnce(one, id));
    assertThat(fixture.entries("revocation-job-finished", id)).isOne();
  }

  @Test
  void round_municipality_revokesAllOnceAndEnds() {
    List<CardCertificate> certificates = fixture.issue(5);
    String id = fixture.running(5_000);
    RevocationWork work = fixture.work(node("one"));
    assertThat(work.round()).isEqualTo(new RevocationWork.Progress(10, 1));
    assertComplete(id, certificates);
    assertThat(work.round()).isEqualTo(RevocationWork.Progress.NONE);
    Row row = fixture.row(id);
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
    int deaths = 0;
    for (int steps = 1; steps < 300 && fixture.row(id).state() == State.RUNNING; steps++) {
      Jdbi dying = Jdbi.create(BreakingDataSource.after(steps, ca.stack().dataSource("ca")));
      // The same server, started anew.
      RevocationWork work = fixture.work(new Transactions(dying, ca.clock()), node("dying"));
      try {
        for (int i = 0; i < 100; i++) {
          work.round();
          ca.clock().advance(Duration.ofSeconds(1));
        }
      } catch (Fault e) {
        deaths++;
      }
      Counts counts = fixture.row(id).counts();
      assertThat(certificates)
          .filteredOn(one -> fixture.now(one).isRevoked())
          .hasSize((int) counts.revoked());
    }
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
    assertThat(other.round()).isEqualTo(RevocationWork.Progress.NONE);
    expireLease();
    assertThat(other.round().certificates()).isOne();
    ca.clock().advance(Duration.ofSeconds(1));
    assertThat(one.round()).isEqualTo(RevocationWork.Progress.NONE);
    finish(other, id);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(4, 4, 0));
  }

  private void expireLease() {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.lease SET expires_at = 0 WHERE name = 'revocation-jobs'"));
  }

  /** Who held it before another took over changes nothing any more. */
  @Test
  void lease_takenOver_isNotKept() {
    Lease one = lease("one");
    Lease other = lease("other");
    long first = one.hold().orElseThrow();
    assertThat(other.hold()).isEmpty();
    expireLease();
    long second = other.hold().orElseThrow();
    assertThat(second).isEqualTo(first + 1);
    assertThat(ca.transactions().<Boolean>run(handle -> one.keep(handle, first))).isFalse();
    assertThat(ca.transactions().<Boolean>run(handle -> one.keep(handle, second))).isFalse();
    assertThat(ca.transactions().<Boolean>run(handle -> other.keep(handle, second))).isTrue();
  }

  @Test
  void lease_startedAnew_isTakenAtOnceAndOnlyByTheSameServer() {
    Lease before = lease("one");
    long first = before.hold().orElseThrow();
    Lease longer = lease("one-b");
    assertThat(longer.hold()).isEmpty();
    Lease restarted = lease("one");
    assertThat(restarted.hold()).contains(first + 1);
    assertThat(before.hold()).isEmpty();
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
    perform(
        new Command.Revoke(
            gone.kind(), gone.serial(), RevocationCause.EX_OFFICIO, Optional.empty()),
        gone);
    finish(fixture.work(node("one")), id);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(4, 3, 1));
    assertThat(fixture.now(gone).revocation().orElseThrow().reason())
        .isEqualTo(RevocationReason.PRIVILEGE_WITHDRAWN);
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
                    PerformAct.Evidenced.of(command)),
                CaFixture::answer));
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
        .containsOnly(RevocationReason.SUPERSEDED);
  }

  /** Who moved away after the approval belongs to another office. */
  @Test
  void round_holderMovedAway_isNotTouched() {
    List<CardCertificate> moved = fixture.issue();
    List<CardCertificate> stayed = fixture.issue();
    String id = fixture.running(100);
    String resident =
        ca.admin()
            .withHandle(handle ->
                handle
                    .select(
                        "SELECT register_id FROM ca.card WHERE card_id = ?",
                        moved.getFirst().cardId())
                    .mapTo(String.class)
                    .one());
    done(ca.record(moveToShinjuku(resident)));
    finish(fixture.work(node("one")), id);
    CardCertificate identification = CaFixture.of(Authority.USER_IDENTIFICATION, moved);
    assertThat(fixture.now(identification).isRevoked()).isFalse();
    assertThat(moved).allMatch(one -> fixture.entries(one, id) == 0);
    assertThat(stayed).allMatch(one -> fixture.revokedOnce(one, id));
    assertThat(fixture.row(id).state()).isEqualTo(State.FINISHED);
  }

  private static ResidentEvent moveToShinjuku(String resident) {
    return new ResidentEvent(
        "e-" + UUID.randomUUID(),
        resident,
        EventKind.ADDRESS_CHANGED,
        false,
        LocalDate.of(2025, 10, 27),
        new ResidentEvent.NewData(
            Optional.of("13104"),
            Optional.empty(),
            Optional.of(RegisterText.plain("東京都新宿区歌舞伎町一丁目４番１号")),
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
    assertThat(work.round()).isEqualTo(RevocationWork.Progress.NONE);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(6, 1, 0));
    assertThat(fixture.entries("revocation-job-cancelled", id)).isOne();
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

  private Lease lease(String server) {
    return new Lease(ca.transactions(), node(server), "revocation-jobs", Duration.ofSeconds(10));
  }
}
