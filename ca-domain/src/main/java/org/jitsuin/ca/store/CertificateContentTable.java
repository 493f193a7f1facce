package org.jitsuin.ca.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;

/**
 * {@code ca.certificate_der}: certificates of cards as they were signed. In the place of one that
 * was erased stands its SHA-256: no certificate is so short.
 */
public final class CertificateContentTable {
  private static final int HASH_OCTETS = 32;

  private CertificateContentTable() {}

  static void insert(Handle handle, Collection<NewCertificate> fresh) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.certificate_der (issuer_no, serial, der)
            VALUES (:issuer, :serial, :der)
            """);
    for (NewCertificate one : fresh) {
      batch
          .bind("issuer", one.certificate().issuerNumber())
          .bind("serial", one.certificate().serial())
          .bind("der", one.der())
          .add();
    }
    batch.execute();
  }

  /** Returns whether only the hash of a certificate is left. */
  static boolean isErased(Bytes content) {
    return content.length() == HASH_OCTETS;
  }

  /** Puts their hashes in the place of certificates. */
  static void erase(Handle handle, Collection<CertificateKey> certificates) {
    PairCondition among = CertificateErasure.among(certificates);
    among
        .bind(
            handle.createUpdate(
                "UPDATE ca.certificate_der SET der = UNHEX(SHA2(der, 256)) WHERE "
                    + among.sql()
                    + " AND LENGTH(der) > "
                    + HASH_OCTETS))
        .execute();
  }

  /** Returns a certificate as it was signed; of one that was erased, its SHA-256. */
  public static Optional<Bytes> find(Handle handle, int issuerNumber, Serial serial) {
    return handle
        .createQuery(
            "SELECT der FROM ca.certificate_der WHERE issuer_no = :issuer AND serial = :serial")
        .bind("issuer", issuerNumber)
        .bind("serial", serial)
        .mapTo(Bytes.class)
        .findOne();
  }

  /**
   * All that were ever issued to those cards, a few dozen each at the most; of those that were
   * erased, the SHA-256.
   */
  public static List<Bytes> ofCards(Handle handle, Collection<String> cards) {
    return cards.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                """
                SELECT d.der
                FROM ca.certificate c JOIN ca.certificate_der d USING (issuer_no, serial)
                WHERE c.card_id IN (<cards>)
                """)
            .bindList("cards", InList.of(cards))
            .mapTo(Bytes.class)
            .list();
  }
}
