package org.jitsuin.ca.application;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.OfficeAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.DualControlTable;
import org.jitsuin.ca.store.DualControlTable.Proposal;
import org.jitsuin.ca.store.DualControlTable.Row;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
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
  private final SecureRandom random;

  public DualControl(
      Transactions transactions,
      Municipalities municipalities,
      OfficeRules rules,
      InstantSource clock,
      SecureRandom random) {
    this.transactions = transactions;
    this.municipalities = municipalities;
    this.rules = rules;
    this.clock = clock;
    this.random = random;
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
  public Outcome<Row> read(StaffMember caller, String municipality) {
    return office(caller, municipality)
        .then(
            code -> Outcome.done(transactions.run(handle -> DualControlTable.find(handle, code))));
  }

  /**
   * Proposes a change; one that was proposed before gives way.
   *
   * @param encode the answer as it is kept for a repeated request
   */
  public Outcome<Row> propose(
      StaffMember caller, RequestId request, Wish wish, Function<Row, Bytes> encode) {
    return change(
        caller,
        request,
        wish,
        encode,
        (handle, before) -> {
          Instant now = clock.instant();
          Proposal proposal = new Proposal(wish.kinds(), caller.name(), now);
          Row after = new Row(before.kinds(), Optional.of(proposal));
          AuditAct act = new OfficeAct.DualControlProposed(wish.municipality(), wish.ids());
          return write(handle, caller, wish, after, act);
        });
  }

  /** Agrees to what another supervisor proposed, if that is still the proposal. */
  public Outcome<Row> approve(
      StaffMember caller, RequestId request, Wish wish, Function<Row, Bytes> encode) {
    Outcome<Row> outcome =
        change(
            caller,
            request,
            wish,
            encode,
            (handle, before) -> {
              Optional<Proposal> proposal =
                  before.proposal().filter(proposed -> proposed.kinds().equals(wish.kinds()));
              if (proposal.isEmpty()) {
                return Outcome.refused(RefusalCode.NOTHING_PROPOSED);
              }
              if (proposal.get().by().equals(caller.name())) {
                return Outcome.refused(RefusalCode.SAME_PERSON);
              }
              Row after = new Row(wish.kinds(), Optional.empty());
              AuditAct act = new OfficeAct.DualControlApproved(wish.municipality(), wish.ids());
              return write(handle, caller, wish, after, act);
            });
    rules.changed();
    return outcome;
  }

  private interface Step {
    Outcome<Effect<Row>> from(Handle handle, Row before);
  }

  private Outcome<Row> change(
      StaffMember caller, RequestId request, Wish wish, Function<Row, Bytes> encode, Step step) {
    return office(caller, wish.municipality())
        .then(code ->
            transactions.once(
                request, encode, handle -> step.from(handle, DualControlTable.lock(handle, code))));
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

  private Outcome<Effect<Row>> write(
      Handle handle, StaffMember caller, Wish wish, Row after, AuditAct act) {
    DualControlTable.update(handle, wish.municipality(), after);
    AuditTable.append(handle, AuditEntry.of(clock.instant(), caller.actor(), act, random));
    return Outcome.done(new Effect<>(after, List.of()));
  }
}
