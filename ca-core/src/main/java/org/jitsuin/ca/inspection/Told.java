package org.jitsuin.ca.inspection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What the entries tell, noted in temporary tables so that it can be compared with the others. */
final class Told {
  private final Handle handle;
  private final Map<Note, PreparedBatch> batches = new EnumMap<>(Note.class);

  /** The temporary tables. */
  private enum Note {
    GENERATION(
        """
        CREATE TEMPORARY TABLE audit.told_generation (
          issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
          sha256 BINARY(32) NOT NULL,
          entry_no BIGINT UNSIGNED NOT NULL)
        """,
        """
        INSERT INTO audit.told_generation (issuer, sha256, entry_no)
        VALUES (:issuer, :sha256, :entry) ON DUPLICATE KEY UPDATE entry_no = :entry
        """),
    ISSUED(
        """
        CREATE TEMPORARY TABLE audit.told_issued (
          issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
          serial VARBINARY(20) NOT NULL,
          sha256 BINARY(32) NOT NULL,
          entry_no BIGINT UNSIGNED NOT NULL,
          PRIMARY KEY (issuer, serial))
        """,
        """
        INSERT INTO audit.told_issued (issuer, serial, sha256, entry_no)
        VALUES (:issuer, :serial, :sha256, :entry) ON DUPLICATE KEY UPDATE entry_no = :entry
        """),
    ENDED(
        """
        CREATE TEMPORARY TABLE audit.told_ended (
          issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
          serial VARBINARY(20) NOT NULL,
          good BOOLEAN NOT NULL,
          entry_no BIGINT UNSIGNED NOT NULL,
          PRIMARY KEY (issuer, serial))
        """,
        """
        INSERT INTO audit.told_ended (issuer, serial, good, entry_no)
        VALUES (:issuer, :serial, :good, :entry)
        ON DUPLICATE KEY UPDATE good = :good, entry_no = :entry
        """),
    EVENT(
        """
        CREATE TEMPORARY TABLE audit.told_event (
          event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
          entry_no BIGINT UNSIGNED NOT NULL)
        """,
        """
        INSERT INTO audit.told_event (event_id, entry_no) VALUES (:event, :entry)
        ON DUPLICATE KEY UPDATE entry_no = :entry
        """),
    CRL(
        """
        CREATE TEMPORARY TABLE audit.told_crl (
          issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
          partition_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
          number BIGINT UNSIGNED NOT NULL,
          sha256 BINARY(32) NOT NULL,
          entry_no BIGINT UNSIGNED NOT NULL,
          PRIMARY KEY (issuer, partition_id, number))
        """,
        """
        INSERT INTO audit.told_crl (issuer, partition_id, number, sha256, entry_no)
        VALUES (:issuer, :partition, :number, :sha256, :entry)
        ON DUPLICATE KEY UPDATE entry_no = :entry
        """);

    private final String table;
    private final String insert;

    Note(String table, String insert) {
      this.table = table;
      this.insert = insert;
    }
  }

  Told(Handle handle) {
    this.handle = handle;
    forget();
    for (Note note : Note.values()) {
      handle.execute(note.table);
    }
  }

  void forget() {
    handle.execute(
        """
        DROP TEMPORARY TABLE IF EXISTS audit.told_generation, audit.told_issued, audit.told_ended, audit.told_event,
          audit.told_crl
        """);
  }

  /** Notes what one entry tells, if it is of a kind that something must agree with. */
  void note(long number, JsonNode entry) {
    JsonNode detail = entry.path("detail");
    switch (entry.path("act").asText()) {
      case "issuer-created" ->
          batch(Note.GENERATION)
              .bind("issuer", detail.path("issuer").asText())
              .bind("sha256", hex(detail, "certificate"))
              .bind("entry", number)
              .add();
      case "certificates-issued" ->
          detail.path("certificates").forEach(certificate -> issued(number, certificate));
      case "certificate-revoked", "revocation-amended", "certificate-held", "issue-abandoned" ->
          ended(number, detail, false);
      case "certificate-restored" -> ended(number, detail, true);
      case "resident-event-recorded" ->
          batch(Note.EVENT)
              .bind("event", detail.path("event").asText())
              .bind("entry", number)
              .add();
      case "crl-published" -> published(number, detail);
      default -> {
        // Others tell of nothing that stands elsewhere.
      }
    }
  }

  private void issued(long number, JsonNode certificate) {
    batch(Note.ISSUED)
        .bind("issuer", certificate.path("issuer").asText())
        .bind("serial", hex(certificate, "serial"))
        .bind("sha256", hex(certificate, "certificate"))
        .bind("entry", number)
        .add();
  }

  private void ended(long number, JsonNode detail, boolean good) {
    batch(Note.ENDED)
        .bind("issuer", detail.path("issuer").asText())
        .bind("serial", hex(detail, "serial"))
        .bind("good", good)
        .bind("entry", number)
        .add();
  }

  private void published(long number, JsonNode detail) {
    batch(Note.CRL)
        .bind("issuer", detail.path("issuer").asText())
        .bind("partition", detail.path("partition").asText())
        .bind("number", detail.path("number").asLong())
        .bind("sha256", hex(detail, "crl"))
        .bind("entry", number)
        .add();
  }

  private static byte[] hex(JsonNode node, String member) {
    String text = node.path(member).asText();
    return text.matches("(?:[0-9a-f]{2})+") ? HexFormat.of().parseHex(text) : new byte[0];
  }

  private PreparedBatch batch(Note note) {
    return batches.computeIfAbsent(note, one -> handle.prepareBatch(one.insert));
  }

  /** Writes what was noted; from time to time, so that it never is much. */
  void write() {
    batches.values().stream().filter(batch -> batch.size() > 0).forEach(PreparedBatch::execute);
    batches.clear();
  }
}
