package org.jitsuin.ca.store;

import static org.jitsuin.ca.store.Columns.mark;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.Mark;

/** The table {@code ca.responder_admission}: the keys that responders may begin with. */
public final class AdmissionTable {
  private static final String SELECT =
      """
      SELECT responder, key_hash, state, proposed_by, proposed_at, approved_by, approved_at
      FROM ca.responder_admission
      """;

  private AdmissionTable() {}

  public static Optional<ProposedAdmission> find(Handle handle, String responder) {
    return find(handle, responder, "");
  }

  /** Finds and locks a row until the transaction ends; otherwise as {@link #find}. */
  public static Optional<ProposedAdmission> lock(Handle handle, String responder) {
    return find(handle, responder, " FOR UPDATE");
  }

  private static Optional<ProposedAdmission> find(Handle handle, String responder, String suffix) {
    return handle
        .createQuery(SELECT + " WHERE responder = :responder" + suffix)
        .bind("responder", responder)
        .map(AdmissionTable::row)
        .findOne();
  }

  /** Returns what was proposed or approved and not used yet; as few as operators proposed. */
  public static List<ProposedAdmission> open(Handle handle) {
    return handle
        .createQuery(SELECT + " WHERE state <> 'used' ORDER BY responder")
        .map(AdmissionTable::row)
        .list();
  }

  /** Proposes a key; what was proposed of the responder before gives way. */
  public static void propose(Handle handle, String responder, Fingerprint key, Mark proposed) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.responder_admission
              (responder, key_hash, state, proposed_by, proposed_at)
            VALUES (:responder, :key, 'proposed', :by, :at)
            ON DUPLICATE KEY UPDATE key_hash = :key, state = 'proposed', proposed_by = :by,
              proposed_at = :at, approved_by = NULL, approved_at = NULL
            """)
        .bind("responder", responder)
        .bind("key", key)
        .bindMethods(proposed)
        .execute();
  }

  /** Approves what is proposed of a responder. */
  public static void approve(Handle handle, String responder, Mark approved) {
    handle
        .createUpdate(
            """
            UPDATE ca.responder_admission
            SET state = 'approved', approved_by = :by, approved_at = :at
            WHERE responder = :responder
            """)
        .bind("responder", responder)
        .bindMethods(approved)
        .execute();
  }

  /** Notes that the key was certified, or is not to be any more. */
  public static void use(Handle handle, String responder) {
    handle.execute(
        "UPDATE ca.responder_admission SET state = 'used' WHERE responder = ?", responder);
  }

  private static ProposedAdmission row(RowView row) {
    return new ProposedAdmission(
        row.getColumn("responder", String.class),
        row.getColumn("key_hash", Fingerprint.class),
        mark(row, "proposed").orElseThrow(),
        mark(row, "approved"),
        row.getColumn("state", String.class).equals("used"));
  }
}
