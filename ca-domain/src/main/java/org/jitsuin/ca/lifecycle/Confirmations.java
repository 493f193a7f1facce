package org.jitsuin.ca.lifecycle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Resident.Item;

/**
 * Rules of when the register has confirmed what an office entered of a resident: an office alone
 * must not bring somebody into being who then signs.
 */
final class Confirmations {
  private Confirmations() {}

  /**
   * The register tells the whole record as it is: it agrees with what an office entered, or not.
   * Nothing of it is taken over, since identity was checked against what was entered.
   *
   * @param newest the items of which it is the newest event that is known; what the register told
   *     later is no matter of it
   */
  static Decision told(Resident before, ResidentEvent event, Set<Item> newest) {
    Confirmation confirmation = Confirmation.differingIn(differing(before, event, newest));
    Resident after =
        confirmation.isConfirmed()
            ? before
                .with(
                    before.holder(), before.stay(), newest, event.occurredOn(), before.changedAt())
                .with(event.readingAfter(before, newest))
            : before;
    return new Decision(
        changed(before, after.with(confirmation)),
        Set.of(confirmation.isConfirmed() ? Note.RECORD_CONFIRMED : Note.RECORD_DIFFERS));
  }

  private static Set<Item> differing(Resident before, ResidentEvent event, Set<Item> newest) {
    Set<Item> differing = EnumSet.noneOf(Item.class);
    for (Item item : newest) {
      boolean same =
          switch (item) {
            case STAY -> event.data().stay().equals(before.stay());
            // The register's own is taken over: identity was not checked against it.
            case READING -> true;
            case NAME, ADDRESS, SEX, BIRTH_DATE ->
                event.applyTo(before.holder(), Set.of(item)).equals(before.holder());
          };
      if (!same) {
        differing.add(item);
      }
    }
    return differing;
  }

  /**
   * What any other event says of the record besides: one that tells all of it confirms it, and the
   * items that one brings are the register's own from then on, whatever differed before.
   */
  static Decision besides(Dossier dossier, ResidentEvent event, Decision decision) {
    Resident after = dossier.after(decision.changes()).resident();
    Set<Item> own = EnumSet.noneOf(Item.class);
    for (Item item : event.items()) {
      Optional.ofNullable(after.asOf().get(item))
          .filter(known -> !known.isBefore(event.occurredOn()))
          .ifPresent(_ -> own.add(item));
    }
    Set<Item> differing = EnumSet.noneOf(Item.class);
    differing.addAll(after.confirmation().differing());
    differing.removeAll(own);
    boolean whole = event.isWhole() && own.containsAll(event.items());
    boolean resolved =
        after.confirmation().state() == Confirmation.State.DIFFERS && differing.isEmpty();
    Confirmation confirmation =
        whole || resolved
            ? Confirmation.CONFIRMED
            : differing.isEmpty() ? after.confirmation() : Confirmation.differingIn(differing);
    List<Change> changes = new ArrayList<>(decision.changes());
    changes.addAll(changed(after, after.with(confirmation)));
    return new Decision(changes, decision.notes());
  }

  private static List<Change> changed(Resident before, Resident after) {
    return after.equals(before) ? List.of() : List.of(new Change.ResidentChanged(after));
  }
}
