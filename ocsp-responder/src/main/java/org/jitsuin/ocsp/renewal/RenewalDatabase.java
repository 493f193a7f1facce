package org.jitsuin.ocsp.renewal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SignerRequestAnswer;
import org.jitsuin.ocsp.renewal.RenewalFacts.IssuerFact;
import org.jitsuin.ocsp.renewal.RenewalFacts.RequestFact;
import org.jitsuin.ocsp.renewal.RenewalFacts.RequestState;
import org.jitsuin.ocsp.renewal.RenewalFacts.SignerFact;

/** Reads what is known of a responder's signers in the schema {@code status}, and asks for more. */
final class RenewalDatabase {
  private final Jdbi jdbi;

  RenewalDatabase(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A request to be made.
   *
   * @param request PKCS#10
   * @param endorser the signer whose key vouches, with its signature; both or none
   */
  record NewRequest(
      int issuerNumber,
      String keyLabel,
      Bytes request,
      Optional<SignerFact> endorser,
      Optional<Bytes> endorsement) {}

  /**
   * Reads all of it at once.
   *
   * @param responder the name of this one
   */
  RenewalFacts read(String responder) {
    return jdbi.inTransaction(handle -> {
      Optional<Admission> admission = admission(handle, responder);
      return new RenewalFacts(
          responder,
          admission.map(Admission::number),
          admission.filter(Admission::withdrawn).isPresent(),
          handle
              .createQuery(
                  """
                  SELECT issuer_no, authority, generation, not_before, not_after, signer_scheme,
                    retired_at IS NOT NULL AS retired
                  FROM status.issuer ORDER BY issuer_no
                  """)
              .map(RenewalDatabase::issuer)
              .list(),
          signers(handle),
          requests(handle, responder));
    });
  }

  private record Admission(int number, boolean withdrawn) {}

  private static Optional<Admission> admission(Handle handle, String responder) {
    return handle
        .createQuery("SELECT admission, state FROM status.ocsp_responder WHERE name = :name")
        .bind("name", responder)
        .map((row, _) ->
            new Admission(row.getInt("admission"), row.getString("state").equals("withdrawn")))
        .findOne();
  }

  /** The newest few of each responder are enough: a week's key follows another. */
  private static List<SignerFact> signers(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT s.issuer_no, s.serial, s.key_label, s.scheme, s.responder, s.admission,
              s.not_before, s.not_after,
              EXISTS (SELECT 1 FROM status.revocation r
                WHERE r.partition_no = 2147483647 - s.issuer_no AND r.serial = s.serial) AS revoked
            FROM (
              SELECT issuer_no, serial, key_label, scheme, responder, admission, not_before,
                not_after,
                ROW_NUMBER() OVER (PARTITION BY issuer_no, responder
                  ORDER BY not_before DESC, serial DESC) AS place
              FROM status.ocsp_signer) s
            WHERE s.place <= 8
            """)
        .map(RenewalDatabase::signer)
        .list();
  }

  private static List<RequestFact> requests(Handle handle, String responder) {
    return handle
        .createQuery(
            """
            SELECT issuer_no, key_label, endorser_serial, state, answer, decided_at
            FROM status.signer_request WHERE responder = :responder
            ORDER BY request_no DESC LIMIT 100
            """)
        .bind("responder", responder)
        .map(RenewalDatabase::request)
        .list();
  }

  /** Adds a request; where one is open for the same key generation, nothing happens. */
  void ask(String responder, NewRequest request, Instant now) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                INSERT IGNORE INTO status.signer_request
                  (responder, issuer_no, key_label, request, endorser_issuer, endorser_serial,
                   endorsement, requested_at)
                VALUES
                  (:responder, :issuer, :label, :request, :endorserIssuer, :endorserSerial,
                   :endorsement, :now)
                """)
            .bind("responder", responder)
            .bind("issuer", request.issuerNumber())
            .bind("label", request.keyLabel())
            .bind("request", request.request().bytes())
            .bind("endorserIssuer", request.endorser().map(SignerFact::issuerNumber))
            .bind("endorserSerial", request.endorser().map(signer -> signer.serial().octets()))
            .bind("endorsement", request.endorsement().map(Bytes::bytes))
            .bind("now", now.toEpochMilli())
            .execute());
  }

  private static IssuerFact issuer(ResultSet row, StatementContext context) throws SQLException {
    return new IssuerFact(
        row.getInt("issuer_no"),
        new Issuer(
            known(Authority.byId(row.getString("authority")), "authority"),
            row.getInt("generation")),
        Instant.ofEpochMilli(row.getLong("not_before")),
        Instant.ofEpochMilli(row.getLong("not_after")),
        Optional.ofNullable(row.getString("signer_scheme")).flatMap(SignatureScheme::byId),
        row.getBoolean("retired"));
  }

  private static SignerFact signer(ResultSet row, StatementContext context) throws SQLException {
    return new SignerFact(
        row.getInt("issuer_no"),
        Serial.of(row.getBytes("serial")),
        row.getString("key_label"),
        known(SignatureScheme.byId(row.getString("scheme")), "signature scheme"),
        Optional.ofNullable(row.getString("responder")),
        row.getInt("admission"),
        Instant.ofEpochMilli(row.getLong("not_before")),
        Instant.ofEpochMilli(row.getLong("not_after")),
        row.getBoolean("revoked"));
  }

  private static RequestFact request(ResultSet row, StatementContext context) throws SQLException {
    long decidedAt = row.getLong("decided_at");
    Optional<Instant> decided =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(decidedAt));
    return new RequestFact(
        row.getInt("issuer_no"),
        row.getString("key_label"),
        Optional.ofNullable(row.getBytes("endorser_serial")).map(Serial::of),
        RequestState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("answer")).flatMap(SignerRequestAnswer::byId),
        decided);
  }

  private static <T> T known(Optional<T> value, String what) {
    return value.orElseThrow(
        () -> new Fault(FaultCode.INTEGRITY_VIOLATED, "a row has an unknown " + what));
  }
}
