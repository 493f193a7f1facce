package org.jitsuin.ca.testing;

import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.massrevocation.RevocationJobs.Proposal;
import org.jitsuin.ca.massrevocation.RevocationWork;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationJobTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.testing.BreakingDataSource;

/**
 * Mass revocation put together on a {@link CaFixture}, with a municipality that no other test of
 * this JVM uses, and its staff.
 *
 * @param municipality its code
 */
public record JobFixture(CaFixture ca, String municipality, RevocationJobs jobs)
    implements AutoCloseable {
  private static final LifeCycle LIFE_CYCLE = new LifeCycle(CaFixture.POLICY);
  private static final List<String> CODES =
      Municipalities.read().all().stream().map(Municipality::code).toList();
  private static final AtomicInteger NEXT = new AtomicInteger(100);

  /** A server that has just started, and a municipality without residents. */
  public static JobFixture started() {
    CaFixture ca = CaFixture.started();
    return new JobFixture(
        ca, CODES.get(NEXT.getAndIncrement()), ca.service().cards().revocationJobs());
  }

  @Override
  public void close() {
    ca.admin()
        .useHandle(handle -> {
          handle.execute(
              "UPDATE ca.revocation_job SET state = 'cancelled' WHERE state = 'running'");
          handle.execute("DELETE FROM ca.stopped_generation");
          handle.execute("UPDATE status.lease SET expires_at = 0 WHERE name = 'revocation-jobs'");
        });
    ca.close();
  }

  /** One of the municipality's staff. */
  public StaffMember staff(String name, Role role) {
    return new StaffMember(
        name + "-" + municipality,
        name + "-" + municipality,
        role,
        Optional.of(municipality),
        Optional.of(municipality + "001A"),
        Serial.parse("0a0b0c"));
  }

  public StaffMember clerk() {
    return staff("clerk", Role.OFFICE_CLERK);
  }

  public StaffMember supervisor() {
    return staff("supervisor", Role.OFFICE_SUPERVISOR);
  }

  /** The one who approves. */
  public StaffMember second() {
    return staff("supervisor2", Role.OFFICE_SUPERVISOR);
  }

  /** A new resident's card with both certificates. */
  public List<CardCertificate> issue() {
    Card card =
        done(ca.register(clerk(), CaFixture.holder(municipality, LocalDate.of(1980, 2, 17))));
    return done(ca.issue(clerk(), card, CaFixture.keys(Authority.values()))).certificates().stream()
        .map(FiledCertificate::certificate)
        .toList();
  }

  /** Both certificates of so many new residents. */
  public List<CardCertificate> issue(int residents) {
    List<CardCertificate> all = new ArrayList<>();
    for (int i = 0; i < residents; i++) {
      all.addAll(issue());
    }
    return all;
  }

  /** A job over all that the office issued, as the supervisor proposes it. */
  public Outcome<RevocationJob> propose(int perSecond) {
    return propose(
        supervisor(), new Choice.OfMunicipality(municipality, IssueWindow.ALL), perSecond);
  }

  public Outcome<RevocationJob> propose(StaffMember caller, Choice choice, int perSecond) {
    return propose(caller, choice, RevocationCause.ERRONEOUS_ISSUE, perSecond);
  }

  public Outcome<RevocationJob> propose(
      StaffMember caller, Choice choice, RevocationCause cause, int perSecond) {
    Proposal proposal = new Proposal(choice, cause, Optional.empty(), "misprint", perSecond);
    return jobs.propose(caller, CaFixture.request(caller), proposal).map(Answered::result);
  }

  public Outcome<RevocationJob> approve(StaffMember caller, String id) {
    return jobs.approve(caller, CaFixture.request(caller), id).map(Answered::result);
  }

  public Outcome<RevocationJob> cancel(StaffMember caller, String id) {
    return jobs.cancel(caller, CaFixture.request(caller), id).map(Answered::result);
  }

  /** A job over all that the office issued, which runs; tells its id. */
  public String running(int perSecond) {
    String id = done(propose(perSecond)).order().id();
    done(approve(second(), id));
    return id;
  }

  /** The part of a server that carries jobs on. */
  public RevocationWork work(Node node) {
    return work(ca.transactions(), node);
  }

  public RevocationWork work(Transactions transactions, Node node) {
    return new RevocationWork(transactions, LIFE_CYCLE, ca.clock(), ca.auditLog(), node);
  }

  /**
   * Carries a job to its end on a server that dies at every step, and is started anew each time.
   *
   * @param watch is asked after each death
   * @return how often it died
   */
  public int carryOutDying(String id, Runnable watch) {
    int deaths = 0;
    for (int steps = 1; steps < 300 && row(id).state() == RevocationJobState.RUNNING; steps++) {
      Jdbi dying = Database.open(BreakingDataSource.after(steps, ca.stack().dataSource("ca")));
      RevocationWork work =
          work(
              new Transactions(dying, ca.clock()), new Node("dying", UUID.randomUUID().toString()));
      try {
        for (int i = 0; i < 100; i++) {
          work.round();
          ca.clock().advance(Duration.ofSeconds(1));
        }
      } catch (Fault e) {
        deaths++;
      }
      watch.run();
    }
    return deaths;
  }

  /** A job as it stands in the database. */
  public RevocationJob row(String id) {
    return ca.admin().withHandle(handle -> RevocationJobTable.find(handle, id)).orElseThrow();
  }

  /** A certificate as it stands in the database. */
  public CardCertificate now(CardCertificate certificate) {
    return ca.admin()
        .withHandle(
            handle -> CertificateTable.find(handle, certificate.kind(), certificate.serial()))
        .orElseThrow()
        .certificate();
  }

  /** Whether it was revoked by that job: once, and told once to everybody. */
  public boolean revokedOnce(CardCertificate certificate, String job) {
    byte[] serial = certificate.serial().octets();
    Optional<Revocation> revocation = now(certificate).revocation();
    return revocation
            .filter(facts -> facts.reason() == RevocationReason.AFFILIATION_CHANGED)
            .isPresent()
        && ca.count("SELECT COUNT(*) FROM status.revocation WHERE serial = ?", serial) == 1
        && ca.count(
                "SELECT COUNT(*) FROM status.feed WHERE serial = ? AND reason IS NOT NULL", serial)
            == 1
        && entries(certificate, job) == 1;
  }

  /** How many audit entries say that the job revoked it. */
  public long entries(CardCertificate certificate, String job) {
    return entries(certificate, job, "certificate-revoked");
  }

  /** How many audit entries of that kind say of a certificate that the job brought it about. */
  public long entries(CardCertificate certificate, String job, String kind) {
    return ca.count(
        """
        SELECT COUNT(*) FROM audit.entry
        WHERE kind = ? AND card = ? AND body LIKE ? AND body LIKE ?
        """,
        kind,
        certificate.cardId(),
        "%\"cause\":\"revocation-job " + job + "\"%",
        "%\"serial\":\"" + certificate.serial() + "\"%");
  }

  /** How often the audit log says that of a job. */
  public long entries(String kind, String job) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND body LIKE ?",
        kind,
        "%\"job\":\"" + job + "\"%");
  }
}
