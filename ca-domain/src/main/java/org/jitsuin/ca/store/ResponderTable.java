package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Serial;

/** The table {@code status.ocsp_responder}: the responders whose keys are certified, or were. */
public final class ResponderTable {
  private static final String SELECT =
      "SELECT name, admission, state, since FROM status.ocsp_responder";

  private ResponderTable() {}

  public static Optional<OcspResponder> find(Handle handle, String name) {
    return find(handle, name, "");
  }

  /** Finds and locks a row until the transaction ends; otherwise as {@link #find}. */
  public static Optional<OcspResponder> lock(Handle handle, String name) {
    return find(handle, name, " FOR UPDATE");
  }

  private static Optional<OcspResponder> find(Handle handle, String name, String suffix) {
    return handle
        .createQuery(SELECT + " WHERE name = :name" + suffix)
        .bind("name", name)
        .mapTo(OcspResponder.class)
        .findOne();
  }

  /** Returns all responders by name; a handful, as people admit them. */
  public static List<OcspResponder> all(Handle handle) {
    return handle.createQuery(SELECT + " ORDER BY name").mapTo(OcspResponder.class).list();
  }

  /** Admits a responder, anew where it was before: what it was certified before vouches no more. */
  public static ResponderAdmission admit(Handle handle, String name, Instant now) {
    int admission = lock(handle, name).map(OcspResponder::admission).orElse(0) + 1;
    handle
        .createUpdate(
            """
            INSERT INTO status.ocsp_responder (name, admission, state, since)
            VALUES (:name, :admission, 'admitted', :now)
            ON DUPLICATE KEY UPDATE admission = :admission, state = 'admitted', since = :now
            """)
        .bind("name", name)
        .bind("admission", admission)
        .bind("now", now)
        .execute();
    return new ResponderAdmission(name, admission);
  }

  /**
   * Withdraws a responder.
   *
   * @return false if that admission of it is not in force
   */
  public static boolean withdraw(Handle handle, ResponderAdmission of, Instant now) {
    return handle
            .createUpdate(
                """
                UPDATE status.ocsp_responder SET state = 'withdrawn', since = :now
                WHERE name = :responder AND admission = :admission AND state = 'admitted'
                """)
            .bindMethods(of)
            .bind("now", now)
            .execute()
        == 1;
  }

  /**
   * Writes the state that the log tells of a responder, after an older one was put back.
   *
   * @param at since when
   */
  public static void putBack(Handle handle, ResponderAdmission of, boolean withdrawn, Instant at) {
    handle
        .createUpdate(
            """
            INSERT INTO status.ocsp_responder (name, admission, state, since)
            VALUES (:responder, :admission, :state, :at)
            ON DUPLICATE KEY UPDATE admission = :admission, state = :state, since = :at
            """)
        .bindMethods(of)
        .bind("state", withdrawn ? "withdrawn" : "admitted")
        .bind("at", at)
        .execute();
  }

  /** Returns who was certified a signer; empty where it is none, or of before there were any. */
  public static Optional<ResponderAdmission> holder(
      Handle handle, int issuerNumber, Serial signer) {
    return handle
        .createQuery(
            """
            SELECT responder, admission FROM status.ocsp_signer
            WHERE issuer_no = :issuer AND serial = :serial AND responder IS NOT NULL
            """)
        .bind("issuer", issuerNumber)
        .bind("serial", signer)
        .mapTo(ResponderAdmission.class)
        .findOne();
  }
}
