package org.jitsuin.store;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jitsuin.audit.entry.AuditEntry;

/**
 * The entries that a transaction has added to the audit log. Their numbers follow each other, since
 * whoever took the first keeps the head of the log locked until the transaction ends.
 *
 * <p>It belongs to the handle of the transaction: another one, and another try, begins with none.
 */
public final class AppendedEntries implements JdbiConfig<AppendedEntries> {
  private long first;
  private int count;
  private String at = "";

  /** Made by Jdbi, by reflection. */
  public AppendedEntries() {}

  /** Those of the transaction that the handle is in. */
  public static AppendedEntries of(Handle handle) {
    return handle.getConfig(AppendedEntries.class);
  }

  void add(long number, List<AuditEntry> entries) {
    if (count == 0) {
      first = number;
      at = entries.getFirst().time();
    }
    count += entries.size();
  }

  /** The number of the first; 0 where there is none. */
  public long first() {
    return first;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** When the first was done, as it says it itself; empty where there is none. */
  public String at() {
    return at;
  }

  /** None, as what is copied from is the handle's own or nobody's. */
  @Override
  public AppendedEntries createCopy() {
    return new AppendedEntries();
  }
}
