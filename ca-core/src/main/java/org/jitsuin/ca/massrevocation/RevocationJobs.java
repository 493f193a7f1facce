package org.jitsuin.ca.massrevocation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.IssueWindow;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.ApprovalNumbers;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.RevocationCount;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationJob.Order;
import org.jitsuin.ca.store.RevocationJobTable;
import org.jitsuin.ca.store.RevocationTargets;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Proposes, approves, cancels mass revocations. Supervisors reach those of what their own office
 * issued, or of residents of their municipality that they listed; CA operators reach all.
 */
public final class RevocationJobs {
  private final Transactions transactions;
  private final SelectionCheck selecting;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final RevocationLists lists;

  public RevocationJobs(
      Transactions transactions,
      Municipalities municipalities,
      InstantSource clock,
      AuditLog auditLog) {
    this.transactions = transactions;
    this.selecting = new SelectionCheck(municipalities);
    this.clock = clock;
    this.auditLog = auditLog;
    this.lists = new RevocationLists(transactions, clock);
  }

  /** The lists over which jobs are proposed. */
  public RevocationLists lists() {
    return lists;
  }

  /** The choice of the certificates to be revoked. */
  public sealed interface Choice {
    /** The certificates that a municipality's office issued in that time. */
    record OfMunicipality(String code, IssueWindow window) implements Choice {}

    /** The certificates that a key generation issued in that time. */
    record OfGeneration(Issuer issuer, IssueWindow window) implements Choice {}

    /**
     * A certificate that the authority signed for no card: of an OCSP signer, or a link
     * certificate.
     */
    record OfAuthority(Authority authority, Serial serial) implements Choice {}

    /** The certificates on a list that came in parts and is sealed. */
    record OfList(String id) implements Choice {}

    /** The certificates listed; a few thousand at the most. */
    record OfSerials(Authority authority, Set<Serial> serials) implements Choice {
      public OfSerials {
        serials = Set.copyOf(serials);
      }
    }
  }

  /**
   * The proposal of a job.
   *
   * @param invalidSince from when the certificates should not be trusted, if that is earlier
   * @param reason in words
   * @param perSecond how many certificates a second at the most
   */
  public record Proposal(
      Choice choice,
      RevocationCause cause,
      Optional<Instant> invalidSince,
      String reason,
      int perSecond) {}

  /** Proposes a job; nothing is revoked until somebody else approves it. */
  public Outcome<Answered<RevocationJob>> propose(
      StaffMember caller, RequestId request, Proposal proposal) {
    Optional<String> fault = fault(proposal);
    if (fault.isPresent()) {
      return Outcome.refused(RefusalCode.REQUEST_INVALID, fault.get());
    }
    return transactions.once(
        request,
        handle ->
            StaffTable.present(handle, caller)
                .then(_ -> selecting.resolve(handle, caller, proposal.choice()))
                .then(resolved -> record(handle, caller, proposal, resolved)));
  }

  /** A leak of the authority's key says nothing of the holders' keys, and the other way round. */
  private Optional<String> fault(Proposal proposal) {
    if (proposal.invalidSince().filter(since -> since.isAfter(clock.instant())).isPresent()) {
      return Optional.of("invalidSince must not be in the future");
    }
    boolean ofAuthority =
        proposal.choice() instanceof Choice.OfGeneration
            || proposal.choice() instanceof Choice.OfAuthority;
    boolean whole =
        proposal.choice() instanceof Choice.OfGeneration(_, IssueWindow window) && window.isAll();
    return switch (proposal.cause()) {
      case AUTHORITY_KEY_COMPROMISE ->
          ofAuthority
              ? Optional.empty()
              : Optional.of("ground authority-key-compromise requires a key generation");
      case KEY_COMPROMISE ->
          whole
              ? Optional.of(
                  "ground key-compromise is of the holders' keys; a generation whose own key leaked"
                      + " is authority-key-compromise")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Outcome<Effect<Answered<RevocationJob>>> record(
      Handle handle, StaffMember caller, Proposal proposal, SelectionCheck.Resolved resolved) {
    Instant now = clock.instant();
    Order order =
        new Order(
            resolved.list().orElseGet(() -> UUID.randomUUID().toString()),
            resolved.selection(),
            proposal.cause(),
            proposal.invalidSince(),
            proposal.reason(),
            proposal.perSecond());
    RevocationTargets.keep(handle, order.id(), resolved.listed());
    long total = RevocationCount.of(handle, order, now);
    RevocationJobTable.insert(handle, order, total, new Mark(caller.person(), now));
    String reason = auditLog.commit(handle, Map.of("reason", order.reason()));
    AuditAct act =
        new CertificateAct.RevocationJobProposed(
            order.id(), order.selection().text(), order.cause().id(), reason, total);
    return done(handle, caller, order.id(), act);
  }

  /**
   * Approves a job that somebody else proposed: it runs from then on, over the certificates that
   * were begun until then. A key generation that is held to have leaked issues none from then on.
   */
  public Outcome<Answered<RevocationJob>> approve(
      StaffMember caller, RequestId request, String id) {
    return transactions.once(
        request,
        handle ->
            StaffTable.present(handle, caller)
                .then(_ -> locked(handle, id, caller))
                .then(job -> approve(handle, caller, job)));
  }

  private Outcome<Effect<Answered<RevocationJob>>> approve(
      Handle handle, StaffMember caller, RevocationJob job) {
    if (job.state() != RevocationJobState.PROPOSED) {
      return Outcome.refused(RefusalCode.JOB_NOT_PROPOSED, job.state().id());
    }
    if (job.course().proposed().by().equals(caller.person())) {
      return Outcome.refused(RefusalCode.SAME_PERSON);
    }
    Instant now = clock.instant();
    Order order = job.order();
    Optional<Refusal> changed = SelectionCheck.changed(handle, order);
    if (changed.isPresent()) {
      return new Outcome.Refused<>(changed.get());
    }
    long total = RevocationCount.of(handle, order, now);
    RevocationJobTable.approve(handle, order.id(), total, new Mark(caller.person(), now));
    ApprovalNumbers.approve(handle, order);
    AuditAct act = new CertificateAct.RevocationJobApproved(order.id(), total);
    return done(handle, caller, order.id(), act);
  }

  /** Cancels a job that has not ended; what it revoked stays revoked. */
  public Outcome<Answered<RevocationJob>> cancel(StaffMember caller, RequestId request, String id) {
    return transactions.once(
        request,
        handle ->
            locked(handle, id, caller)
                .then(job -> {
                  if (job.state() != RevocationJobState.PROPOSED
                      && job.state() != RevocationJobState.RUNNING) {
                    return Outcome.refused(RefusalCode.JOB_ENDED, job.state().id());
                  }
                  RevocationJobTable.end(
                      handle,
                      id,
                      RevocationJobState.CANCELLED,
                      new Mark(caller.person(), clock.instant()));
                  AuditAct act =
                      new CertificateAct.RevocationJobCancelled(
                          id, job.counts().revoked(), Optional.empty());
                  return done(handle, caller, id, act);
                }));
  }

  private Outcome<Effect<Answered<RevocationJob>>> done(
      Handle handle, StaffMember caller, String id, AuditAct act) {
    auditLog.append(handle, caller.actor(), act);
    RevocationJob job = RevocationJobTable.find(handle, id).orElseThrow();
    return Outcome.done(Effect.untold(job).answered(Json.write(JobView.of(job))));
  }

  private static Outcome<RevocationJob> locked(Handle handle, String id, StaffMember caller) {
    return reached(RevocationJobTable.lock(handle, id), caller);
  }

  private static Outcome<RevocationJob> reached(Optional<RevocationJob> found, StaffMember caller) {
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.JOB_UNKNOWN);
    }
    Optional<String> of = found.get().order().selection().municipality();
    return caller.municipality().isEmpty() || caller.municipality().equals(of)
        ? Outcome.done(found.get())
        : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
  }

  /** A job as it stands. */
  public Outcome<RevocationJob> read(StaffMember caller, String id) {
    return transactions.run(handle -> reached(RevocationJobTable.find(handle, id), caller));
  }

  /**
   * Jobs that the caller reaches, in the order in which they were proposed.
   *
   * @param after the number that the page begins behind; 0 for the first page
   * @param limit how many at the most
   */
  public List<RevocationJob> page(StaffMember caller, long after, int limit) {
    return transactions.run(
        handle -> RevocationJobTable.page(handle, caller.municipality(), after, limit));
  }
}
