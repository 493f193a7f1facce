package org.jitsuin.ca.latestdata;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.consent.ConsentRules;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.ConsentAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.ConsentAnswerTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.Transactions;

/**
 * Tells relying parties the latest data of holders who consented to it. The holder is locked
 * meanwhile, as whoever withdraws, revokes or moves them has them locked: what was acknowledged
 * before is never passed over.
 */
public final class LatestData {
  private final Transactions transactions;
  private final ConsentUse use;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final LongAdder told = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /**
   * @param allowed how often a relying party may use consents on a day in Japan
   */
  public LatestData(
      Transactions transactions, int allowed, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.use = new ConsentUse(allowed);
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * What a party is told.
   *
   * @param data by the names of items; with {@code nameSubstitutes} and {@code addressSubstitutes}
   * @param commitment binds them in the audit log
   */
  public record Told(Consent consent, Map<String, String> data, Instant at, Commitment commitment) {
    public Told {
      data = Map.copyOf(data);
    }

    /** Nothing of it: it is personal data. */
    @Override
    public String toString() {
      return "Told[" + consent.id() + "]";
    }
  }

  /** Tells what a consent is about; an entry is there before anything is told. */
  public Outcome<Told> tell(StaffMember caller, String id) {
    Outcome<Told> outcome =
        transactions.acknowledged(handle -> {
          Instant now = clock.instant();
          return use.count(handle, caller, now).then(party -> tell(handle, caller, party, id, now));
        });
    (outcome instanceof Outcome.Done<Told> ? told : refused).increment();
    return outcome;
  }

  /** Returns how often this server told somebody since its start. */
  public long told() {
    return told.sum();
  }

  /** Returns how often this server refused to tell since its start. */
  public long refused() {
    return refused.sum();
  }

  private Outcome<Told> tell(
      Handle handle, StaffMember caller, String party, String id, Instant now) {
    Optional<Dossier> holder =
        Consents.ofParty(handle, party, id) instanceof Outcome.Done<Consent>(Consent found)
            ? found
                .registerId()
                .flatMap(registerId -> Dossiers.lock(handle, registerId))
                .map(filed -> filed.dossier())
            : Optional.empty();
    // Read again behind the lock: it may be withdrawn since.
    return Consents.ofParty(handle, party, id)
        .then(consent -> {
          Optional<Refusal> refusal =
              ConsentRules.answerable(
                  consent, holder.map(Dossier::certificates).orElse(List.of()), now);
          if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
          }
          return holder
              .map(dossier -> told(handle, caller, consent, dossier.resident().holder(), now))
              .map(Outcome::done)
              .orElseGet(() -> Outcome.refused(RefusalCode.CONSENT_UNKNOWN));
        });
  }

  private Told told(
      Handle handle, StaffMember caller, Consent consent, Holder holder, Instant now) {
    Map<String, String> data = data(holder, consent.attributes());
    Map<String, Object> bound = new HashMap<>(data);
    bound.put("consent", consent.id());
    Commitment commitment = auditLog.commitment(Commitment.canonical(bound));
    ConsentAnswerTable.insert(handle, consent.id(), now);
    auditLog.append(
        handle,
        now,
        caller.actor(),
        new ConsentAct.ConsentAnswered(
            consent.id(),
            consent.party(),
            ConsentAttribute.ids(consent.attributes()),
            commitment.hash()));
    return new Told(consent, data, now, commitment);
  }

  /** Of what the register has, what was consented to and nothing else. */
  static Map<String, String> data(Holder holder, Collection<ConsentAttribute> attributes) {
    Map<String, String> data = new HashMap<>();
    for (ConsentAttribute attribute : attributes) {
      switch (attribute) {
        case NAME -> {
          data.put("name", holder.name().text());
          data.put("nameSubstitutes", holder.name().substitutes());
        }
        case ADDRESS -> {
          data.put("address", holder.address().text());
          data.put("addressSubstitutes", holder.address().substitutes());
        }
        case SEX -> data.put("sex", holder.sex().id());
        case BIRTH_DATE -> data.put("birthDate", holder.birthDate().toString());
      }
    }
    return data;
  }
}
