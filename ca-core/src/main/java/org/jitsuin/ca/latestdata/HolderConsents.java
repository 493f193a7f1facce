package org.jitsuin.ca.latestdata;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentRules;
import org.jitsuin.ca.consent.QuestionText;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.ConsentAct;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.ConsentAnswerTable;
import org.jitsuin.ca.store.ConsentAnswerTable.Answers;
import org.jitsuin.ca.store.ConsentTable;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.Transactions;

/** Shows holders to what they consented, and who was told when (JPKI Act, article 58). */
public final class HolderConsents {
  private static final int MOST_CONSENTS = 200;
  private static final int MOST_ANSWERS = 50;
  private static final Set<Authority> SIGNERS = EnumSet.allOf(Authority.class);

  private final Transactions transactions;
  private final ConsentUse use;
  private final InstantSource clock;
  private final AuditLog auditLog;

  /**
   * @param allowed how often a relying party may use consents on a day in Japan
   */
  public HolderConsents(
      Transactions transactions, int allowed, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.use = new ConsentUse(allowed);
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /** A consent, and when the party was told by it. */
  public record Shown(Consent consent, Answers answers) {}

  /**
   * Answers a question that a holder signed, to the party that the holder lets bring it.
   *
   * @param sent CMS SignedData over a {@link QuestionText}
   */
  public Outcome<List<Shown>> toBearer(StaffMember caller, Bytes sent) {
    return transactions.acknowledged(handle -> {
      Instant now = clock.instant();
      return SignedTexts.read(sent, QuestionText::parse)
          .then(text ->
              use.count(handle, caller, now)
                  .then(party -> {
                    Optional<Refusal> refusal = ConsentRules.answerable(text.text(), party, now);
                    return refusal.isPresent()
                        ? new Outcome.Refused<>(refusal.get())
                        : TextSigner.find(handle, text.signed(), SIGNERS, now);
                  }))
          .map(signer -> {
            List<Shown> shown = shown(handle, signer.registerId());
            String card = signer.certificate().cardId();
            record(handle, caller, now, new ConsentAct.ConsentsShown(card, shown.size()));
            return shown;
          });
    });
  }

  /** Shows them to an office, which the holder asked. */
  public Outcome<List<Shown>> ofCard(StaffMember caller, String cardId) {
    return transactions.run(handle -> {
      Optional<String> registerId = CardTable.find(handle, cardId).map(card -> card.registerId());
      if (registerId.isEmpty()) {
        return Outcome.refused(RefusalCode.CARD_UNKNOWN);
      }
      String municipality =
          ResidentTable.find(handle, registerId.get()).orElseThrow().holder().municipality();
      if (!caller.reaches(municipality)) {
        return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
      }
      record(handle, caller, clock.instant(), new OfficeAct.HolderRead(cardId));
      return Outcome.done(shown(handle, registerId.get()));
    });
  }

  private static List<Shown> shown(Handle handle, String registerId) {
    return ConsentTable.ofResident(handle, registerId, MOST_CONSENTS).stream()
        .map(consent ->
            new Shown(consent, ConsentAnswerTable.of(handle, consent.id(), MOST_ANSWERS)))
        .toList();
  }

  private void record(Handle handle, StaffMember caller, Instant now, AuditAct act) {
    auditLog.append(handle, now, caller.actor(), act);
  }
}
