package org.jitsuin.ca.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;

/** {@code ca.certificate_der}: certificates of cards as they were signed. */
public final class CertificateContentTable {
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

  static Optional<Bytes> find(Handle handle, int issuerNumber, Serial serial) {
    return handle
        .createQuery(
            "SELECT der FROM ca.certificate_der WHERE issuer_no = :issuer AND serial = :serial")
        .bind("issuer", issuerNumber)
        .bind("serial", serial)
        .mapTo(Bytes.class)
        .findOne();
  }

  /** All that were ever issued to those cards; a few dozen each at the most. */
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
            .bindList("cards", List.copyOf(cards))
            .mapTo(Bytes.class)
            .list();
  }
}
