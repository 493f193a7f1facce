package org.jitsuin.ca.staff;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.personnel.StaffPerson;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.StaffChange;
import org.jitsuin.ca.store.StaffChangeTable;
import org.jitsuin.ca.store.StaffRoll;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;

/** Tells who is among the staff, and what is proposed; to a supervisor, of the own office. */
public final class ReadStaff {
  private final Transactions transactions;
  private final InstantSource machineClock;

  /**
   * @param machineClock what certificates of staff go by
   */
  public ReadStaff(Transactions transactions, InstantSource machineClock) {
    this.transactions = transactions;
    this.machineClock = machineClock;
  }

  /** A person with all certificates. */
  public Outcome<StaffPersonView> person(StaffMember caller, String id) {
    Optional<StaffPerson> found = transactions.run(handle -> StaffRoll.find(handle, id));
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.PERSON_UNKNOWN);
    }
    return caller.municipality().isEmpty()
            || caller.municipality().equals(found.get().seat().municipality())
        ? Outcome.done(StaffPersonView.full(found.get(), machineClock.instant()))
        : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
  }

  /**
   * Persons in the order of their ids.
   *
   * @param after the id that the page begins behind; empty for the first page
   * @param limit how many at the most
   */
  public List<StaffPersonView> page(StaffMember caller, String after, int limit) {
    return transactions
        .run(handle -> StaffRoll.page(handle, caller.municipality(), after, limit))
        .stream()
        .map(person -> StaffPersonView.listed(person, machineClock.instant()))
        .toList();
  }

  /** A change, with the certificate that came of it. */
  public Outcome<StaffChangeView> change(String id) {
    return transactions.run(handle ->
        StaffChangeTable.find(handle, id)
            .map(change -> Outcome.done(view(handle, change)))
            .orElseGet(() -> Outcome.refused(RefusalCode.CHANGE_UNKNOWN)));
  }

  /** Returns a view of a change with the certificate that came of it, as it is kept. */
  static StaffChangeView view(Handle handle, StaffChange change) {
    Optional<Serial> serial = change.serial();
    return StaffChangeView.of(
        change,
        serial
            .flatMap(known -> StaffTable.certificate(handle, known))
            .map(certificate -> Pem.certificate(SignedCertificate.der(certificate))));
  }

  /**
   * Changes in the order in which they were proposed.
   *
   * @param state only those in it
   * @param after the number that the page begins behind; 0 for the first page
   * @param limit how many at the most
   */
  public List<StaffChange> changes(Optional<StaffChangeState> state, long after, int limit) {
    return transactions.run(handle -> StaffChangeTable.page(handle, state, after, limit));
  }
}
