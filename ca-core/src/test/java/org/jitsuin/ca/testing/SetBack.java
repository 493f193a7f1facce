package org.jitsuin.ca.testing;

import org.jdbi.v3.core.Jdbi;
import org.jitsuin.store.SetbackTable;

/** Puts the audit log in the database back to what it was, as a restored backup does. */
public record SetBack(Jdbi admin) {
  /** As it was when it had so many entries. */
  public void to(long entries) {
    admin.useTransaction(handle -> {
      handle.execute("DELETE FROM audit.entry WHERE entry_no > ?", entries);
      handle.execute("DELETE FROM audit.checkpoint WHERE size > ?", entries);
      handle.execute("UPDATE status.audit_head SET last = ?", entries);
    });
  }

  /**
   * Makes the database forget that anybody found it; and nobody waits for a server that is gone.
   */
  public void forget() {
    admin.useTransaction(handle -> {
      SetbackTable.open(handle);
      handle.execute("DELETE FROM status.lease WHERE name = 'audit-log'");
    });
  }
}
