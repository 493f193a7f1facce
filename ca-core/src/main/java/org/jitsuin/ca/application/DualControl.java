package org.jitsuin.ca.application;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.DualControlSetting;
import org.jitsuin.ca.store.DualControlSetting.Proposal;
import org.jitsuin.ca.store.DualControlTable;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Dual control: the kinds of application for which an office requires a second person. One
 * supervisor proposes a change, another one agrees to that very change.
 */
public final class DualControl {
  private final Transactions transactions;
  private final Municipalities municipalities;
  private final OfficeRules rules;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public DualControl(
      Transactions transactions,
      Municipalities municipalities,
      OfficeRules rules,
      InstantSource clock,
      AuditLog auditLog) {
    this.transactions = transactions;
    this.municipalities = municipalities;
    this.rules = rules;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * A supervisor's wish for an office.
   *
   * @param kinds all kinds that shall need a second person; none any more where empty
   */
  public record Wish(String municipality, Set<ApplicationKind> kinds) {
    public Wish {
      kinds = Set.copyOf(kinds);
    }

    private List<String> ids() {
      return kinds.stream().map(ApplicationKind::id).sorted().toList();
    }
  }

  /** Reads what an office requires. */
  public Outcome<DualControlSetting> read(StaffMember caller, String municipality) {
    return office(caller, municipality)
        .then(
            code -> Outcome.done(transactions.run(handle -> DualControlTable.find(handle, code))));
  }

  /** Proposes a change; one that was proposed before gives way. */
  public Outcome<Answered<DualControlSetting>> propose(
      StaffMember caller, RequestId request, Wish wish) {
    return change(
        caller,
        request,
        wish,
        (handle, before) -> {
          Instant now = clock.instant();
          Proposal proposal = new Proposal(wish.kinds(), caller.person(), now);
          DualControlSetting after = new DualControlSetting(before.kinds(), Optional.of(proposal));
          AuditAct act = new OfficeAct.DualControlProposed(wish.municipality(), wish.ids());
          return write(handle, caller, wish, after, act);
        });
  }

  /** Agrees to what another supervisor proposed, if that is still the proposal. */
  public Outcome<Answered<DualControlSetting>> approve(
      StaffMember caller, RequestId request, Wish wish) {
    Outcome<Answered<DualControlSetting>> outcome =
        change(
            caller,
            request,
            wish,
            (handle, before) -> {
              Optional<Proposal> proposal =
                  before.proposal().filter(proposed -> proposed.kinds().equals(wish.kinds()));
              if (proposal.isEmpty()) {
                return Outcome.refused(RefusalCode.NOTHING_PROPOSED);
              }
              if (proposal.get().by().equals(caller.person())) {
                return Outcome.refused(RefusalCode.SAME_PERSON);
              }
              DualControlSetting after = new DualControlSetting(wish.kinds(), Optional.empty());
              AuditAct act = new OfficeAct.DualControlApproved(wish.municipality(), wish.ids());
              return write(handle, caller, wish, after, act);
            });
    rules.changed();
    return outcome;
  }

  private interface Step {
    Outcome<Effect<Answered<DualControlSetting>>> from(Handle handle, DualControlSetting before);
  }

  private Outcome<Answered<DualControlSetting>> change(
      StaffMember caller, RequestId request, Wish wish, Step step) {
    return office(caller, wish.municipality())
        .then(code ->
            transactions.once(
                request,
                handle ->
                    StaffTable.present(handle, caller)
                        .then(_ -> step.from(handle, DualControlTable.lock(handle, code)))));
  }

  private Outcome<String> office(StaffMember caller, String municipality) {
    if (municipalities.byCode(municipality).isEmpty()) {
      return Outcome.refused(RefusalCode.MUNICIPALITY_UNKNOWN, known(municipality));
    }
    return caller.reaches(municipality)
        ? Outcome.done(municipality)
        : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
  }

  private static String known(String text) {
    return text.matches("[A-Za-z0-9-]{1,40}") ? text : "given";
  }

  private Outcome<Effect<Answered<DualControlSetting>>> write(
      Handle handle, StaffMember caller, Wish wish, DualControlSetting after, AuditAct act) {
    DualControlTable.update(handle, wish.municipality(), after);
    auditLog.append(handle, caller.actor(), act);
    DualControlView view = DualControlView.of(wish.municipality(), after);
    return Outcome.done(Effect.untold(after).answered(Json.write(view)));
  }
}
