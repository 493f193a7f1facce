package org.jitsuin.ca.personnel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * The rules of changes among the staff. Two CA operators let people in and out; one person shuts
 * somebody out at once, a few times a day; and two operators always remain, so that nobody can shut
 * out all others, and somebody can undo what was done.
 */
public final class StaffRules {
  /** The least number of operators: one proposes, another one approves. */
  public static final int OPERATORS = 2;

  /** How long a proposal waits: what was meant so long ago is to be thought of anew. */
  static final Duration OPEN = Duration.ofDays(30);

  private StaffRules() {}

  /**
   * Says why a person cannot be changed so.
   *
   * @param known the person, if there ever was one of that id
   */
  public static Optional<Refusal> change(StaffChangeKind kind, Optional<StaffPerson> known) {
    Optional<StaffState> state = known.map(StaffPerson::state);
    if (kind == StaffChangeKind.REGISTER) {
      return state
          .filter(now -> now != StaffState.WITHDRAWN)
          .map(now -> new Refusal(RefusalCode.PERSON_EXISTS, now.id()));
    }
    if (state.isEmpty()) {
      return Optional.of(Refusal.of(RefusalCode.PERSON_UNKNOWN));
    }
    boolean fits =
        switch (kind) {
          case REGISTER -> throw new IllegalStateException("seen above");
          case RENEW, BLOCK -> state.get() == StaffState.ACTIVE;
          case REPLACE, WITHDRAW -> state.get() != StaffState.WITHDRAWN;
          case RESTORE -> state.get() == StaffState.BLOCKED;
        };
    return fits
        ? Optional.empty()
        : Optional.of(new Refusal(RefusalCode.PERSON_STATE, state.get().id()));
  }

  /**
   * Says why somebody cannot go.
   *
   * @param operators the persons of all CA operators who can come in now
   */
  public static Optional<Refusal> departure(
      StaffChangeKind kind, String person, Set<String> operators) {
    boolean leaves = kind == StaffChangeKind.WITHDRAW || kind == StaffChangeKind.BLOCK;
    return leaves && operators.contains(person) && operators.size() <= OPERATORS
        ? Optional.of(Refusal.of(RefusalCode.OPERATORS_TOO_FEW))
        : Optional.empty();
  }

  /**
   * A proposal as it waits.
   *
   * @param content the hash of all that was proposed, with the key
   */
  public record Proposal(StaffChangeState state, Mark proposed, Fingerprint content) {}

  /**
   * Says why somebody cannot approve a proposal.
   *
   * @param content the hash of what they have looked at
   */
  public static Optional<Refusal> approval(
      StaffMember caller, Proposal proposal, Fingerprint content, Instant now) {
    if (proposal.state() != StaffChangeState.PROPOSED) {
      return Optional.of(new Refusal(RefusalCode.CHANGE_NOT_PROPOSED, proposal.state().id()));
    }
    if (proposal.proposed().by().equals(caller.person())) {
      return Optional.of(Refusal.of(RefusalCode.SAME_PERSON));
    }
    if (proposal.proposed().at().plus(OPEN).isBefore(now)) {
      return Optional.of(Refusal.of(RefusalCode.CHANGE_TOO_OLD));
    }
    return proposal.content().equals(content)
        ? Optional.empty()
        : Optional.of(Refusal.of(RefusalCode.CHANGE_DIFFERS));
  }

  /**
   * Says why somebody cannot shut out a person at once.
   *
   * @param done how often the caller did so during a day
   * @param allowed how often they may
   */
  public static Optional<Refusal> block(
      StaffMember caller, StaffPerson person, int done, int allowed) {
    if (caller.role() == Role.OFFICE_SUPERVISOR) {
      if (!person.seat().municipality().equals(caller.municipality())) {
        return Optional.of(Refusal.of(RefusalCode.OTHER_MUNICIPALITY));
      }
      if (person.seat().role() != Role.OFFICE_CLERK) {
        return Optional.of(new Refusal(RefusalCode.NOT_ALLOWED, Role.CA_OPERATOR.id()));
      }
    }
    return done < allowed
        ? Optional.empty()
        : Optional.of(new Refusal(RefusalCode.BLOCKS_USED, Integer.toString(allowed)));
  }
}
