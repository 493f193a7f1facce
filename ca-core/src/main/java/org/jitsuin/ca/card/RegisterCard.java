package org.jitsuin.ca.card;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.command.AuditTrail;
import org.jitsuin.ca.command.DossierTransaction;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.PendingEvents;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.PlannedChange;
import org.jitsuin.ca.store.PlannedChange.Kind;
import org.jitsuin.ca.store.PlannedTable;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/** Registers a card with its holder and computes until when it is valid. */
public final class RegisterCard {
  private final Transactions transactions;
  private final LifeCycle lifeCycle;
  private final Municipalities municipalities;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public RegisterCard(
      Transactions transactions,
      LifeCycle lifeCycle,
      Municipalities municipalities,
      InstantSource clock,
      AuditLog auditLog) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.municipalities = municipalities;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * The application of an office for a card.
   *
   * @param reading how the name is read; nothing where the office does not say it
   * @param stay of a foreign resident
   * @param ward an adult ward
   * @param issuedOn when the card was issued; not later than today in Japan
   * @param applicationReceivedOn decides which age of majority holds
   * @param withoutPins a card for face authentication
   * @param check how identity was checked
   */
  public record Application(
      Holder holder,
      NameReading reading,
      Optional<Stay> stay,
      boolean ward,
      LocalDate issuedOn,
      LocalDate applicationReceivedOn,
      boolean withoutPins,
      IdentityCheck check) {

    /** Creates an application that does not say how the name is read. */
    public Application(
        Holder holder,
        Optional<Stay> stay,
        boolean ward,
        LocalDate issuedOn,
        LocalDate applicationReceivedOn,
        boolean withoutPins,
        IdentityCheck check) {
      this(
          holder,
          NameReading.NONE,
          stay,
          ward,
          issuedOn,
          applicationReceivedOn,
          withoutPins,
          check);
    }

    /** Creates the application of a Japanese national for an ordinary card. */
    public Application(
        Holder holder, LocalDate issuedOn, LocalDate applicationReceivedOn, IdentityCheck check) {
      this(holder, Optional.empty(), false, issuedOn, applicationReceivedOn, false, check);
    }
  }

  /** Registers the card that an office asks for. */
  public Outcome<Answered<Card>> register(
      StaffMember caller, RequestId request, Application application) {
    Holder holder = application.holder();
    LocalDate today = JapanTime.date(clock.instant());
    Optional<Municipality> municipality = municipalities.byCode(holder.municipality());
    if (municipality.isEmpty()) {
      return Outcome.refused(RefusalCode.MUNICIPALITY_UNKNOWN, holder.municipality());
    }
    if (!municipalities.agrees(municipality.get(), holder.address().text())) {
      return Outcome.refused(RefusalCode.PREFECTURE_DIFFERS, holder.municipality());
    }
    if (!caller.reaches(holder.municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    if (application.issuedOn().isAfter(today)
        || application.applicationReceivedOn().isAfter(application.issuedOn())
        || !holder.birthDate().isFrom(Holder.EARLIEST_BIRTH, application.issuedOn())) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID,
          "birthDate, applicationReceivedOn and issuedOn come in this order, none after today, and"
              + " birthDate not before "
              + Holder.EARLIEST_BIRTH);
    }
    return transactions.once(request, handle -> record(handle, caller, application));
  }

  private Outcome<Effect<Answered<Card>>> record(
      Handle handle, StaffMember caller, Application application) {
    Instant now = clock.instant();
    String registerId = application.holder().registerId();
    DossierTransaction dossiers =
        new DossierTransaction(handle, lifeCycle, auditLog, caller.actor(), now);
    dossiers.lock(List.of(registerId));
    Outcome<Optional<String>> agreed =
        dossiers.dossier(registerId).isPresent()
            ? known(dossiers, caller, application)
            : unknown(handle, dossiers, application, now);
    return agreed.then(confirmedBy -> write(dossiers, application, confirmedBy));
  }

  /**
   * A resident who is known must be known with the same data; that one is an adult ward, the office
   * may tell of somebody known long since.
   *
   * @return no event that confirms the data now
   */
  private static Outcome<Optional<String>> known(
      DossierTransaction dossiers, StaffMember caller, Application application) {
    String registerId = application.holder().registerId();
    Resident resident = dossiers.dossier(registerId).orElseThrow().resident();
    if (!caller.reaches(resident.holder().municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    if (!resident.holder().equals(application.holder())
        || (application.stay().isPresent() && !application.stay().equals(resident.stay()))) {
      return Outcome.refused(RefusalCode.HOLDER_DIFFERS);
    }
    Resident told = application.ward() ? resident.asWard() : resident;
    // What the register said of a reading stands; where it said nothing, the office may.
    Resident after = told.reading().isEmpty() ? told.with(application.reading()) : told;
    if (!after.equals(resident)) {
      dossiers.change(registerId, List.of(new Change.ResidentChanged(after)));
    }
    return Outcome.done(Optional.empty());
  }

  /**
   * Registers a resident who was unknown: what the register reported before must be in the data
   * already.
   *
   * @return the id of the event that confirms the data, if one does
   */
  private static Outcome<Optional<String>> unknown(
      Handle handle, DossierTransaction dossiers, Application application, Instant now) {
    Resident entered =
        Resident.registered(application.holder(), application.stay(), application.ward(), now)
            .with(application.reading());
    // First, so that an event that comes at this moment either is seen to wait or sees the
    // resident.
    ResidentTable.insert(handle, List.of(entered));
    dossiers.add(new Dossier(entered, List.of(), List.of()));
    String registerId = application.holder().registerId();
    List<PlannedChange> waiting = PlannedTable.waiting(handle, registerId);
    Optional<String> confirmedBy = Optional.empty();
    for (ResidentEvent event : PendingEvents.inOrder(waiting)) {
      // One that is refused changes nothing.
      dossiers.decide(registerId, new Command.TakeIn(event));
      if (confirmedBy.isEmpty() && resident(dossiers, registerId).confirmation().isConfirmed()) {
        confirmedBy = Optional.of(event.id());
      }
    }
    PlannedTable.remove(handle, Kind.WAITING, waiting.stream().map(PlannedChange::id).toList());
    Resident resident = resident(dossiers, registerId);
    boolean agrees =
        resident.holder().equals(application.holder())
            && resident.stay().equals(application.stay())
            && resident.confirmation().differing().isEmpty();
    return agrees ? Outcome.done(confirmedBy) : Outcome.refused(RefusalCode.HOLDER_DIFFERS);
  }

  private static Resident resident(DossierTransaction dossiers, String registerId) {
    return dossiers.dossier(registerId).orElseThrow().resident();
  }

  private Outcome<Effect<Answered<Card>>> write(
      DossierTransaction dossiers, Application application, Optional<String> confirmedBy) {
    Command.Register command =
        new Command.Register(
            UUID.randomUUID().toString(),
            application.issuedOn(),
            application.applicationReceivedOn(),
            application.withoutPins(),
            application.check());
    return dossiers
        .decide(application.holder().registerId(), command)
        .then(performed -> {
          String evidence = dossiers.commit(disclosed(performed.before().resident()));
          dossiers.record(performed, "request", evidence);
          Card card = performed.after().card(command.cardId()).orElseThrow();
          Confirmation confirmation = performed.after().resident().confirmation();
          confirmedBy
              .map(PendingEvents::origin)
              .map(origin -> AuditTrail.confirmed(card.id(), confirmation, origin))
              .ifPresent(dossiers::record);
          String told = lifeCycle.policy().confirmation().told(confirmation);
          return Outcome.done(
              new Effect<>(card, dossiers.write()).answered(Json.write(CardView.of(card, told))));
        });
  }

  private static Map<String, String> disclosed(Resident resident) {
    Map<String, String> facts = new HashMap<>(resident.holder().disclosed());
    facts.putAll(resident.reading().disclosed());
    return facts;
  }
}
