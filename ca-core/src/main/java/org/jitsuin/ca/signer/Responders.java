package org.jitsuin.ca.signer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.AdmissionTable;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.OcspResponder;
import org.jitsuin.ca.store.ProposedAdmission;
import org.jitsuin.ca.store.ResponderAdmission;
import org.jitsuin.ca.store.ResponderTable;
import org.jitsuin.ca.store.SignerRequest;
import org.jitsuin.ca.store.SignerRequestTable;
import org.jitsuin.ca.store.SignerTable;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;
import org.jitsuin.store.IssuerRow;

/**
 * OCSP responders. Two CA operators admit one, by the key that it begins with; one operator
 * withdraws it, since that takes nothing away that two could not give back.
 */
public final class Responders {
  private static final int MOST_SHOWN = 50;

  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public Responders(Transactions transactions, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * A responder with all that is known of it.
   *
   * @param known empty where it was never admitted
   * @param proposal what was proposed or approved last, unless that is over
   * @param requests that are open
   * @param signers that have not ended, the newest first
   * @param issuers the key generations by their numbers
   */
  public record Responder(
      String name,
      Optional<OcspResponder> known,
      Optional<ProposedAdmission> proposal,
      List<SignerRequest> requests,
      List<SignerTable.KnownSigner> signers,
      Map<Integer, Issuer> issuers) {
    public Responder {
      requests = List.copyOf(requests);
      signers = List.copyOf(signers);
      issuers = Map.copyOf(issuers);
    }

    /** The key generation of that number. */
    Optional<Issuer> issuer(int number) {
      return Optional.ofNullable(issuers.get(number));
    }
  }

  /** All that are or were admitted, are proposed, or ask; of those who ask some at the most. */
  public List<Responder> all() {
    return transactions.run(handle -> {
      TreeSet<String> names = new TreeSet<>();
      ResponderTable.all(handle).forEach(known -> names.add(known.name()));
      AdmissionTable.open(handle).forEach(proposal -> names.add(proposal.responder()));
      SignerRequestTable.open(handle, Optional.empty(), MOST_SHOWN)
          .forEach(request -> names.add(request.responder()));
      return names.stream().map(name -> responder(handle, name)).toList();
    });
  }

  /** Reads the responder of that name. */
  public Outcome<Responder> read(String name) {
    Responder found = transactions.run(handle -> responder(handle, name));
    return found.known().isEmpty() && found.proposal().isEmpty() && found.requests().isEmpty()
        ? Outcome.refused(RefusalCode.OCSP_RESPONDER_UNKNOWN)
        : Outcome.done(found);
  }

  private Responder responder(Handle handle, String name) {
    return new Responder(
        name,
        ResponderTable.find(handle, name),
        AdmissionTable.find(handle, name).filter(proposal -> !proposal.used()),
        SignerRequestTable.open(handle, Optional.of(name), MOST_SHOWN),
        SignerTable.of(handle, name, clock.instant(), MOST_SHOWN),
        IssuerRow.all(handle).stream()
            .collect(Collectors.toMap(IssuerRow::number, IssuerRow::issuer)));
  }

  /**
   * Proposes the key that a responder may begin with; what was proposed of it before gives way. It
   * need not have asked yet, nor be known.
   */
  public Outcome<Answered<Responder>> propose(
      StaffMember caller, RequestId request, String name, Fingerprint key) {
    return transactions.once(
        request,
        handle ->
            StaffTable.present(handle, caller)
                .then(_ -> {
                  Mark mark = new Mark(caller.person(), clock.instant());
                  AdmissionTable.propose(handle, name, key, mark);
                  return done(handle, caller, name, new CeremonyAct.ResponderProposed(name, key));
                }));
  }

  /** Agrees to what another operator proposed, if that is still the proposal. */
  public Outcome<Answered<Responder>> approve(
      StaffMember caller, RequestId request, String name, Fingerprint key) {
    return transactions.once(
        request,
        handle -> StaffTable.present(handle, caller).then(_ -> approve(handle, caller, name, key)));
  }

  private Outcome<Effect<Answered<Responder>>> approve(
      Handle handle, StaffMember caller, String name, Fingerprint key) {
    Optional<ProposedAdmission> proposal =
        AdmissionTable.lock(handle, name)
            .filter(proposed -> proposed.approved().isEmpty() && proposed.key().equals(key))
            .filter(proposed -> !proposed.used());
    if (proposal.isEmpty()) {
      return Outcome.refused(RefusalCode.NOTHING_PROPOSED);
    }
    if (proposal.get().proposed().by().equals(caller.person())) {
      return Outcome.refused(RefusalCode.SAME_PERSON);
    }
    Instant now = clock.instant();
    AdmissionTable.approve(handle, name, new Mark(caller.person(), now));
    ResponderAdmission admitted = ResponderTable.admit(handle, name, now);
    SignerRequestTable.lookAgain(handle, name);
    return done(
        handle,
        caller,
        name,
        new CeremonyAct.ResponderAdmitted(
            name, admitted.admission(), "operators", Optional.of(key)));
  }

  /**
   * Withdraws a responder: no key of its own is certified any more. What it was certified goes on
   * to its end, unless it is revoked.
   *
   * @param reason in words
   */
  public Outcome<Answered<Responder>> withdraw(
      StaffMember caller, RequestId request, String name, String reason) {
    return transactions.once(
        request,
        handle -> {
          Optional<OcspResponder> known = ResponderTable.lock(handle, name);
          if (known.isEmpty()) {
            return Outcome.refused(RefusalCode.OCSP_RESPONDER_UNKNOWN);
          }
          Optional<ResponderAdmission> inForce = known.flatMap(OcspResponder::inForce);
          if (inForce.isEmpty()) {
            return Outcome.refused(RefusalCode.OCSP_RESPONDER_NOT_ADMITTED);
          }
          String words = auditLog.commit(handle, Map.of("reason", reason));
          AuditAct act = withdraw(handle, inForce.get(), "request", words, clock.instant());
          return done(handle, caller, name, act);
        });
  }

  private static AuditAct withdraw(
      Handle handle, ResponderAdmission admission, String cause, String reason, Instant now) {
    ResponderTable.withdraw(handle, admission, now);
    AdmissionTable.use(handle, admission.responder());
    return new CeremonyAct.ResponderWithdrawn(
        admission.responder(), admission.admission(), cause, reason);
  }

  private Outcome<Effect<Answered<Responder>>> done(
      Handle handle, StaffMember caller, String name, AuditAct act) {
    auditLog.append(handle, caller.actor(), act);
    Responder after = responder(handle, name);
    return Outcome.done(Effect.untold(after).answered(Json.write(ResponderView.of(after))));
  }
}
