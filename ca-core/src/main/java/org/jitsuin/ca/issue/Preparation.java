package org.jitsuin.ca.issue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardorder.CardOrderRules;
import org.jitsuin.ca.command.Charge;
import org.jitsuin.ca.command.PersonalBrakes;
import org.jitsuin.ca.issue.IssueAct.Prepared;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.store.ApprovalNumbers;
import org.jitsuin.ca.store.ApprovalNumbers.Gate;
import org.jitsuin.ca.store.CardOrderTable;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.EarlierAnswer;
import org.jitsuin.ca.store.FiledDossier;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.PendingIntent;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.Transactions;

/**
 * Prepares an issue, all of it that comes before the signature: who may, what is valid, what will
 * stand in it.
 */
public final class Preparation {
  private static final int TOGETHER = 64;

  private final Authorities authorities;
  private final Drafting drafting;
  private final PersonalBrakes brakes;
  private final InstantSource clock;
  private final Abandonment abandonment;
  private final GroupCommit<IssueAct, Outcome<Prepared>> groupCommit;

  public Preparation(
      Transactions transactions,
      Authorities authorities,
      Drafting drafting,
      PersonalBrakes brakes,
      InstantSource clock,
      Abandonment abandonment,
      InFlight inFlight) {
    this.authorities = authorities;
    this.drafting = drafting;
    this.brakes = brakes;
    this.clock = clock;
    this.abandonment = abandonment;
    this.groupCommit = new GroupCommit<>(TOGETHER, inFlight, group -> prepare(transactions, group));
  }

  /**
   * Decides, builds and lints what will be signed, and records the intent to sign it.
   *
   * @return Done only when the intents are durable: from then on they must be carried out or given
   *     up
   * @throws Fault INTEGRITY_VIOLATED if what was built breaks the profile
   */
  Outcome<Prepared> prepare(
      StaffMember caller, RequestId request, IssueRequest asked, Terms terms) {
    Map<Authority, IssuingKey> issuing = new EnumMap<>(Authority.class);
    asked.keys().keySet().forEach(kind -> issuing.put(kind, authorities.issuing(kind)));
    return IssueAct.of(caller, request, asked, issuing, terms).then(groupCommit::submit);
  }

  /** Prepares acts, and has given up what may have been recorded although that failed. */
  private List<Outcome<Prepared>> prepare(Transactions transactions, List<IssueAct> group) {
    List<PendingIntent> begun = new ArrayList<>();
    try {
      return transactions.acknowledged(handle -> {
        List<Outcome<Prepared>> prepared = prepare(handle, group);
        prepared.stream().flatMap(Preparation::pending).forEach(begun::add);
        return prepared;
      });
    } catch (Fault e) {
      if (e.code() == FaultCode.DATABASE_UNAVAILABLE) {
        // The connection may have been lost behind the commit.
        abandonment.postpone(begun);
      }
      throw e;
    }
  }

  /** Prepares acts in one transaction: what is known, what follows from it, and the intents. */
  private List<Outcome<Prepared>> prepare(Handle handle, List<IssueAct> group) {
    Facts facts = Facts.read(handle, group, clock.instant());
    List<Outcome<Prepared>> drafted =
        group.stream()
            .map(one -> facts.of(one).then(filed -> drafting.draft(handle, one, filed)))
            .toList();
    List<Outcome<Prepared>> braked = braked(handle, drafted);
    if (braked.stream().noneMatch(Outcome.Done.class::isInstance)) {
      return repeated(handle, group, braked);
    }
    Gate gate = ApprovalNumbers.pass(handle);
    List<Outcome<Prepared>> outcomes = repeated(handle, group, passed(braked, gate));
    List<SigningIntent> intents = outcomes.stream().flatMap(Preparation::intents).toList();
    if (!intents.isEmpty()) {
      IntentTable.begin(
          handle, intents, abandonment.node(), clock.instant(), Optional.of(gate.last()));
    }
    return outcomes;
  }

  /**
   * Refuses what key generations would sign that leaked: a mass revocation over one has been
   * approved, and its approval waits for those who have passed the gate.
   */
  private static List<Outcome<Prepared>> passed(List<Outcome<Prepared>> drafted, Gate gate) {
    return gate.stopped().isEmpty()
        ? drafted
        : drafted.stream()
            .map(outcome -> outcome.then(prepared -> stopped(prepared, gate).orElse(outcome)))
            .toList();
  }

  private static Optional<Outcome<Prepared>> stopped(Prepared prepared, Gate gate) {
    return prepared.drafts().stream()
        .filter(draft -> gate.stopped().contains(draft.issuing().number()))
        .findFirst()
        .map(draft ->
            Outcome.refused(
                RefusalCode.GENERATION_STOPPED, draft.issuing().policy().issuer().toString()));
  }

  /**
   * Refuses what nobody will be charged for in the end, before it is signed: what was signed and is
   * not recorded makes an entry of a CRL.
   */
  private List<Outcome<Prepared>> braked(Handle handle, List<Outcome<Prepared>> drafted) {
    List<Charge> charges =
        drafted.stream()
            .flatMap(outcome ->
                outcome instanceof Outcome.Done<Prepared>(Prepared prepared)
                    ? prepared.charge().stream()
                    : Stream.empty())
            .toList();
    Map<Charge, Refusal> refused = brakes.refusals(handle, charges);
    return refused.isEmpty()
        ? drafted
        : drafted.stream()
            .map(outcome ->
                outcome.then(prepared ->
                    prepared
                        .charge()
                        .map(refused::get)
                        .<Outcome<Prepared>>map(Outcome.Refused::new)
                        .orElse(outcome)))
            .toList();
  }

  /**
   * Answers again what was refused for what the same request, sent twice at once, has just done:
   * its key is certified, its budget is spent; or because its generation was stopped since.
   */
  private static List<Outcome<Prepared>> repeated(
      Handle handle, List<IssueAct> group, List<Outcome<Prepared>> outcomes) {
    List<RequestId> refused = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused<Prepared>) {
        refused.add(group.get(i).request());
      }
    }
    Map<RequestId, EarlierAnswer> answers = IdempotencyTable.find(handle, refused);
    List<Outcome<Prepared>> looked = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      RequestId request = group.get(i).request();
      looked.add(
          Optional.ofNullable(answers.get(request))
              .map(answer -> Transactions.<Prepared>again(answer, request))
              .orElse(outcomes.get(i)));
    }
    return looked;
  }

  private static Stream<SigningIntent> intents(Outcome<Prepared> outcome) {
    return outcome instanceof Outcome.Done<Prepared>(Prepared prepared)
        ? prepared.intents().stream()
        : Stream.empty();
  }

  private static Stream<PendingIntent> pending(Outcome<Prepared> outcome) {
    return outcome instanceof Outcome.Done<Prepared>(Prepared prepared)
        ? prepared.pending().stream()
        : Stream.empty();
  }

  /**
   * What is known about acts of a group; a few statements however many there are.
   *
   * @param answers those of the requests that were answered before
   * @param owners by card
   * @param dossiers by register id
   * @param certified those of the keys that were certified before
   * @param orders those over which somebody wants to issue, by their names
   */
  private record Facts(
      Map<RequestId, EarlierAnswer> answers,
      Map<String, String> owners,
      Map<String, FiledDossier> dossiers,
      Set<Fingerprint> certified,
      Map<String, CardOrder> orders,
      Instant now) {

    static Facts read(Handle handle, List<IssueAct> group, Instant now) {
      Map<RequestId, EarlierAnswer> answers =
          IdempotencyTable.find(handle, group.stream().map(IssueAct::request).toList());
      Map<String, String> owners =
          CardTable.find(handle, group.stream().map(one -> one.asked().cardId()).toList()).stream()
              .collect(Collectors.toMap(Card::id, Card::registerId));
      return new Facts(
          answers,
          owners,
          Dossiers.read(handle, Set.copyOf(owners.values())),
          Set.copyOf(
              CertificateTable.certifiedKeys(
                  handle, group.stream().flatMap(one -> one.hashes().stream()).toList())),
          CardOrderTable.find(
                  handle, group.stream().flatMap(one -> one.asked().order().stream()).toList())
              .stream()
              .collect(Collectors.toMap(CardOrder::id, Function.identity())),
          now);
    }

    /** The dossier of the card's holder, unless the act is over or refused already. */
    Outcome<FiledDossier> of(IssueAct one) {
      EarlierAnswer earlier = answers.get(one.request());
      if (earlier != null) {
        return Transactions.again(earlier, one.request());
      }
      String owner = owners.get(one.asked().cardId());
      if (owner == null) {
        return Outcome.refused(RefusalCode.CARD_UNKNOWN);
      }
      FiledDossier filed = dossiers.get(owner);
      if (!one.caller().reaches(filed.dossier().resident().holder().municipality())) {
        return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
      }
      if (one.terms().seen().filter(seen -> !seen.isCurrent(filed.version())).isPresent()) {
        return Outcome.refused(RefusalCode.CARD_CHANGED);
      }
      return used(one)
          .<Outcome<FiledDossier>>map(kind -> Outcome.refused(RefusalCode.KEY_REUSED, kind.id()))
          .orElseGet(() -> overOrder(one).map(_ -> filed));
    }

    /** Whether the order is open to whoever asks, if it is issued over one. */
    private Outcome<IssueAct> overOrder(IssueAct one) {
      return one.asked()
          .order()
          .map(order ->
              CardOrderRules.issue(
                      Optional.ofNullable(orders.get(order)),
                      one.asked().cardId(),
                      one.keys().keySet(),
                      one.caller().person(),
                      now)
                  .map(_ -> one))
          .orElseGet(() -> Outcome.done(one));
    }

    /** Returns the kind whose key was certified before, if one was: no key is certified twice. */
    private Optional<Authority> used(IssueAct one) {
      return one.keys().entrySet().stream()
          .filter(entry -> certified.contains(entry.getValue().hash()))
          .map(Map.Entry::getKey)
          .findFirst();
    }
  }
}
