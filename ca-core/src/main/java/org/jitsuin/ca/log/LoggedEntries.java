package org.jitsuin.ca.log;

import java.util.List;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.Head;

/** The entries of the audit log as the database has them, page by page and without a gap. */
final class LoggedEntries {
  private static final int AT_ONCE = 1_000;

  private final Transactions transactions;

  LoggedEntries(Transactions transactions) {
    this.transactions = transactions;
  }

  /** How many there are. */
  long count() {
    return transactions.run(Head.LOG::last);
  }

  /**
   * The bodies of entries behind that many, in their order; at least one, and at most {@value
   * #AT_ONCE}.
   *
   * @param until no entry behind that one
   * @throws Fault INTEGRITY_VIOLATED if one is missing
   */
  List<byte[]> page(long after, long until) {
    int most = (int) Math.min(AT_ONCE, until - after);
    List<AuditTable.Row> rows =
        transactions.run(handle -> AuditTable.page(handle, after, Optional.empty(), most));
    long next = after + 1;
    for (AuditTable.Row row : rows) {
      if (row.number() != next) {
        throw missing(next);
      }
      next++;
    }
    if (rows.isEmpty()) {
      throw missing(next);
    }
    return rows.stream().map(row -> row.body().bytes()).toList();
  }

  private static Fault missing(long number) {
    return new Fault(
        FaultCode.INTEGRITY_VIOLATED, "entry " + number + " of the audit log is missing");
  }
}
