package org.jitsuin.ca.massrevocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.issue.Issued;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.ApprovalNumbers;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationJob.Counts;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.JobFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a job is over is told by numbers: no clock lets a certificate slip through. */
@Tag("stack")
class ApprovalBoundaryTest {
  private static final Duration SKEW = Duration.ofHours(1);

  private final JobFixture fixture = JobFixture.started();
  private final CaFixture ca = fixture.ca();
  private final RevocationWork work = fixture.work(new Node("one", UUID.randomUUID().toString()));

  @AfterEach
  void end() {
    fixture.close();
  }

  private void finish(String id) {
    for (int i = 0; i < 100 && fixture.row(id).state() == RevocationJobState.RUNNING; i++) {
      work.round();
      ca.clock().advance(Duration.ofSeconds(1));
    }
  }

  /** Issued by a server whose clock goes an hour ahead of that where the job is approved. */
  @Test
  void round_issuedBeforeByAClockAhead_isRevoked() {
    ca.clock().advance(SKEW);
    List<CardCertificate> ahead = fixture.issue(2);
    ca.clock().advance(SKEW.negated());
    String id = fixture.running(5_000);
    finish(id);
    assertThat(ahead).allMatch(one -> fixture.revokedOnce(one, id));
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(4, 4, 0));
  }

  /** Issued by one whose clock is an hour behind. */
  @Test
  void round_issuedAfterByAClockBehind_isNotTouched() {
    ca.clock().advance(SKEW);
    List<CardCertificate> before = fixture.issue();
    String id = fixture.running(5_000);
    ca.clock().advance(SKEW.negated());
    List<CardCertificate> behind = fixture.issue();
    ca.clock().advance(SKEW);
    finish(id);
    assertThat(before).allMatch(one -> fixture.revokedOnce(one, id));
    assertThat(behind).noneMatch(one -> fixture.now(one).isRevoked());
  }

  /** The intent was there, the certificate came when the job was past its place. */
  @Test
  void round_begunBeforeAndRecordedAfter_isAwaitedAndRevokedOnce() {
    List<CardCertificate> certificates = fixture.issue(2);
    CardCertificate late = certificates.getFirst();
    setState(late, "pending");
    String id = fixture.running(5_000);
    work.round();
    work.round();
    assertThat(fixture.row(id).state()).isEqualTo(RevocationJobState.RUNNING);
    assertThat(fixture.row(id).counts().revoked()).isEqualTo(3);
    assertThat(fixture.now(late).isRevoked()).isFalse();
    setState(late, "completed");
    finish(id);
    assertThat(fixture.row(id).state()).isEqualTo(RevocationJobState.FINISHED);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(4, 4, 0));
    assertThat(certificates).allMatch(one -> fixture.revokedOnce(one, id));
  }

  /** What comes late is waited for and revoked once, whatever dies before, in between or after. */
  @Test
  void round_serverDiesAtEveryStepWhileSomethingComesLate_endsCompleteAndExact() {
    List<CardCertificate> certificates = fixture.issue(2);
    CardCertificate late = certificates.getLast();
    setState(late, "pending");
    String id = fixture.running(10);
    int deaths =
        fixture.carryOutDying(
            id,
            () -> {
              if (fixture.row(id).boundary().late() && !fixture.now(late).isRevoked()) {
                setState(late, "completed");
              }
            });
    assertThat(deaths).isGreaterThan(20);
    assertThat(fixture.row(id).state()).isEqualTo(RevocationJobState.FINISHED);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(4, 4, 0));
    assertThat(certificates).allMatch(one -> fixture.revokedOnce(one, id));
  }

  private void setState(CardCertificate certificate, String state) {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE ca.signing_intent SET state = ? WHERE issuer_no = ? AND serial = ?",
                state,
                certificate.issuerNumber(),
                certificate.serial().octets()));
  }

  /** An approval waits for those who record intents; those who come later see its number. */
  @Test
  void pass_whileAnotherApproves_eitherWaits() {
    long before = ca.transactions().run(ApprovalNumbers::pass).last();
    ca.admin()
        .useTransaction(issuing -> {
          ApprovalNumbers.pass(issuing);
          ca.admin()
              .useTransaction(handle -> {
                handle.execute("SET SESSION innodb_lock_wait_timeout = 0");
                // Others pass beside it.
                assertThat(ApprovalNumbers.pass(handle).last()).isEqualTo(before);
                assertThatExceptionOfType(UnableToExecuteStatementException.class)
                    .isThrownBy(
                        () -> handle.execute("UPDATE ca.revocation_approval SET last = last + 1"));
                handle.rollback();
              });
        });
    fixture.issue();
    String id = fixture.running(10);
    RevocationJob row = fixture.row(id);
    assertThat(row.boundary().approval()).contains(before + 1);
    assertThat(row.boundary().feedNumber()).contains(ca.count("SELECT last FROM status.feed_head"));
    assertThat(ca.transactions().run(ApprovalNumbers::pass).last()).isEqualTo(before + 1);
  }

  /** A key that leaked signs nothing more; if the job is cancelled it does again. */
  @Test
  void issue_byAGenerationWhoseKeyLeaked_isRefusedFromTheApprovalOn() {
    CardCertificate one = fixture.issue().getFirst();
    Choice choice = new Choice.OfGeneration(one.issuer(), IssueWindow.ALL);
    RevocationCause cause = RevocationCause.AUTHORITY_KEY_COMPROMISE;
    String id = done(fixture.propose(ca.staff("operator"), choice, cause, 1)).order().id();
    fixture.issue();
    done(fixture.approve(ca.staff("operator2"), id));
    Card card =
        done(
            ca.register(
                fixture.clerk(),
                CaFixture.holder(fixture.municipality(), LocalDate.of(1980, 2, 17))));
    Outcome<Issued> refused = ca.issue(fixture.clerk(), card, CaFixture.keys(one.kind()));
    assertThat(refused)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            outcome -> {
              assertThat(outcome.refusal().code()).isEqualTo(RefusalCode.GENERATION_STOPPED);
              assertThat(outcome.refusal().detail()).contains(one.issuer().toString());
            });
    assertThat(pending(card)).isZero();
    Authority other =
        one.kind() == Authority.SIGNATURE ? Authority.USER_IDENTIFICATION : Authority.SIGNATURE;
    done(ca.issue(fixture.clerk(), card, CaFixture.keys(other)));
    done(fixture.cancel(ca.staff("operator"), id));
    done(ca.issue(fixture.clerk(), card, CaFixture.keys(one.kind())));
  }

  private long pending(Card card) {
    return ca.count("SELECT COUNT(*) FROM ca.signing_intent WHERE card_id = ?", card.id());
  }
}
