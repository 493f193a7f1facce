package org.jitsuin.ca.option;

import static org.jitsuin.ca.model.IdentityCheck.Document.ENQUIRY_LETTER;
import static org.jitsuin.ca.model.IdentityCheck.Document.PASSPORT;
import static org.jitsuin.ca.model.IdentityCheck.Document.QUESTIONS_ANSWERED;
import static org.jitsuin.ca.model.IdentityCheck.Document.REPRESENTATION_PROOF;
import static org.jitsuin.ca.model.IdentityCheck.Person.HOLDER;
import static org.jitsuin.ca.model.IdentityCheck.Person.PROXY;
import static org.jitsuin.ca.model.IdentityCheck.Person.REPRESENTATIVE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.IdentityCheck.Person;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * How identity must be checked for an act. The rules themselves are asked, with one check after
 * another: what they refuse for the check alone does not suffice.
 *
 * @param present who must come: any one of these groups; empty where nobody need
 */
public record Identification(Level level, List<Set<Person>> present) {
  /** Everybody who can come, with all that they may have to show. */
  static final IdentityCheck STRONGEST =
      new IdentityCheck(
          Set.of(HOLDER, REPRESENTATIVE), Set.of(PASSPORT, REPRESENTATION_PROOF, ENQUIRY_LETTER));

  /** Nobody need come. */
  static final Identification NOBODY = new Identification(Level.NONE, List.of());

  private static final IdentityCheck WEAK =
      new IdentityCheck(Set.of(HOLDER), Set.of(QUESTIONS_ANSWERED));
  private static final List<IdentityCheck> ALONE =
      List.of(
          new IdentityCheck(Set.of(HOLDER), Set.of(PASSPORT)),
          new IdentityCheck(Set.of(REPRESENTATIVE), Set.of(PASSPORT, REPRESENTATION_PROOF)),
          new IdentityCheck(Set.of(PROXY), Set.of(PASSPORT, ENQUIRY_LETTER)));
  private static final Set<RefusalCode> FOR_THE_CHECK =
      Set.of(
          RefusalCode.IDENTITY_CHECK_NEEDED,
          RefusalCode.IDENTITY_CHECK_INSUFFICIENT,
          RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE);

  public Identification {
    present = List.copyOf(present);
  }

  /** How much a check must say. */
  public enum Level {
    /** None is needed. */
    NONE("none"),
    /** It is recorded, whatever it was. */
    RECORDED("recorded"),
    /** One official document with a photograph, or two others. */
    SUFFICIENT("sufficient");

    private final String id;

    Level(String id) {
      this.id = id;
    }

    /** The name in the API. */
    public String id() {
      return id;
    }
  }

  /**
   * Finds out what check an act needs.
   *
   * @param act decides it with a check, or with none
   * @return empty where the act is refused for something else before the check is looked at
   */
  static <T> Optional<Identification> of(Function<Optional<IdentityCheck>, Outcome<T>> act) {
    boolean none = suffices(act.apply(Optional.empty()));
    boolean weak = suffices(act.apply(Optional.of(WEAK)));
    List<Set<Person>> alone = new ArrayList<>();
    for (IdentityCheck check : ALONE) {
      if (suffices(act.apply(Optional.of(check)))) {
        alone.add(check.present());
      }
    }
    boolean refused = act.apply(Optional.of(STRONGEST)) instanceof Outcome.Refused<T>;
    if (refused && none && weak && alone.size() == ALONE.size()) {
      return Optional.empty();
    }
    Level level = none ? Level.NONE : weak ? Level.RECORDED : Level.SUFFICIENT;
    List<Set<Person>> groups = alone.isEmpty() ? List.of(Set.of(HOLDER, REPRESENTATIVE)) : alone;
    return Optional.of(new Identification(level, none ? List.of() : groups));
  }

  private static boolean suffices(Outcome<?> outcome) {
    return !(outcome instanceof Outcome.Refused<?>(Refusal refusal))
        || !FOR_THE_CHECK.contains(refusal.code());
  }
}
