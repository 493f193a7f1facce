package org.jitsuin.ca.latestdata;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentRules;
import org.jitsuin.ca.consent.WithdrawalText;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.latestdata.ConsentView.WithdrawnView;
import org.jitsuin.ca.lifecycle.IdentityRules;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.ConsentAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.ConsentTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.FiledDossier;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Withdraws consents, at once and for good: by what the holder signed, whoever brings it, or at an
 * office. Nothing is needed of the party, and no day's use is counted.
 */
public final class WithdrawConsent {
  /**
   * Both: who moved has no signature certificate any more, and must be able to withdraw all the
   * same. It takes nothing from the holder, so that logging in is enough.
   */
  private static final Set<Authority> SIGNERS = EnumSet.allOf(Authority.class);

  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public WithdrawConsent(Transactions transactions, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /** Who asked for it, as the entry says. */
  private record Asked(String card, String by, List<String> present, List<String> documents) {}

  /**
   * Withdraws by a signed text.
   *
   * @param id which one, as the address says it too
   * @param sent CMS SignedData over a {@link WithdrawalText}
   */
  public Outcome<Answered<Consent>> bySignature(
      StaffMember caller, RequestId request, String id, Bytes sent) {
    return transactions.once(
        request,
        handle -> {
          Instant now = clock.instant();
          return SignedTexts.read(sent, WithdrawalText::parse)
              .then(text -> {
                Optional<Refusal> refusal =
                    text.text().consent().equals(id)
                        ? ConsentRules.acceptable(text.text(), now)
                        : Optional.of(Refusal.of(RefusalCode.CONSENT_UNKNOWN));
                return refusal.isPresent()
                    ? new Outcome.Refused<>(refusal.get())
                    : TextSigner.find(handle, text.signed(), SIGNERS, now);
              })
              .then(signer -> {
                String by = signer.certificate().kind().id();
                Asked asked = new Asked(signer.certificate().cardId(), by, List.of(), List.of());
                return withdraw(handle, caller, signer.registerId(), id, asked, now);
              });
        });
  }

  /** Withdraws at an office, for a holder whose identity was checked there. */
  public Outcome<Answered<Consent>> atOffice(
      StaffMember caller, RequestId request, String cardId, String id, IdentityCheck check) {
    return transactions.once(
        request,
        handle ->
            holder(handle, caller, cardId)
                .then(holder -> {
                  Optional<Refusal> insufficient = IdentityRules.insufficient(check);
                  return insufficient.isPresent()
                      ? new Outcome.Refused<>(insufficient.get())
                      : withdraw(
                          handle,
                          caller,
                          holder,
                          id,
                          new Asked(cardId, "office", check.presentIds(), check.documentIds()),
                          clock.instant());
                }));
  }

  /** Finds and locks the holder of a card whom the caller reaches. */
  private static Outcome<String> holder(Handle handle, StaffMember caller, String cardId) {
    Optional<FiledDossier> filed =
        CardTable.find(handle, cardId)
            .map(Card::registerId)
            .flatMap(registerId -> Dossiers.lock(handle, registerId));
    if (filed.isEmpty()) {
      return Outcome.refused(RefusalCode.CARD_UNKNOWN);
    }
    var holder = filed.get().dossier().resident().holder();
    return caller.reaches(holder.municipality())
        ? Outcome.done(holder.registerId())
        : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
  }

  private Outcome<Effect<Answered<Consent>>> withdraw(
      Handle handle, StaffMember caller, String holder, String id, Asked asked, Instant now) {
    Optional<Consent> found =
        ConsentTable.find(handle, id)
            .filter(consent -> consent.registerId().filter(holder::equals).isPresent());
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.CONSENT_UNKNOWN);
    }
    Optional<Refusal> refusal = ConsentRules.withdrawable(found.get(), now);
    return refusal.isPresent()
        ? new Outcome.Refused<>(refusal.get())
        : Outcome.done(withdrawn(handle, caller, found.get(), asked, now));
  }

  private Effect<Answered<Consent>> withdrawn(
      Handle handle, StaffMember caller, Consent consent, Asked asked, Instant now) {
    long number = ConsentTable.nextWithdrawal(handle, consent.party(), now);
    Consent over = consent.withdrawn(now, number);
    ConsentTable.withdraw(handle, over);
    auditLog.append(
        handle,
        now,
        caller.actor(),
        new ConsentAct.ConsentWithdrawn(
            over.id(), over.party(), asked.card(), asked.by(), asked.present(), asked.documents()));
    return Effect.untold(over).answered(Json.write(WithdrawnView.of(over)));
  }
}
