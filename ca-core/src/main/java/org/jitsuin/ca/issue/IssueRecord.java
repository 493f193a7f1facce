package org.jitsuin.ca.issue;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.issue.Draft.Prepared;
import org.jitsuin.ca.issue.IssueCertificates.Issued;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IntentTable.IntentKey;
import org.jitsuin.ca.store.IntentTable.Pending;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.Transactions;

/**
 * The second transaction of issuing: records what was signed, if nothing changed meanwhile. Acts
 * that come at the same time are recorded together, each with a result of its own.
 */
public final class IssueRecord {
  private static final int TOGETHER = 64;

  private final Transactions transactions;
  private final IssuedRows rows;
  private final GroupCommit<Signed, Outcome<Issued>> gathering;

  public IssueRecord(
      Transactions transactions, InstantSource clock, SecureRandom random, InFlight traffic) {
    this.transactions = transactions;
    this.rows = new IssuedRows(clock, random);
    this.gathering = new GroupCommit<>(TOGETHER, traffic, this::record);
  }

  /**
   * An act whose certificates are signed.
   *
   * @param answer as it is kept for a repeated request
   */
  record Signed(
      StaffMember caller, RequestId request, Prepared prepared, Issued issued, Bytes answer) {
    /** Returns the register id of the holder. */
    String registerId() {
      return prepared.registerId();
    }

    List<Fingerprint> keys() {
      return prepared.drafts().stream().map(Draft::keyHash).toList();
    }

    List<IntentKey> intents() {
      return prepared.pending().stream().map(Pending::key).toList();
    }
  }

  /** Submits a signed issue; done only if it was recorded, otherwise all else must be abandoned. */
  Outcome<Issued> submit(Signed signed) {
    return gathering.submit(signed);
  }

  private List<Outcome<Issued>> record(List<Signed> group) {
    return transactions
        .attempt(handle -> recordAll(handle, group))
        .orElseGet(() -> transactions.run(handle -> new Recording(handle, group, rows).record()));
  }

  /**
   * Records all of them without looking first, as nearly always nothing is in the way: residents
   * and intents are changed on condition that they are as they were, and the database takes no
   * request and no key twice.
   *
   * @return empty if something was in the way: then nothing may be committed
   */
  private Optional<List<Outcome<Issued>>> recordAll(Handle handle, List<Signed> group) {
    List<IntentKey> intents = group.stream().flatMap(one -> one.intents().stream()).toList();
    boolean unchanged =
        areDistinct(group, Signed::registerId)
            && ResidentTable.advance(handle, versions(group)) == group.size()
            && IntentTable.complete(handle, intents) == intents.size();
    if (!unchanged) {
      return Optional.empty();
    }
    rows.write(handle, group);
    return Optional.of(group.stream().map(one -> Outcome.done(one.issued())).toList());
  }

  private static Map<String, Integer> versions(List<Signed> group) {
    return group.stream()
        .collect(Collectors.toMap(Signed::registerId, one -> one.prepared().version()));
  }

  private static <T> boolean areDistinct(List<Signed> group, Function<Signed, T> property) {
    Set<T> seen = new HashSet<>();
    return group.stream().map(property).allMatch(seen::add);
  }
}
