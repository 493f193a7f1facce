package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;

/**
 * Erases certificates of cards: their SHA-256 takes their place, and they are nobody's. What is
 * told of them to relying parties, and that their keys were certified, stays.
 */
public final class CertificateErasure {
  private static final Comparator<Due> ORDER =
      Comparator.comparing(Due::key, CertificateSearch.ORDER);

  private CertificateErasure() {}

  /**
   * A certificate whose time is over.
   *
   * @param registerId whose it is; empty where it was erased before
   */
  public record Due(CertificateKey key, String registerId, String cardId) {
    /** Returns whether it is still to be erased. */
    boolean isSomebodys() {
      return !registerId.isEmpty();
    }
  }

  /**
   * Returns certificates that ended before a time, in the order in which they ended.
   *
   * @param after the place that the page begins behind
   * @param limit how many at the most
   */
  static List<Due> ended(Handle handle, CertificateKey after, Instant before, int limit) {
    // The index begins with the standing: three ranges are merged, each read to the limit.
    return Stream.of(0, 1, 2)
        .flatMap(standing -> ended(handle, standing, after, before, limit).stream())
        .sorted(ORDER)
        .limit(limit)
        .toList();
  }

  private static List<Due> ended(
      Handle handle, int standing, CertificateKey after, Instant before, int limit) {
    return handle
        .createQuery(
            """
            SELECT not_after, issuer_no, serial, COALESCE(register_id, '') AS register_id, card_id
            FROM ca.certificate FORCE INDEX (standing_of_all)
            WHERE standing = :standing AND not_after >= :notAfter AND not_after < :before
              AND (not_after > :notAfter
                OR (not_after = :notAfter AND issuer_no > :issuer)
                OR (not_after = :notAfter AND issuer_no = :issuer AND serial > :serial))
            ORDER BY not_after, issuer_no, serial LIMIT :limit
            """)
        .bind("standing", standing)
        .bind("notAfter", after.notAfter())
        .bind("issuer", after.issuerNumber())
        .bind("serial", after.serial())
        .bind("before", before)
        .bind("limit", limit)
        .map((row, _) ->
            new Due(
                new CertificateKey(
                    Instant.ofEpochMilli(row.getLong("not_after")),
                    row.getInt("issuer_no"),
                    Serial.of(row.getBytes("serial"))),
                row.getString("register_id"),
                row.getString("card_id")))
        .list();
  }

  /** Returns the certificates of those cards that were not erased; a few dozen each at the most. */
  static List<CertificateKey> ofCards(Handle handle, Collection<String> cards) {
    return cards.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                """
                SELECT not_after, issuer_no AS issuer_number, serial FROM ca.certificate
                WHERE card_id IN (<cards>) AND register_id IS NOT NULL
                """)
            .bindList("cards", List.copyOf(cards))
            .mapTo(CertificateKey.class)
            .list();
  }

  /** Erases; whose they are is locked. */
  static void erase(Handle handle, Collection<CertificateKey> certificates) {
    if (certificates.isEmpty()) {
      return;
    }
    PairCondition among = among(certificates);
    among
        .bind(
            handle.createUpdate(
                "UPDATE ca.certificate SET register_id = NULL, residence = '' WHERE "
                    + among.sql()))
        .execute();
    CertificateContentTable.erase(handle, certificates);
  }

  /** The condition for the rows of those certificates, of which there is at least one. */
  static PairCondition among(Collection<CertificateKey> certificates) {
    return PairCondition.of(
        certificates, "issuer_no", CertificateKey::issuerNumber, "serial", CertificateKey::serial);
  }
}
