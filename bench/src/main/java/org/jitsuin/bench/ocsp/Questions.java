package org.jitsuin.bench.ocsp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Serial;

/** Reads from the database whom can be asked about, and what must be answered. */
final class Questions {
  private final Jdbi database;
  private final DigestCalculator digest;

  Questions(Jdbi database) {
    this.database = database;
    try {
      // CertIDs by SHA-1, as clients of RFC 5019 send them.
      this.digest = new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param limit how many at the most, each about another certificate
   */
  List<Question> read(int limit) {
    return database.withHandle(handle -> {
      Map<Integer, X509CertificateHolder> issuers = issuers(handle);
      return handle
          .createQuery(
              """
              SELECT c.issuer_no, c.serial, r.serial IS NOT NULL AS revoked
              FROM status.certificate c
              LEFT JOIN status.revocation r
                ON r.partition_no = c.partition_no AND r.serial = c.serial
              LIMIT :limit
              """)
          .bind("limit", limit)
          .map((row, context) ->
              question(
                  issuers.get(row.getInt("issuer_no")),
                  Serial.of(row.getBytes("serial")),
                  row.getBoolean("revoked")))
          .list();
    });
  }

  /**
   * @param residents ids in the resident register, each with a good signature certificate; a few
   *     thousand
   */
  Map<String, Question> signatureCertificatesOf(List<String> residents) {
    return database.withHandle(handle -> {
      Map<Integer, X509CertificateHolder> issuers = issuers(handle);
      return handle
          .createQuery(
              """
              SELECT register_id, issuer_no, serial FROM ca.certificate
              WHERE register_id IN (<residents>) AND authority = 'signature' AND reason IS NULL
              """)
          .bindList("residents", residents)
          .reduceRows(
              new HashMap<>(),
              (known, row) -> {
                known.put(
                    row.getColumn("register_id", String.class),
                    question(
                        issuers.get(row.getColumn("issuer_no", Integer.class)),
                        Serial.of(row.getColumn("serial", byte[].class)),
                        false));
                return known;
              });
    });
  }

  private static Map<Integer, X509CertificateHolder> issuers(Handle handle) {
    return handle
        .createQuery("SELECT issuer_no, certificate FROM status.issuer")
        .reduceRows(
            new HashMap<>(),
            (known, row) -> {
              known.put(
                  row.getColumn("issuer_no", Integer.class),
                  certificate(row.getColumn("certificate", byte[].class)));
              return known;
            });
  }

  private static X509CertificateHolder certificate(byte[] der) {
    try {
      return new X509CertificateHolder(der);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Question question(X509CertificateHolder issuer, Serial serial, boolean revoked) {
    try {
      return new Question(new CertificateID(digest, issuer, serial.value()), serial, revoked);
    } catch (OCSPException e) {
      throw new IllegalStateException(e);
    }
  }
}
