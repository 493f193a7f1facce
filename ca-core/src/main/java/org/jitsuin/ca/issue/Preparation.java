package org.jitsuin.ca.issue;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.issue.Draft.Prepared;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IntentTable.Intent;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Transactions;

/**
 * Prepares an issue, all of it that comes before the signature: who may, what is valid, what will
 * stand in it.
 */
public final class Preparation {
  private static final int TOGETHER = 64;

  private final Authorities authorities;
  private final Drafting drafting;
  private final InstantSource clock;
  private final Node node;
  private final GroupCommit<Inquiry, Outcome<Prepared>> inquiries;

  public Preparation(
      Transactions transactions,
      Authorities authorities,
      Drafting drafting,
      InstantSource clock,
      Node node,
      InFlight traffic) {
    this.authorities = authorities;
    this.drafting = drafting;
    this.clock = clock;
    this.node = node;
    this.inquiries =
        new GroupCommit<>(
            TOGETHER, traffic, group -> transactions.run(handle -> prepare(handle, group)));
  }

  /**
   * Decides, builds and lints what will be signed, and records the intent to sign it.
   *
   * @return Done only when the intents are durable: from then on they must be carried out or given
   *     up
   * @throws Fault INTEGRITY_VIOLATED if what was built breaks the profile
   */
  Outcome<Prepared> prepare(StaffMember caller, RequestId request, IssueRequest asked) {
    Map<Authority, IssuingKey> issuing = new EnumMap<>(Authority.class);
    asked.keys().keySet().forEach(kind -> issuing.put(kind, authorities.issuing(kind)));
    return keys(asked.keys(), issuing)
        .then(keys -> inquiries.submit(new Inquiry(caller, request, asked, keys, issuing)));
  }

  /** Prepares acts in one transaction: what is known, what follows from it, and the intents. */
  private List<Outcome<Prepared>> prepare(Handle handle, List<Inquiry> group) {
    Facts facts = Facts.read(handle, group);
    List<Outcome<Prepared>> outcomes =
        group.stream()
            .map(one -> facts.of(one).then(filed -> drafting.draft(handle, one, filed)))
            .toList();
    List<Intent> intents = outcomes.stream().flatMap(Preparation::intents).toList();
    if (!intents.isEmpty()) {
      IntentTable.begin(handle, intents, node, clock.instant());
    }
    return outcomes;
  }

  private static Stream<Intent> intents(Outcome<Prepared> outcome) {
    return outcome instanceof Outcome.Done<Prepared>(Prepared prepared)
        ? prepared.intents().stream()
        : Stream.empty();
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
}
