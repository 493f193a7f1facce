package org.jitsuin.ca.latestdata;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.consent.Consent;
import org.jitsuin.ca.consent.ConsentAttribute;
import org.jitsuin.ca.consent.ConsentRules;
import org.jitsuin.ca.consent.ConsentText;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.latestdata.SignedTexts.Sent;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.ConsentAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.ConsentTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/** Records consents that holders signed, and shows them to whom they were given. */
public final class Consents {
  private static final Set<Authority> SIGNERS = Set.of(Authority.SIGNATURE);

  private final Transactions transactions;
  private final ConsentUse use;
  private final InstantSource clock;
  private final AuditLog auditLog;

  /**
   * @param allowed how often a relying party may use consents on a day in Japan
   */
  public Consents(Transactions transactions, int allowed, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.use = new ConsentUse(allowed);
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * Records a consent, as the party brings it to which it is given.
   *
   * @param sent CMS SignedData over a {@link ConsentText}
   */
  public Outcome<Answered<Consent>> record(StaffMember caller, RequestId request, Bytes sent) {
    return transactions.once(
        request,
        handle -> {
          Instant now = clock.instant();
          return SignedTexts.read(sent, ConsentText::parse)
              .then(text ->
                  checked(handle, caller, text, now)
                      .map(signer -> recorded(handle, caller, text, signer, now)));
        });
  }

  /** Looks whether a consent would be recorded; nothing is, and the use is not counted. */
  public Outcome<Consent> check(StaffMember caller, Bytes sent) {
    return transactions.run(handle -> {
      Instant now = clock.instant();
      Outcome<Consent> outcome =
          SignedTexts.read(sent, ConsentText::parse)
              .then(text ->
                  checked(handle, caller, text, now)
                      .map(signer -> Consent.recorded(text.text(), signer.registerId(), now)));
      handle.rollback();
      return outcome;
    });
  }

  private Outcome<TextSigner> checked(
      Handle handle, StaffMember caller, Sent<ConsentText> sent, Instant now) {
    return use.count(handle, caller, now)
        .then(party -> {
          Optional<Refusal> refusal = ConsentRules.recordable(sent.text(), party, now);
          return refusal.isPresent()
              ? new Outcome.Refused<>(refusal.get())
              : TextSigner.find(handle, sent.signed(), SIGNERS, now);
        })
        .then(signer ->
            ConsentTable.find(handle, sent.text().id()).isPresent()
                ? Outcome.refused(RefusalCode.CONSENT_EXISTS)
                : Outcome.done(signer));
  }

  private Effect<Answered<Consent>> recorded(
      Handle handle, StaffMember caller, Sent<ConsentText> sent, TextSigner signer, Instant now) {
    Consent consent = Consent.recorded(sent.text(), signer.registerId(), now);
    ConsentTable.insert(handle, consent, sent.sent());
    List<String> attributes = ConsentAttribute.ids(consent.attributes());
    String content =
        auditLog.commit(
            handle,
            Map.of(
                "registerId", signer.registerId(),
                "purpose", consent.purpose(),
                "until", consent.until().toString(),
                "signed", sent.sent().fingerprint().toString()));
    auditLog.append(
        handle,
        now,
        caller.actor(),
        new ConsentAct.ConsentRecorded(
            consent.id(),
            consent.party(),
            signer.certificate().cardId(),
            signer.certificate().issuer(),
            signer.certificate().serial(),
            attributes,
            content));
    return Effect.untold(consent).answered(Json.write(ConsentView.of(consent, now)));
  }

  /** Reads a consent of the caller's, without what it is about. */
  public Outcome<Consent> read(StaffMember caller, String id) {
    return transactions.run(
        handle -> ConsentUse.party(handle, caller).then(party -> ofParty(handle, party, id)));
  }

  /** A consent that was given to that party and is somebody's. */
  static Outcome<Consent> ofParty(Handle handle, String party, String id) {
    return ConsentTable.find(handle, id)
        .filter(consent -> consent.party().equals(party))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.CONSENT_UNKNOWN));
  }

  /**
   * Returns withdrawals of consents that were given to the caller.
   *
   * @param after the number of the last one that the caller knows
   */
  public Outcome<List<Consent>> withdrawals(StaffMember caller, long after, int limit) {
    return transactions.run(handle ->
        ConsentUse.party(handle, caller)
            .map(party -> ConsentTable.withdrawals(handle, party, after, limit)));
  }
}
