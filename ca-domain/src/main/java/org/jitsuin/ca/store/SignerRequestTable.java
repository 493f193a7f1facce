package org.jitsuin.ca.store;

import static org.jitsuin.ca.store.Columns.optional;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SignerRequestAnswer;

/**
 * The table {@code status.signer_request}: the certificates that responders ask for. They add rows;
 * what becomes of one is written here alone.
 */
public final class SignerRequestTable {
  private static final String SELECT =
      """
      SELECT request_no, responder, issuer_no, key_label, request, endorser_issuer,
        endorser_serial, endorsement, requested_at, serial, answer
      FROM status.signer_request
      """;

  private SignerRequestTable() {}

  /**
   * Returns open requests that nobody looked at since a time, those of admitted responders first:
   * others cannot keep them waiting, however many they are.
   */
  public static List<SignerRequest> due(Handle handle, Instant before, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                LEFT JOIN (SELECT name FROM status.ocsp_responder WHERE state = 'admitted') known
                  ON known.name = responder
                WHERE state = 'open' AND (decided_at IS NULL OR decided_at < :before)
                ORDER BY known.name IS NULL, request_no LIMIT :limit
                """)
        .bind("before", before)
        .bind("limit", limit)
        .map(SignerRequestTable::row)
        .list();
  }

  /** Finds a request that is open, and locks it until the transaction ends. */
  public static Optional<SignerRequest> lockOpen(Handle handle, long number) {
    return handle
        .createQuery(SELECT + " WHERE request_no = :number AND state = 'open' FOR UPDATE")
        .bind("number", number)
        .map(SignerRequestTable::row)
        .findOne();
  }

  /** Returns the open requests, of one responder or of all, the oldest first. */
  public static List<SignerRequest> open(Handle handle, Optional<String> responder, int limit) {
    return handle
        .createQuery(
            SELECT
                + " WHERE state = 'open' AND responder = COALESCE(:responder, responder)"
                + " ORDER BY request_no LIMIT :limit")
        .bind("responder", responder)
        .bind("limit", limit)
        .map(SignerRequestTable::row)
        .list();
  }

  /** Returns open requests that were looked at and wait, the oldest first. */
  public static List<SignerRequest> answered(Handle handle, int limit) {
    return handle
        .createQuery(
            SELECT
                + " WHERE state = 'open' AND answer IS NOT NULL ORDER BY request_no LIMIT :limit")
        .bind("limit", limit)
        .map(SignerRequestTable::row)
        .list();
  }

  /** Returns how many responders wait for operators who admit them. */
  public static long waitingForAdmission(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT COUNT(DISTINCT responder) FROM status.signer_request
            WHERE state = 'open' AND answer = :answer
            """)
        .bind("answer", SignerRequestAnswer.AWAITS_ADMISSION.id())
        .mapTo(long.class)
        .one();
  }

  /** Notes the serial number that was drawn for the certificate. */
  public static void draw(Handle handle, long number, Serial serial) {
    handle.execute(
        "UPDATE status.signer_request SET serial = ? WHERE request_no = ?",
        serial.octets(),
        number);
  }

  /** Leaves a request open, with the reason; it is looked at again later. */
  public static void postpone(Handle handle, long number, SignerRequestAnswer answer, Instant now) {
    decide(handle, number, "open", Optional.of(answer), now);
  }

  public static void refuse(Handle handle, long number, SignerRequestAnswer answer, Instant now) {
    decide(handle, number, "refused", Optional.of(answer), now);
  }

  /** Notes that the certificate was signed and recorded. */
  public static void certify(Handle handle, long number, Instant now) {
    decide(handle, number, "certified", Optional.empty(), now);
  }

  private static void decide(
      Handle handle, long number, String state, Optional<SignerRequestAnswer> answer, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE status.signer_request SET state = :state, answer = :answer, decided_at = :now
            WHERE request_no = :number
            """)
        .bind("state", state)
        .bind("answer", answer.map(SignerRequestAnswer::id))
        .bind("now", now)
        .bind("number", number)
        .execute();
  }

  /** Lets what a responder asks be looked at at once: it was admitted. */
  public static void lookAgain(Handle handle, String responder) {
    handle.execute(
        """
        UPDATE status.signer_request SET answer = NULL, decided_at = NULL
        WHERE responder = ? AND state = 'open'
        """,
        responder);
  }

  /** Deletes up to a thousand requests that were answered before a time. */
  public static int forget(Handle handle, Instant before) {
    return handle.execute(
        """
        DELETE FROM status.signer_request
        WHERE state IN ('certified', 'refused') AND decided_at < ? LIMIT 1000
        """,
        before.toEpochMilli());
  }

  private static SignerRequest row(RowView row) {
    return new SignerRequest(
        row.getColumn("request_no", Long.class),
        row.getColumn("responder", String.class),
        row.getColumn("issuer_no", Integer.class),
        row.getColumn("key_label", String.class),
        row.getColumn("request", Bytes.class),
        endorsement(row),
        row.getColumn("requested_at", Instant.class),
        optional(row, "serial", Serial.class),
        optional(row, "answer", String.class).flatMap(SignerRequestAnswer::byId));
  }

  /** Whoever leaves out a part of it has given none. */
  private static Optional<SignerRequest.Endorsement> endorsement(RowView row) {
    return optional(row, "endorsement", Bytes.class)
        .flatMap(signature ->
            optional(row, "endorser_serial", Serial.class)
                .flatMap(serial ->
                    optional(row, "endorser_issuer", Integer.class)
                        .map(issuer -> new SignerRequest.Endorsement(issuer, serial, signature))));
  }
}
