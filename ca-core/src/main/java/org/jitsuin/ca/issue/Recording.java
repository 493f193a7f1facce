package org.jitsuin.ca.issue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.issue.IssueCertificates.Issued;
import org.jitsuin.ca.issue.IssueRecord.Signed;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.IdempotencyTable.Answer;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IntentTable.IntentKey;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.Transactions;

/** Looks at each act of a group in one transaction, records those it can and refuses the others. */
final class Recording {
  private final Handle handle;
  private final List<Signed> group;
  private final IssuedRows rows;
  private final Map<RequestId, Answer> answers;
  private final Map<String, Integer> versions;
  private final Set<Fingerprint> certifiedKeys;
  private final Set<IntentKey> pending;
  private final List<Signed> accepted = new ArrayList<>();

  /** The locks make these acts and any change of the residents or cards wait for each other. */
  Recording(Handle handle, List<Signed> group, IssuedRows rows) {
    this.handle = handle;
    this.group = group;
    this.rows = rows;
    this.versions =
        new HashMap<>(
            ResidentTable.lockVersions(
                handle, group.stream().map(Signed::registerId).distinct().toList()));
    this.answers =
        new HashMap<>(IdempotencyTable.find(handle, group.stream().map(Signed::request).toList()));
    this.certifiedKeys =
        new HashSet<>(
            CertificateTable.certifiedKeys(
                handle, group.stream().flatMap(one -> one.keys().stream()).toList()));
    this.pending =
        IntentTable.lockPending(
            handle, group.stream().flatMap(one -> one.intents().stream()).toList());
  }

  List<Outcome<Issued>> record() {
    List<Outcome<Issued>> outcomes = group.stream().map(this::accept).toList();
    if (!accepted.isEmpty()) {
      IntentTable.complete(
          handle, accepted.stream().flatMap(one -> one.intents().stream()).toList());
      ResidentTable.touch(handle, accepted.stream().map(Signed::registerId).toList());
      rows.write(handle, accepted);
    }
    return outcomes;
  }

  /** Accepts an act; what one act of the group does counts for the next. */
  private Outcome<Issued> accept(Signed one) {
    Answer earlier = answers.get(one.request());
    if (earlier != null) {
      return Transactions.again(earlier, one.request());
    }
    Integer version = versions.get(one.registerId());
    boolean overtaken = version == null || version != one.prepared().version();
    if (overtaken || !pending.containsAll(one.intents())) {
      return Outcome.refused(RefusalCode.RESIDENT_CHANGED);
    }
    if (one.keys().stream().anyMatch(certifiedKeys::contains)) {
      return Outcome.refused(RefusalCode.KEY_REUSED, "one of the certificates");
    }
    versions.put(one.registerId(), version + 1);
    certifiedKeys.addAll(one.keys());
    answers.put(one.request(), new Answer(one.request().content(), one.answer()));
    accepted.add(one);
    return Outcome.done(one.issued());
  }
}
