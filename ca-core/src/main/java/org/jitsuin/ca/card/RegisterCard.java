package org.jitsuin.ca.card;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.command.AuditTrail;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Decision;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.PendingEvents;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.DossierWriter;
import org.jitsuin.ca.store.DossierWriter.DossierChange;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.PlannedTable;
import org.jitsuin.ca.store.PlannedTable.Planned;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/** Registers a card with its holder and computes until when it is valid. */
public final class RegisterCard {
  private final Transactions transactions;
  private final LifeCycle lifeCycle;
  private final Municipalities municipalities;
  private final InstantSource clock;
  private final SecureRandom random;

  public RegisterCard(
      Transactions transactions,
      LifeCycle lifeCycle,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.municipalities = municipalities;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The application of an office for a card.
   *
   * @param stay of a foreign resident
   * @param ward an adult ward
   * @param issuedOn when the card was issued; not later than today in Japan
   * @param applicationReceivedOn decides which age of majority holds
   * @param withoutPins a card for face authentication
   */
  public record Application(
      Holder holder,
      Optional<Stay> stay,
      boolean ward,
      LocalDate issuedOn,
      LocalDate applicationReceivedOn,
      boolean withoutPins) {

    /** Creates the application of a Japanese national for an ordinary card. */
    public Application(Holder holder, LocalDate issuedOn, LocalDate applicationReceivedOn) {
      this(holder, Optional.empty(), false, issuedOn, applicationReceivedOn, false);
    }
  }

  /**
   * @param encode the answer as it is kept for a repeated request
   */
  public Outcome<Card> register(
      StaffMember caller,
      RequestId request,
      Application application,
      Function<Card, Bytes> encode) {
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
    return transactions.once(request, encode, handle -> record(handle, caller, application));
  }

  private Outcome<Effect<Card>> record(Handle handle, StaffMember caller, Application application) {
    Instant now = clock.instant();
    Optional<Dossier> known =
        Dossiers.lock(handle, application.holder().registerId()).map(Dossiers.Filed::dossier);
    return known
        .map(dossier -> agreeing(dossier, caller, application))
        .orElseGet(() -> unknown(handle, application, now))
        .then(entered -> {
          Command.Register command =
              new Command.Register(
                  UUID.randomUUID().toString(),
                  application.issuedOn(),
                  application.applicationReceivedOn(),
                  application.withoutPins());
          return lifeCycle
              .decide(entered.dossier(), command, now)
              .then(
                  decision -> Outcome.done(write(handle, caller, command, entered, decision, now)));
        });
  }

  /**
   * A resident as kept before, and what has been told since and is written with the card.
   *
   * @param reported changes by resident events that waited for the resident to become known, and
   *     that the office knows an adult ward
   */
  private record Entered(Dossier kept, List<Change> reported) {
    Dossier dossier() {
      return kept.after(reported);
    }
  }

  /**
   * A resident who is known must be known with the same data; that one is an adult ward, the office
   * may tell of somebody known long since.
   */
  private static Outcome<Entered> agreeing(
      Dossier known, StaffMember caller, Application application) {
    Resident resident = known.resident();
    if (!caller.reaches(resident.holder().municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    boolean agrees =
        resident.holder().equals(application.holder())
            && (application.stay().isEmpty() || application.stay().equals(resident.stay()));
    List<Change> ward =
        application.ward() && !resident.ward()
            ? List.of(new Change.ResidentChanged(resident.asWard()))
            : List.of();
    return agrees
        ? Outcome.done(new Entered(known, ward))
        : Outcome.refused(RefusalCode.HOLDER_DIFFERS);
  }

  /**
   * Registers a resident who was unknown: what the register reported before must be in the data
   * already.
   */
  private Outcome<Entered> unknown(Handle handle, Application application, Instant now) {
    Dossier dossier =
        new Dossier(
            Resident.registered(application.holder(), application.stay(), application.ward(), now),
            List.of(),
            List.of());
    // First, so that an event that comes at this moment either is seen to wait or sees the
    // resident.
    ResidentTable.insert(handle, List.of(dossier.resident()));
    String registerId = application.holder().registerId();
    List<Change> reported = new ArrayList<>();
    List<Planned> waiting = PlannedTable.waiting(handle, registerId);
    for (Planned one : waiting) {
      Command takeIn = new Command.TakeIn(PendingEvents.read(one.event().orElseThrow()));
      if (lifeCycle.decide(dossier.after(reported), takeIn, now)
          instanceof Outcome.Done<Decision>(Decision decision)) {
        reported.addAll(decision.changes());
      }
    }
    PlannedTable.remove(
        handle, PlannedTable.Kind.WAITING, waiting.stream().map(Planned::id).toList());
    Entered entered = new Entered(dossier, reported);
    Resident resident = entered.dossier().resident();
    boolean agrees =
        resident.holder().equals(application.holder())
            && resident.stay().equals(application.stay());
    return agrees ? Outcome.done(entered) : Outcome.refused(RefusalCode.HOLDER_DIFFERS);
  }

  private Effect<Card> write(
      Handle handle,
      StaffMember caller,
      Command.Register command,
      Entered entered,
      Decision decision,
      Instant now) {
    Dossier dossier = entered.dossier();
    Performed performed =
        new Performed(command, dossier, dossier.after(decision.changes()), decision);
    List<Change> changes = new ArrayList<>(entered.reported());
    changes.addAll(decision.changes());
    List<StatusFeed.Change> told =
        DossierWriter.post(handle, List.of(new DossierChange(entered.kept(), changes, true)), now);
    Commitment commitment = Commitment.to(dossier.resident().holder().disclosed(), random);
    AuditTable.disclose(handle, List.of(commitment));
    AuditTable.append(
        handle,
        AuditTrail.of(performed, "request", commitment.hash()).stream()
            .map(act -> AuditEntry.of(now, caller.actor(), act, random))
            .toList());
    return new Effect<>(performed.after().card(command.cardId()).orElseThrow(), told);
  }
}
