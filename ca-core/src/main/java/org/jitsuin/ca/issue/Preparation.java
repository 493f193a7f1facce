package org.jitsuin.ca.issue;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.issue.Draft.Prepared;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.jitsuin.ca.lint.CertificateLint;
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
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.IdempotencyTable.Answer;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.Transactions;

/** All of an issue that comes before the intent: who may, what is valid, what will stand in it. */
public final class Preparation {
  private static final int TOGETHER = 64;

  private final Authorities authorities;
  private final LifeCycle lifeCycle;
  private final Municipalities municipalities;
  private final CertificateLint lint;
  private final InstantSource clock;
  private final SerialSource serials;
  private final CommonNames names;
  private final Gathering<Inquiry, Outcome<Facts>> inquiries;
  private final Partitions partitions;

  public Preparation(
      Transactions transactions,
      Authorities authorities,
      LifeCycle lifeCycle,
      Municipalities municipalities,
      CertificateLint lint,
      InstantSource clock,
      SecureRandom random,
      Traffic traffic) {
    this.authorities = authorities;
    this.lifeCycle = lifeCycle;
    this.municipalities = municipalities;
    this.lint = lint;
    this.clock = clock;
    this.serials = new SerialSource(random);
    this.names = new CommonNames(random);
    this.partitions = new Partitions(transactions, clock);
    this.inquiries =
        new Gathering<>(
            TOGETHER, traffic, group -> transactions.run(handle -> facts(handle, group)));
  }

  /** What must be looked up for an issue. */
  private record Inquiry(
      StaffMember caller, RequestId request, String cardId, List<Fingerprint> keys) {}

  private record Facts(Dossiers.Filed filed, List<Fingerprint> certifiedKeys) {}

  /**
   * Decides, and builds and lints what will be signed.
   *
   * @throws Fault INTEGRITY_VIOLATED if what was built breaks the profile
   */
  Outcome<Prepared> prepare(StaffMember caller, RequestId request, IssueRequest asked) {
    Map<Authority, IssuingKey> issuing = new EnumMap<>(Authority.class);
    asked.keys().keySet().forEach(kind -> issuing.put(kind, authorities.issuing(kind)));
    return keys(asked.keys(), issuing)
        .then(keys -> {
          List<Fingerprint> hashes = keys.values().stream().map(KeyRequest::hash).toList();
          return inquiries
              .submit(new Inquiry(caller, request, asked.cardId(), hashes))
              .then(facts ->
                  unused(keys, facts).then(_ -> decide(caller, asked, facts, keys, issuing)));
        });
  }

  private static List<Outcome<Facts>> facts(Handle handle, List<Inquiry> group) {
    Map<RequestId, Answer> earlier =
        IdempotencyTable.find(handle, group.stream().map(Inquiry::request).toList());
    Map<String, String> owners =
        CardTable.find(handle, group.stream().map(Inquiry::cardId).toList()).stream()
            .collect(Collectors.toMap(Card::id, Card::registerId));
    Map<String, Dossiers.Filed> dossiers = Dossiers.read(handle, Set.copyOf(owners.values()));
    List<Fingerprint> certified =
        CertificateTable.certifiedKeys(
            handle, group.stream().flatMap(one -> one.keys().stream()).toList());
    return group.stream()
        .map(one -> {
          if (earlier.containsKey(one.request())) {
            return Transactions.<Facts>again(earlier.get(one.request()), one.request());
          }
          if (!owners.containsKey(one.cardId())) {
            return Outcome.<Facts>refused(RefusalCode.CARD_UNKNOWN);
          }
          Dossiers.Filed filed = dossiers.get(owners.get(one.cardId()));
          return one.caller().reaches(filed.dossier().resident().holder().municipality())
              ? Outcome.done(new Facts(filed, certified))
              : Outcome.<Facts>refused(RefusalCode.OTHER_MUNICIPALITY);
        })
        .toList();
  }

  /** Reads the requests; a key may stand in one of them only. */
  private static Outcome<Map<Authority, KeyRequest>> keys(
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
    return Outcome.done(keys);
  }

  /** No key is certified twice. */
  private static Outcome<Facts> unused(Map<Authority, KeyRequest> keys, Facts facts) {
    return keys.entrySet().stream()
        .filter(entry -> facts.certifiedKeys().contains(entry.getValue().hash()))
        .findFirst()
        .<Outcome<Facts>>map(entry -> Outcome.refused(RefusalCode.KEY_REUSED, entry.getKey().id()))
        .orElseGet(() -> Outcome.done(facts));
  }

  private Outcome<Prepared> decide(
      StaffMember caller,
      IssueRequest asked,
      Facts facts,
      Map<Authority, KeyRequest> keys,
      Map<Authority, IssuingKey> issuing) {
    Instant now = clock.instant();
    Dossier dossier = facts.filed().dossier();
    Command command = asked.command();
    return lifeCycle
        .decide(dossier, command, now)
        .then(decision -> {
          List<Draft> drafts = new ArrayList<>();
          for (Change change : decision.changes()) {
            if (change instanceof Change.CertificateGranted granted) {
              IssuingKey authority = issuing.get(granted.kind());
              if (!authority.validAt(granted.validity().notAfter())) {
                return Outcome.refused(RefusalCode.AUTHORITY_ENDS_TOO_EARLY);
              }
              drafts.add(
                  draft(
                      caller,
                      dossier.resident().holder(),
                      granted,
                      keys.get(granted.kind()),
                      authority));
            }
          }
          return Outcome.done(
              new Prepared(
                  command, asked.cardId(), dossier, facts.filed().version(), decision, drafts));
        });
  }

  private Draft draft(
      StaffMember caller,
      Holder holder,
      Change.CertificateGranted granted,
      KeyRequest key,
      IssuingKey issuing) {
    Instant now = granted.validity().notBefore();
    Municipality municipality = municipalities.byCode(holder.municipality()).orElseThrow();
    String commonName = names.draw(granted.kind(), now, caller.window().orElseThrow());
    CrlPartition partition = partitions.of(issuing, municipality);
    CertificateContent content =
        CardProfile.content(
            issuing,
            new CardProfile.Particulars(
                serials.next(now), granted.validity(), key.key(), partition, commonName),
            CommonNames.subject(granted.kind(), municipality, commonName),
            holder);
    List<String> findings = lint.findings(content, issuing);
    if (!findings.isEmpty()) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, String.join("; ", findings));
    }
    return new Draft(
        issuing,
        content,
        Der.of(content.toBeSigned()),
        partition,
        granted.chainNumber(),
        commonName,
        key.hash());
  }
}
