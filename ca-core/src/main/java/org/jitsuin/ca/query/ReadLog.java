package org.jitsuin.ca.query;

import java.time.InstantSource;
import java.util.Optional;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.AuditSearch;
import org.jitsuin.ca.store.AuditSearch.Filter;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.AuditTable.Row;
import org.jitsuin.ca.store.LogKey;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.Transactions;

/** Reads the audit log for auditors. Reading leaves no entry; taking a part of it away does. */
public final class ReadLog {
  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public ReadLog(Transactions transactions, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * A page of entries in their order.
   *
   * @param after the number that the page begins behind; 0 for the first page
   * @param limit how many at the most
   */
  public AuditSearch.Page page(Filter wanted, long after, int limit) {
    return transactions.run(handle -> AuditSearch.page(handle, wanted, after, limit));
  }

  /**
   * The very bytes of an entry that are in the tree.
   *
   * @param number from 1; that of the first entry
   */
  public Optional<Bytes> entry(long number) {
    return transactions
        .run(handle -> AuditTable.page(handle, number - 1, Optional.empty(), 1))
        .stream()
        .filter(row -> row.number() == number)
        .findFirst()
        .map(Row::body);
  }

  /** The C2SP verifier key that checkpoints are checked with, where the log has one. */
  public Optional<String> verifier() {
    return transactions.run(LogTable::key).map(LogKey::verifier).map(NoteKey::toString);
  }

  /**
   * A part of the log for somebody to take away, which is recorded.
   *
   * @return empty where an end of it is not in the log
   */
  public Optional<LogPart> export(StaffMember caller, long first, long last) {
    LogPart part = new LogPart(transactions, first, last);
    if (!part.isThere()) {
      return Optional.empty();
    }
    auditLog.append(
        transactions, clock.instant(), caller.actor(), new OfficeAct.LogExported(first, last));
    return Optional.of(part);
  }
}
