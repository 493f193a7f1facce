package org.jitsuin.ca.massrevocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.massrevocation.RevocationJobs.Proposal;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.JobFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may propose, approve and cancel what. */
@Tag("stack")
class RevocationJobsTest {
  private final JobFixture fixture = JobFixture.started();
  private final CaFixture ca = fixture.ca();
  private final StaffMember operator = ca.staff("operator");
  private final StaffMember operator2 = ca.staff("operator2");

  @AfterEach
  void end() {
    fixture.close();
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private Choice serials(List<CardCertificate> certificates) {
    return new Choice.OfSerials(
        certificates.getFirst().kind(),
        certificates.stream().map(CardCertificate::serial).collect(Collectors.toSet()));
  }

  @Test
  void propose_municipality_countsAndTouchesNothing() {
    List<CardCertificate> certificates = fixture.issue(2);
    RevocationJob job = done(fixture.propose(10));
    assertThat(job.state()).isEqualTo(RevocationJobState.PROPOSED);
    assertThat(job.counts().total()).isEqualTo(4);
    assertThat(certificates).noneMatch(one -> fixture.now(one).isRevoked());
    assertThat(fixture.entries("revocation-job-proposed", job.order().id())).isOne();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind LIKE 'revocation-job-%' AND body LIKE"
                    + " ?",
                "%misprint%"))
        .isZero();
  }

  @Test
  void approve_byTheProposer_refused() {
    String id = done(fixture.propose(10)).order().id();
    assertThat(code(fixture.approve(fixture.supervisor(), id))).isEqualTo(RefusalCode.SAME_PERSON);
    assertThat(code(fixture.approve(CaFixture.renamed(fixture.supervisor()), id)))
        .isEqualTo(RefusalCode.SAME_PERSON);
    assertThat(fixture.row(id).state()).isEqualTo(RevocationJobState.PROPOSED);
  }

  @Test
  void approve_countsAnew_andIsDoneOnce() {
    String id = done(fixture.propose(10)).order().id();
    fixture.issue();
    assertThat(done(fixture.approve(operator, id)).counts().total()).isEqualTo(2);
    assertThat(code(fixture.approve(fixture.second(), id))).isEqualTo(RefusalCode.JOB_NOT_PROPOSED);
    assertThat(fixture.entries("revocation-job-approved", id)).isOne();
  }

  @Test
  void supervisor_ofAnotherMunicipality_reachesNothing() {
    String id = done(fixture.propose(10)).order().id();
    StaffMember other = ca.staff("supervisor-13221");
    RefusalCode refused = RefusalCode.OTHER_MUNICIPALITY;
    assertThat(code(fixture.approve(other, id))).isEqualTo(refused);
    assertThat(code(fixture.cancel(other, id))).isEqualTo(refused);
    assertThat(code(fixture.jobs().read(other, id))).isEqualTo(refused);
    assertThat(fixture.jobs().page(other, 0, 200)).noneMatch(job -> job.order().id().equals(id));
    Choice municipality = new Choice.OfMunicipality(fixture.municipality(), IssueWindow.ALL);
    assertThat(code(fixture.propose(other, municipality, 10))).isEqualTo(refused);
    assertThat(code(fixture.propose(other, serials(fixture.issue().subList(0, 1)), 10)))
        .isEqualTo(refused);
    assertThat(fixture.jobs().page(fixture.supervisor(), 0, 200))
        .extracting(job -> job.order().id())
        .containsExactly(id);
  }

  /** A whole generation is of every municipality. */
  @Test
  void approve_byAnotherOfTheSameName_runs() {
    String id = done(fixture.propose(10)).order().id();
    assertThat(done(fixture.approve(CaFixture.namesake(fixture.supervisor()), id)).state())
        .isEqualTo(RevocationJobState.RUNNING);
  }

  @Test
  void generation_isForOperatorsAlone() {
    Choice choice = new Choice.OfGeneration(new Issuer(Authority.SIGNATURE, 1), IssueWindow.ALL);
    assertThat(code(fixture.propose(fixture.supervisor(), choice, 10)))
        .isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    fixture.issue();
    RevocationJob job = done(fixture.propose(operator, choice, 10));
    assertThat(job.counts().total())
        .isEqualTo(
            ca.count(
                    """
                    SELECT COUNT(*) FROM ca.certificate WHERE issuer_no = ? AND not_after >= ?
                    """,
                    fixture.issue().getFirst().issuerNumber(),
                    ca.clock().instant().toEpochMilli())
                - 1);
    String id = job.order().id();
    assertThat(code(fixture.approve(fixture.supervisor(), id)))
        .isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    assertThat(code(fixture.approve(operator, id))).isEqualTo(RefusalCode.SAME_PERSON);
    done(fixture.cancel(operator2, id));
    assertThat(code(fixture.approve(operator2, id))).isEqualTo(RefusalCode.JOB_NOT_PROPOSED);
    assertThat(code(fixture.cancel(operator2, id))).isEqualTo(RefusalCode.JOB_ENDED);
  }

  @Test
  void propose_whatIsNotThere_refused() {
    Choice generation =
        new Choice.OfGeneration(new Issuer(Authority.SIGNATURE, 77), IssueWindow.ALL);
    assertThat(code(fixture.propose(operator, generation, 10)))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
    Choice municipality = new Choice.OfMunicipality("99999", IssueWindow.ALL);
    assertThat(code(fixture.propose(operator, municipality, 10)))
        .isEqualTo(RefusalCode.MUNICIPALITY_UNKNOWN);
    Choice serials = new Choice.OfSerials(Authority.SIGNATURE, Set.of(Serial.parse("0102")));
    assertThat(code(fixture.propose(operator, serials, 10))).isEqualTo(RefusalCode.REQUEST_INVALID);
    Instant tomorrow = ca.clock().instant().plus(Duration.ofDays(1));
    Proposal early =
        new Proposal(
            new Choice.OfMunicipality(fixture.municipality(), IssueWindow.ALL),
            RevocationCause.KEY_COMPROMISE,
            Optional.of(tomorrow),
            "x",
            1);
    assertThat(code(fixture.jobs().propose(operator, CaFixture.request(operator), early)))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
    assertThat(code(fixture.jobs().read(operator, UUID.randomUUID().toString())))
        .isEqualTo(RefusalCode.JOB_UNKNOWN);
  }

  /** Whose key leaked is told: a generation's own, or those of holders. */
  @Test
  void propose_compromiseOfTheWrongKey_refused() {
    Issuer issuer = new Issuer(Authority.SIGNATURE, 1);
    Choice generation = new Choice.OfGeneration(issuer, IssueWindow.ALL);
    Choice weak =
        new Choice.OfGeneration(
            issuer,
            new IssueWindow(Optional.of(Instant.parse("2020-01-01T00:00:00Z")), Optional.empty()));
    Choice municipality = new Choice.OfMunicipality(fixture.municipality(), IssueWindow.ALL);
    RevocationCause authority = RevocationCause.AUTHORITY_KEY_COMPROMISE;
    RevocationCause holders = RevocationCause.KEY_COMPROMISE;
    assertThat(code(fixture.propose(operator, generation, holders, 10)))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
    assertThat(code(fixture.propose(operator, municipality, authority, 10)))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
    Choice listed = serials(fixture.issue().subList(0, 1));
    assertThat(code(fixture.propose(operator, listed, authority, 10)))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
    done(fixture.propose(operator, generation, authority, 10));
    done(fixture.propose(operator, weak, holders, 10));
    done(fixture.propose(operator, municipality, holders, 10));
  }

  /** An operator's list crosses municipalities: no supervisor can approve it. */
  @Test
  void serials_listedByAnOperator_areApprovedByAnother() {
    String id =
        done(fixture.propose(operator, serials(fixture.issue().subList(0, 1)), 10)).order().id();
    assertThat(code(fixture.approve(fixture.supervisor(), id)))
        .isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    assertThat(done(fixture.approve(operator2, id)).state()).isEqualTo(RevocationJobState.RUNNING);
  }
}
