package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.profile.SignedCertificate;

/** {@code status.issuer}, {@code ca.authority_script} and {@code status.ocsp_signer}. */
public final class IssuerTable {
  /** The time of issue of a key generation for which nobody has decided it yet. */
  public static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  private IssuerTable() {}

  /**
   * A key generation as it is kept.
   *
   * @param number names it in the database
   * @param keyLabel names its key in the token
   * @param script JSON of its ceremony script
   * @param issuesFrom when it begins to issue; {@link #NEVER} as long as it is being made
   * @param retired since when it signs nothing any more; it is never inserted so
   */
  public record Row(
      int number,
      String authority,
      int generation,
      SignatureScheme scheme,
      String keyLabel,
      X509Certificate certificate,
      String script,
      Instant issuesFrom,
      Optional<Instant> retired) {}

  public static void insert(Handle handle, Row row) {
    handle
        .createUpdate(
            """
            INSERT INTO status.issuer
              (issuer_no, authority, generation, scheme, key_label, certificate, not_before, not_after,
               issues_from, signer_scheme)
            VALUES
              (:number, :authority, :generation, :scheme, :label, :certificate, :notBefore, :notAfter,
               :issuesFrom, :signerScheme)
            """)
        .bind("number", row.number())
        .bind("authority", row.authority())
        .bind("generation", row.generation())
        .bind("scheme", row.scheme().id())
        .bind("label", row.keyLabel())
        .bind("certificate", SignedCertificate.der(row.certificate()))
        .bind("notBefore", row.certificate().getNotBefore().toInstant().toEpochMilli())
        .bind("notAfter", row.certificate().getNotAfter().toInstant().toEpochMilli())
        .bind("issuesFrom", row.issuesFrom().toEpochMilli())
        .bind("signerScheme", AuthorityScript.ofJson(row.script()).ocspSigner().keyScheme().id())
        .execute();
    handle
        .createUpdate(
            "INSERT INTO ca.authority_script (issuer_no, script) VALUES (:number, :script)")
        .bind("number", row.number())
        .bind("script", row.script())
        .execute();
  }

  /** Returns all key generations, in the order of their numbers; a handful. */
  public static List<Row> all(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT issuer_no, authority, generation, scheme, key_label, certificate, script,
              issues_from, retired_at
            FROM status.issuer JOIN ca.authority_script USING (issuer_no)
            ORDER BY issuer_no
            """)
        .map((row, context) ->
            new Row(
                row.getInt("issuer_no"),
                row.getString("authority"),
                row.getInt("generation"),
                SignatureScheme.byId(row.getString("scheme")).orElseThrow(),
                row.getString("key_label"),
                SignedCertificate.parse(row.getBytes("certificate")),
                row.getString("script"),
                Instant.ofEpochMilli(row.getLong("issues_from")),
                Optional.ofNullable(row.getObject("retired_at", Long.class))
                    .map(Instant::ofEpochMilli)))
        .list();
  }

  /**
   * Writes that a key generation is retired; whoever is about to sign by it waits until the
   * transaction ends. For the administrator alone.
   *
   * @return false if it was retired before
   */
  public static boolean retire(Handle handle, Issuer issuer, Instant at) {
    return handle
            .createUpdate(
                """
                UPDATE status.issuer SET retired_at = :at
                WHERE authority = :authority AND generation = :generation AND retired_at IS NULL
                """)
            .bind("at", at.toEpochMilli())
            .bind("authority", issuer.authority().id())
            .bind("generation", issuer.generation())
            .execute()
        == 1;
  }

  /**
   * Returns whether a key generation is retired, and keeps it from being so until the transaction
   * ends: what is recorded as about to be signed is known to whoever retires it.
   */
  public static boolean isRetired(Handle handle, int number) {
    return handle
        .createQuery(
            """
            SELECT retired_at IS NOT NULL FROM status.issuer WHERE issuer_no = :number
            LOCK IN SHARE MODE
            """)
        .bind("number", number)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /** Returns the key generation with a number; empty where it never came to be. */
  public static Optional<Issuer> find(Handle handle, int number) {
    return handle
        .createQuery("SELECT authority, generation FROM status.issuer WHERE issuer_no = :number")
        .bind("number", number)
        .map((row, _) ->
            new Issuer(
                Authority.byId(row.getString("authority")).orElseThrow(), row.getInt("generation")))
        .findOne();
  }

  /**
   * A delegated OCSP signer.
   *
   * @param keyLabel names its key in the OCSP token
   * @param holder whose token that is; empty for those of before responders were known
   */
  public record OcspSigner(
      int issuerNumber,
      SignatureScheme scheme,
      String keyLabel,
      X509Certificate certificate,
      Optional<ResponderAdmission> holder) {
    /** A signer that nobody is known to hold yet. */
    public OcspSigner(
        int issuerNumber, SignatureScheme scheme, String keyLabel, X509Certificate certificate) {
      this(issuerNumber, scheme, keyLabel, certificate, Optional.empty());
    }

    /** Returns the same signer as held by that responder. */
    public OcspSigner heldBy(ResponderAdmission responder) {
      return new OcspSigner(issuerNumber, scheme, keyLabel, certificate, Optional.of(responder));
    }
  }

  public static void insertSigner(Handle handle, OcspSigner signer) {
    handle
        .createUpdate(
            """
            INSERT INTO status.ocsp_signer
              (issuer_no, serial, scheme, key_label, certificate, not_before, not_after, responder,
               admission)
            VALUES
              (:issuer, :serial, :scheme, :label, :certificate, :notBefore, :notAfter, :responder,
               :admission)
            """)
        .bind("issuer", signer.issuerNumber())
        .bind("serial", Serial.of(signer.certificate().getSerialNumber()).octets())
        .bind("scheme", signer.scheme().id())
        .bind("label", signer.keyLabel())
        .bind("certificate", SignedCertificate.der(signer.certificate()))
        .bind("notBefore", signer.certificate().getNotBefore().toInstant().toEpochMilli())
        .bind("notAfter", signer.certificate().getNotAfter().toInstant().toEpochMilli())
        .bind("responder", signer.holder().map(ResponderAdmission::responder))
        .bind("admission", signer.holder().map(ResponderAdmission::admission))
        .execute();
  }

  /**
   * The newest signer of each responder that is admitted, and of each key of before responders were
   * known; a few. One that is revoked is not among them.
   */
  public static List<OcspSigner> newestSigners(Handle handle, int issuerNumber) {
    return handle
        .createQuery(
            """
            SELECT s.scheme, s.key_label, s.certificate, s.responder, s.admission
            FROM status.ocsp_signer s LEFT JOIN status.ocsp_responder p ON p.name = s.responder
            WHERE s.issuer_no = :issuer AND (s.responder IS NULL OR p.state = 'admitted')
              AND NOT EXISTS (
                SELECT 1 FROM status.ocsp_signer n
                WHERE n.issuer_no = s.issuer_no AND n.responder <=> s.responder
                  AND (s.responder IS NOT NULL OR n.key_label = s.key_label)
                  AND (n.not_before > s.not_before
                    OR (n.not_before = s.not_before AND n.serial > s.serial)))
              AND NOT EXISTS (
                SELECT 1 FROM status.revocation r
                WHERE r.partition_no = 2147483647 - s.issuer_no AND r.serial = s.serial)
            ORDER BY s.responder, s.key_label
            """)
        .bind("issuer", issuerNumber)
        .map((row, _) -> signer(issuerNumber, row))
        .list();
  }

  /** The signer certificates of a key generation, the one that ends last first; a few. */
  public static List<OcspSigner> signers(Handle handle, int issuerNumber) {
    return handle
        .createQuery(
            """
            SELECT scheme, key_label, certificate, responder, admission FROM status.ocsp_signer
            WHERE issuer_no = :issuer ORDER BY not_after DESC LIMIT 10
            """)
        .bind("issuer", issuerNumber)
        .map((row, _) -> signer(issuerNumber, row))
        .list();
  }

  private static OcspSigner signer(int issuerNumber, ResultSet row) throws SQLException {
    return new OcspSigner(
        issuerNumber,
        SignatureScheme.byId(row.getString("scheme")).orElseThrow(),
        row.getString("key_label"),
        SignedCertificate.parse(row.getBytes("certificate")),
        holder(row));
  }

  private static Optional<ResponderAdmission> holder(ResultSet row) throws SQLException {
    int admission = row.getInt("admission");
    return Optional.ofNullable(row.getString("responder"))
        .map(name -> new ResponderAdmission(name, admission));
  }
}
