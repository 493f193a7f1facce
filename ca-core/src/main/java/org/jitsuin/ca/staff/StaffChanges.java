package org.jitsuin.ca.staff;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.personnel.StaffPerson;
import org.jitsuin.ca.personnel.StaffRules;
import org.jitsuin.ca.profile.StaffProfile;
import org.jitsuin.ca.record.StaffAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.PendingIntent;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.store.StaffChange;
import org.jitsuin.ca.store.StaffChange.Order;
import org.jitsuin.ca.store.StaffChangeTable;
import org.jitsuin.ca.store.StaffRoll;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Changes among the staff: one CA operator proposes, another one approves that very content, and it
 * is done.
 *
 * <p>A certificate is recorded as an intent before it is signed. Whatever ends in between leaves
 * the proposal as it was, and a signature of which nobody knows: who is not registered with it is
 * turned away.
 */
public final class StaffChanges {
  private final Transactions transactions;
  private final StaffAuthority authority;
  private final StaffOrders orders;
  private final Abandonment abandonment;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final Node node;

  public StaffChanges(
      Transactions transactions,
      StaffAuthority authority,
      Municipalities municipalities,
      Abandonment abandonment,
      InstantSource clock,
      AuditLog auditLog,
      Node node) {
    this.transactions = transactions;
    this.authority = authority;
    this.orders = new StaffOrders(municipalities, authority);
    this.abandonment = abandonment;
    this.clock = clock;
    this.auditLog = auditLog;
    this.node = node;
  }

  /** Proposes a change; nothing is done until somebody else approves it. */
  public Outcome<Answered<StaffChange>> propose(
      StaffMember caller, RequestId request, StaffWish wish) {
    return transactions.once(
        request,
        handle -> {
          StaffTable.lock(handle);
          return StaffTable.present(handle, caller)
              .then(_ -> orders.of(handle, wish))
              .then(order -> propose(handle, caller, order));
        });
  }

  private Outcome<Effect<Answered<StaffChange>>> propose(
      Handle handle, StaffMember caller, Order order) {
    StaffRecord record = record(handle, caller);
    Fingerprint content = StaffOrders.content(order);
    StaffChangeTable.insert(handle, order, StaffChangeState.PROPOSED, content, record.mark());
    String reason =
        order.reason().map(text -> auditLog.commit(handle, Map.of("reason", text))).orElse("");
    record.tell(
        new StaffAct.StaffChangeProposed(
            order.id(),
            order.kind().id(),
            order.seat().person(),
            order.seat().role().id(),
            order.seat().municipality(),
            order.keyHash(),
            reason,
            content));
    record.append();
    return done(handle, order.id());
  }

  /** Takes back a change that nobody has approved. */
  public Outcome<Answered<StaffChange>> cancel(StaffMember caller, RequestId request, String id) {
    return transactions.once(
        request,
        handle -> {
          StaffTable.lock(handle);
          Optional<StaffChange> found = StaffChangeTable.lock(handle, id);
          if (found.isEmpty()) {
            return Outcome.refused(RefusalCode.CHANGE_UNKNOWN);
          }
          if (found.get().state() != StaffChangeState.PROPOSED) {
            return Outcome.refused(RefusalCode.CHANGE_NOT_PROPOSED, found.get().state().id());
          }
          StaffRecord record = record(handle, caller);
          StaffChangeTable.end(
              handle, id, StaffChangeState.CANCELLED, record.mark(), Optional.empty());
          record.tell(new StaffAct.StaffChangeCancelled(id, found.get().order().seat().person()));
          record.append();
          return done(handle, id);
        });
  }

  /**
   * Approves a change that somebody else proposed, and does it.
   *
   * @param content the hash of what was looked at
   * @throws Fault as the token does; AUTHORITY_MISSING
   */
  public Outcome<Answered<StaffChange>> approve(
      StaffMember caller, RequestId request, String id, Fingerprint content) {
    return transactions
        .run(handle -> prepare(handle, caller, request, id, content))
        .then(prepared ->
            prepared
                .map(draft -> certify(caller, request, id, content, draft))
                .orElseGet(() -> carryOut(caller, request, id, content, Optional.empty())));
  }

  /** Records what will be signed, if something will; empty where nothing need be. */
  private Outcome<Optional<StaffAuthority.Draft>> prepare(
      Handle handle, StaffMember caller, RequestId request, String id, Fingerprint content) {
    Optional<Outcome<Optional<StaffAuthority.Draft>>> earlier =
        Transactions.earlier(handle, request);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    return approvable(handle, StaffChangeTable.find(handle, id), caller, content)
        .map(change -> {
          if (!change.order().kind().withKey()) {
            return Optional.empty();
          }
          StaffAuthority.Draft draft =
              authority.draft(change.order().seat(), change.order().keyInfo());
          IntentTable.begin(handle, List.of(intent(draft)), node, clock.instant());
          return Optional.of(draft);
        });
  }

  private Outcome<StaffChange> approvable(
      Handle handle, Optional<StaffChange> found, StaffMember caller, Fingerprint content) {
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.CHANGE_UNKNOWN);
    }
    StaffChange change = found.get();
    if (!StaffOrders.content(change.order()).equals(change.content())) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          "the change " + change.order().id() + " is not what was proposed");
    }
    Optional<Refusal> refusal =
        StaffRules.approval(caller, change.proposal(), content, clock.instant())
            .or(() -> orders.obstacle(handle, change.order()));
    return refusal
        .<Outcome<StaffChange>>map(Outcome.Refused::new)
        .orElseGet(() -> Outcome.done(change));
  }

  private static SigningIntent intent(StaffAuthority.Draft draft) {
    return new SigningIntent(
        StaffProfile.ISSUER_NUMBER,
        draft.content().serial(),
        Purpose.STAFF,
        Optional.empty(),
        Optional.empty(),
        draft.content().notAfter(),
        Bytes.of(draft.content().toBeSigned()));
  }

  private Outcome<Answered<StaffChange>> certify(
      StaffMember caller,
      RequestId request,
      String id,
      Fingerprint content,
      StaffAuthority.Draft draft) {
    boolean recorded = false;
    try {
      X509Certificate certificate = authority.sign(draft);
      Outcome<Answered<StaffChange>> outcome =
          carryOut(caller, request, id, content, Optional.of(certificate));
      recorded = outcome instanceof Outcome.Done<Answered<StaffChange>>;
      return outcome;
    } finally {
      if (!recorded) {
        abandonment.abandon(List.of(PendingIntent.of(intent(draft))));
      }
    }
  }

  private Outcome<Answered<StaffChange>> carryOut(
      StaffMember caller,
      RequestId request,
      String id,
      Fingerprint content,
      Optional<X509Certificate> certificate) {
    return transactions.once(
        request,
        handle -> {
          StaffTable.lock(handle);
          return StaffTable.present(handle, caller)
              .then(_ -> approvable(handle, StaffChangeTable.lock(handle, id), caller, content))
              .then(change -> carryOut(record(handle, caller), handle, change, certificate));
        });
  }

  private Outcome<Effect<Answered<StaffChange>>> carryOut(
      StaffRecord record,
      Handle handle,
      StaffChange change,
      Optional<X509Certificate> certificate) {
    Order order = change.order();
    Optional<Serial> serial = certificate.map(one -> Serial.of(one.getSerialNumber()));
    record.tell(
        new StaffAct.StaffChangeApproved(
            order.id(), order.kind().id(), order.seat().person(), change.content()));
    Optional<StaffPerson> before = StaffRoll.find(handle, order.seat().person());
    switch (order.kind()) {
      case REGISTER, RENEW -> {
        // Only a certificate comes.
      }
      case REPLACE -> record.withdraw(before.orElseThrow(), StaffState.REPLACED);
      case WITHDRAW -> record.withdraw(before.orElseThrow(), StaffState.WITHDRAWN);
      case RESTORE -> record.restore(before.orElseThrow());
      case BLOCK -> throw new IllegalStateException("nobody proposes it");
    }
    if (serial.isPresent()) {
      complete(handle, serial.get());
      record.register(order.seat().with(serial.get()), certificate.orElseThrow());
    }
    StaffChangeTable.end(handle, order.id(), StaffChangeState.DONE, record.mark(), serial);
    record.append();
    return done(handle, order.id());
  }

  private static void complete(Handle handle, Serial serial) {
    if (!IntentTable.complete(handle, StaffProfile.ISSUER_NUMBER, serial)) {
      throw new Fault(
          FaultCode.DATABASE_CONFLICT, "the intent to sign serial number " + serial + " is gone");
    }
  }

  private StaffRecord record(Handle handle, StaffMember caller) {
    return new StaffRecord(handle, auditLog, caller, clock.instant());
  }

  private static Outcome<Effect<Answered<StaffChange>>> done(Handle handle, String id) {
    StaffChange change = StaffChangeTable.find(handle, id).orElseThrow();
    return Outcome.done(Effect.untold(change).answered(Json.write(ReadStaff.view(handle, change))));
  }
}
