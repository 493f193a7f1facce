package org.jitsuin.ca.staff;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.personnel.StaffPerson;
import org.jitsuin.ca.personnel.StaffRules;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.StaffChange.Order;
import org.jitsuin.ca.store.StaffChangeTable;
import org.jitsuin.ca.store.StaffRoll;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/** Shuts a person out at once, by one other person: a card was stolen, somebody went mad. */
public final class BlockStaff {
  private static final Duration DAY = Duration.ofDays(1);

  private final Transactions transactions;
  private final int allowed;
  private final InstantSource clock;
  private final InstantSource machineClock;
  private final AuditLog auditLog;

  /**
   * @param allowed how many one person may shut out in a day
   * @param machineClock what certificates of staff go by
   */
  public BlockStaff(
      Transactions transactions,
      int allowed,
      InstantSource clock,
      InstantSource machineClock,
      AuditLog auditLog) {
    this.transactions = transactions;
    this.allowed = allowed;
    this.clock = clock;
    this.machineClock = machineClock;
    this.auditLog = auditLog;
  }

  /**
   * Shuts a person out.
   *
   * @param reason in words
   */
  public Outcome<Answered<StaffPersonView>> block(
      StaffMember caller, RequestId request, String person, String reason) {
    return transactions.once(
        request,
        handle -> {
          StaffTable.lock(handle);
          if (StaffTable.present(handle, caller) instanceof Outcome.Refused<?>(Refusal out)) {
            return new Outcome.Refused<>(out);
          }
          Optional<StaffPerson> known = StaffRoll.find(handle, person);
          return refusal(handle, caller, known)
              .<Outcome<Effect<Answered<StaffPersonView>>>>map(Outcome.Refused::new)
              .orElseGet(() -> block(handle, caller, known.orElseThrow(), reason));
        });
  }

  private Optional<Refusal> refusal(
      Handle handle, StaffMember caller, Optional<StaffPerson> known) {
    if (known.isEmpty()) {
      return Optional.of(Refusal.of(RefusalCode.PERSON_UNKNOWN));
    }
    int done = StaffChangeTable.blocks(handle, caller.person(), clock.instant().minus(DAY));
    return StaffRules.block(caller, known.get(), done, allowed)
        .or(() -> StaffRules.change(StaffChangeKind.BLOCK, known))
        .or(() ->
            StaffRules.departure(
                StaffChangeKind.BLOCK,
                known.get().seat().person(),
                StaffTable.active(handle, Role.CA_OPERATOR, machineClock.instant())));
  }

  private Outcome<Effect<Answered<StaffPersonView>>> block(
      Handle handle, StaffMember caller, StaffPerson person, String reason) {
    Instant now = clock.instant();
    StaffRecord record = new StaffRecord(handle, auditLog, caller, now);
    Order order =
        new Order(
            UUID.randomUUID().toString(),
            StaffChangeKind.BLOCK,
            person.seat(),
            Optional.empty(),
            Optional.of(reason));
    StaffChangeTable.insert(
        handle, order, StaffChangeState.DONE, StaffOrders.content(order), record.mark());
    record.block(person, auditLog.commit(handle, Map.of("reason", reason)));
    record.append();
    StaffPersonView view =
        StaffPersonView.full(
            StaffRoll.find(handle, person.seat().person()).orElseThrow(), machineClock.instant());
    return Outcome.done(Effect.untold(view).answered(Json.write(view)));
  }
}
