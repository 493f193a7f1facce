package org.jitsuin.ca.registry;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.audit.AuditAct;
import org.jitsuin.base.audit.AuditEntry;
import org.jitsuin.base.audit.Commitment;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;
import org.jitsuin.ca.validity.ValidityRules;

/** Registers a card with its holder and computes until when it is valid. */
public final class RegisterCard {
  private final Transactions transactions;
  private final ValidityRules rules;
  private final Municipalities municipalities;
  private final InstantSource clock;
  private final SecureRandom random;

  public RegisterCard(
      Transactions transactions,
      ValidityRules rules,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    this.transactions = transactions;
    this.rules = rules;
    this.municipalities = municipalities;
    this.clock = clock;
    this.random = random;
  }

  /**
   * What an office asks for.
   *
   * @param issuedOn when the card was issued; not later than today in Japan
   * @param applicationReceivedOn decides which age of majority holds
   */
  public record Application(Holder holder, LocalDate issuedOn, LocalDate applicationReceivedOn) {}

  /**
   * @param encode the answer as it is kept for a repeated request
   */
  public Outcome<Card> register(
      StaffMember caller, RequestId request, Application application, Function<Card, Der> encode) {
    Holder holder = application.holder();
    LocalDate today = JapanTime.date(clock.instant());
    if (municipalities.byCode(holder.municipality()).isEmpty()) {
      return Outcome.refused(RefusalCode.MUNICIPALITY_UNKNOWN, holder.municipality());
    }
    if (!caller.reaches(holder.municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    if (application.issuedOn().isAfter(today)
        || application.applicationReceivedOn().isAfter(application.issuedOn())
        || holder.birthDate().isAfter(application.issuedOn())
        || holder.birthDate().isBefore(Holder.EARLIEST_BIRTH)) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID,
          "birthDate, applicationReceivedOn and issuedOn come in this order, none after today, and"
              + " birthDate not before "
              + Holder.EARLIEST_BIRTH);
    }
    Card card =
        new Card(
            UUID.randomUUID().toString(),
            holder.registerId(),
            holder.municipality(),
            application.issuedOn(),
            rules.cardExpiry(
                holder.birthDate(), application.issuedOn(), application.applicationReceivedOn()));
    if (card.expiresOn().isBefore(today)) {
      return Outcome.refused(RefusalCode.CARD_EXPIRED, card.expiresOn().toString());
    }
    return transactions.once(request, encode, handle -> record(handle, caller, card, holder));
  }

  private Outcome<Effect<Card>> record(
      Handle handle, StaffMember caller, Card card, Holder holder) {
    Optional<ResidentTable.Row> known = ResidentTable.lock(handle, holder.registerId());
    if (known.isPresent() && !caller.reaches(known.get().holder().municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    if (known.isPresent() && !known.get().holder().equals(holder)) {
      return Outcome.refused(RefusalCode.HOLDER_DIFFERS);
    }
    if (known.isEmpty()) {
      ResidentTable.insert(handle, holder);
    }
    Instant now = clock.instant();
    CardTable.insert(handle, card, now);
    Commitment commitment = Commitment.to(holder.disclosed(), random);
    AuditTable.disclose(handle, commitment);
    AuditAct act = new AuditAct.CardRegistered(card.id(), card.municipality(), commitment.hash());
    AuditTable.append(handle, AuditEntry.of(now, caller.actor(), act, random));
    return Outcome.done(new Effect<>(card, List.of()));
  }
}
