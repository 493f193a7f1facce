package org.jitsuin.ca.query;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardSearch;
import org.jitsuin.ca.store.CardSearch.Found;
import org.jitsuin.ca.store.CardSearch.SuspensionKey;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.FiledDossier;
import org.jitsuin.ca.store.ResidentSearch;
import org.jitsuin.ca.store.ResidentSearch.Person;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.Transactions;

/** Finds cards. Clerks and supervisors find only those of residents of their own municipality. */
public final class FindCards {
  /** The greatest number of persons found; others must be described better. */
  public static final int MOST_PERSONS = 20;

  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public FindCards(Transactions transactions, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * Returns the cards that a resident ever had, the oldest first.
   *
   * @param after the card that the page begins behind
   */
  public List<Found> ofResident(
      StaffMember caller, String registerId, Optional<String> after, int limit) {
    return transactions.run(handle ->
        ResidentTable.find(handle, registerId)
            .filter(row -> caller.reaches(row.holder().municipality()))
            .map(_ -> CardSearch.ofResident(handle, registerId, after, limit))
            .orElseGet(List::of));
  }

  /**
   * Returns the cards that were suspended for at least so long and never lifted, those suspended
   * longest first.
   */
  public List<Found> suspended(
      StaffMember caller, Duration atLeast, Optional<SuspensionKey> after, int limit) {
    Instant before = clock.instant().minus(atLeast).plusMillis(1);
    return transactions.run(
        handle -> CardSearch.suspended(handle, caller.municipality(), before, after, limit));
  }

  /**
   * The newest card of each resident of that name and birth date; the search is recorded.
   *
   * @return {@link #MOST_PERSONS} at the most
   */
  public List<Found> ofPerson(StaffMember caller, Person person) {
    Optional<Person> reached = reached(caller, person);
    return transactions.run(handle -> {
      List<String> residents =
          reached
              .map(somebody -> ResidentSearch.find(handle, somebody, MOST_PERSONS))
              .orElse(List.of());
      List<Found> found = newest(Dossiers.read(handle, residents).values());
      String searched = auditLog.commit(handle, disclosed(person));
      auditLog.append(handle, caller.actor(), new OfficeAct.HolderSearched(searched, found.size()));
      return found;
    });
  }

  /** Whoever is sought in another municipality than the caller's is nobody whom they reach. */
  private static Optional<Person> reached(StaffMember caller, Person person) {
    return person.municipality().filter(code -> !caller.reaches(code)).isPresent()
        ? Optional.empty()
        : Optional.of(caller.municipality().map(person::in).orElse(person));
  }

  private static List<Found> newest(Collection<FiledDossier> filed) {
    return filed.stream()
        .map(FiledDossier::dossier)
        .filter(dossier -> !dossier.cards().isEmpty())
        .map(FindCards::newest)
        .toList();
  }

  private static Found newest(Dossier dossier) {
    return new Found(dossier.cards().getLast(), dossier.resident().holder().municipality());
  }

  private static Map<String, String> disclosed(Person person) {
    Map<String, String> facts = new HashMap<>();
    person.name().ifPresent(name -> facts.put("name", name));
    facts.putAll(person.reading().disclosed());
    facts.put("birthDate", person.birthDate().toString());
    person.municipality().ifPresent(code -> facts.put("municipality", code));
    person.address().ifPresent(address -> facts.put("address", address));
    return facts;
  }
}
