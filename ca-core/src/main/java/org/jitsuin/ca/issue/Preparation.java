package org.jitsuin.ca.issue;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.lifecycle.IssueDecision;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.profile.CardProfile;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.CommonNames;
import org.jitsuin.ca.profile.CrlPartition;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.Validity;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.IntentTable.Intent;
import org.jitsuin.ca.store.IntentTable.Pending;
import org.jitsuin.ca.store.IntentTable.Purpose;
import org.jitsuin.ca.store.PartitionTable;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.Transactions;

/** All of an issue that comes before the intent: who may, what is valid, what will stand in it. */
public final class Preparation {
  private final Transactions transactions;
  private final Authorities authorities;
  private final IssueDecision decision;
  private final Municipalities municipalities;
  private final InstantSource clock;
  private final SerialSource serials;
  private final CommonNames names;

  public Preparation(
      Transactions transactions,
      Authorities authorities,
      IssueDecision decision,
      Municipalities municipalities,
      InstantSource clock,
      SecureRandom random) {
    this.transactions = transactions;
    this.authorities = authorities;
    this.decision = decision;
    this.municipalities = municipalities;
    this.clock = clock;
    this.serials = new SerialSource(random);
    this.names = new CommonNames(random);
  }

  /** A certificate that is ready to be signed. */
  record Draft(
      IssuingKey issuing,
      CertificateContent content,
      CrlPartition partition,
      String commonName,
      Fingerprint keyHash) {}

  /**
   * An act of issue that is ready to be carried out.
   *
   * @param residentVersion what the resident's record was when it was decided
   */
  record Prepared(Card card, int residentVersion, List<Draft> drafts) {
    List<Intent> intents() {
      return drafts.stream()
          .map(draft ->
              new Intent(
                  draft.issuing().number(),
                  draft.content().serial(),
                  Purpose.CERTIFICATE,
                  Optional.of(card.id()),
                  Optional.of(draft.partition().number()),
                  draft.content().notAfter(),
                  Der.of(draft.content().toBeSigned())))
          .toList();
    }

    List<Pending> pending() {
      return intents().stream()
          .map(intent ->
              new Pending(
                  intent.issuerNumber(),
                  intent.serial(),
                  intent.purpose(),
                  intent.card(),
                  intent.partition(),
                  intent.notAfter()))
          .toList();
    }
  }

  private record Facts(
      Card card, Holder holder, int version, Map<Authority, Validity> validities) {}

  Outcome<Prepared> prepare(
      StaffMember caller, RequestId request, String cardId, Map<Authority, String> requests) {
    Map<Authority, IssuingKey> issuing = new EnumMap<>(Authority.class);
    requests.keySet().forEach(kind -> issuing.put(kind, authorities.issuing(kind)));
    Instant now = clock.instant();
    return transactions
        .run(handle -> facts(handle, caller, request, cardId, requests.keySet(), now))
        .then(facts ->
            keys(requests, issuing).then(keys -> draft(caller, facts, keys, issuing, now)));
  }

  private Outcome<Facts> facts(
      Handle handle,
      StaffMember caller,
      RequestId request,
      String cardId,
      Set<Authority> kinds,
      Instant now) {
    Optional<Outcome<Facts>> earlier = Transactions.earlier(handle, request);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Optional<Card> card = CardTable.find(handle, cardId);
    if (card.isEmpty()) {
      return Outcome.refused(RefusalCode.CARD_UNKNOWN);
    }
    ResidentTable.Row resident = ResidentTable.find(handle, card.get().registerId()).orElseThrow();
    if (!caller.reaches(resident.holder().municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    return decision
        .decide(
            card.get(), resident.holder(), CertificateTable.liveOfCard(handle, cardId), kinds, now)
        .then(validities ->
            Outcome.done(new Facts(card.get(), resident.holder(), resident.version(), validities)));
  }

  /** Reads the requests; a key may stand in one of them only, and never have been certified. */
  private Outcome<Map<Authority, KeyRequest>> keys(
      Map<Authority, String> requests, Map<Authority, IssuingKey> issuing) {
    Map<Authority, KeyRequest> keys = new EnumMap<>(Authority.class);
    Set<Fingerprint> seen = new HashSet<>();
    for (Map.Entry<Authority, String> entry : requests.entrySet()) {
      Authority kind = entry.getKey();
      Outcome<KeyRequest> read =
          KeyRequest.read(entry.getValue(), kind.id(), issuing.get(kind).policy().cardKeys());
      if (!(read instanceof Outcome.Done<KeyRequest>(KeyRequest key))) {
        return read.then(_ -> Outcome.done(keys));
      }
      if (!seen.add(key.hash())) {
        return Outcome.refused(RefusalCode.KEY_REUSED, kind.id());
      }
      keys.put(kind, key);
    }
    List<Fingerprint> certified =
        transactions.run(handle -> CertificateTable.certifiedKeys(handle, seen));
    return keys.entrySet().stream()
        .filter(entry -> certified.contains(entry.getValue().hash()))
        .findFirst()
        .<Outcome<Map<Authority, KeyRequest>>>map(
            entry -> Outcome.refused(RefusalCode.KEY_REUSED, entry.getKey().id()))
        .orElseGet(() -> Outcome.done(keys));
  }

  private Outcome<Prepared> draft(
      StaffMember caller,
      Facts facts,
      Map<Authority, KeyRequest> keys,
      Map<Authority, IssuingKey> issuing,
      Instant now) {
    List<Draft> drafts = new ArrayList<>();
    for (Map.Entry<Authority, KeyRequest> entry : keys.entrySet()) {
      IssuingKey authority = issuing.get(entry.getKey());
      if (!authority.validAt(facts.validities().get(entry.getKey()).notAfter())) {
        return Outcome.refused(RefusalCode.AUTHORITY_ENDS_TOO_EARLY);
      }
      drafts.add(draft(caller, facts, entry.getValue(), authority, now));
    }
    return Outcome.done(new Prepared(facts.card(), facts.version(), drafts));
  }

  private Draft draft(
      StaffMember caller, Facts facts, KeyRequest key, IssuingKey issuing, Instant now) {
    Authority kind = issuing.policy().issuer().authority();
    Municipality municipality = municipalities.byCode(facts.holder().municipality()).orElseThrow();
    String commonName = names.draw(kind, now, caller.window().orElseThrow());
    CrlPartition partition =
        transactions
            .run(handle -> PartitionTable.find(handle, issuing.number(), municipality.code()))
            .orElseThrow(() ->
                new Fault(
                    FaultCode.INTEGRITY_VIOLATED,
                    "municipality %s has no CRL under %s"
                        .formatted(municipality.code(), issuing.policy().issuer())));
    CertificateContent content =
        CardProfile.content(
            issuing,
            new CardProfile.Particulars(
                serials.next(now), facts.validities().get(kind), key.key(), partition, commonName),
            CommonNames.subject(kind, municipality, commonName),
            facts.holder());
    return new Draft(issuing, content, partition, commonName, key.hash());
  }
}
