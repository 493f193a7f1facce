package org.jitsuin.installation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.store.LogTable;

/** Puts lost entries back into the database, in their places. */
final class LogRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 1_000;

  private LogRows() {}

  /**
   * Puts lost entries back; what was recorded since comes behind them, so that the tree continues
   * the one that was signed.
   */
  static void putBack(Handle handle, LostEntries lost, Instant now) {
    moveLater(handle, lost);
    insert(handle, lost);
    handle.execute(
        "UPDATE status.audit_head SET last = ? WHERE one = 1", lost.signed().size() + lost.later());
    // Intended since, and never signed.
    handle.execute("DELETE FROM audit.checkpoint WHERE size > ?", lost.kept());
    LogTable.intend(handle, lost.signed(), now);
    LogTable.complete(
        handle,
        lost.signed().size(),
        new String(lost.checkpoint().bytes(), StandardCharsets.UTF_8),
        0);
  }

  private static void moveLater(Handle handle, LostEntries lost) {
    handle
        .createUpdate(
            """
            UPDATE audit.entry SET entry_no = entry_no + :count WHERE entry_no > :kept
            ORDER BY entry_no DESC
            """)
        .bind("count", lost.count())
        .bind("kept", lost.kept())
        .execute();
  }

  private static void insert(Handle handle, LostEntries lost) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO audit.entry (entry_no, id, recorded_at, kind, card, body)
            VALUES (:number, :id, :at, :kind, :card, :body)
            """);
    lost.forEach((number, body) -> {
      JsonNode entry = read(body);
      batch
          .bind("number", number)
          .bind("id", entry.path("id").asText())
          .bind("at", Instant.parse(entry.path("at").asText()).toEpochMilli())
          .bind("kind", entry.path("act").asText())
          .bind("card", Optional.of(entry.path("detail").path("card").asText()).filter(Card::isId))
          .bind("body", body)
          .add();
      if (batch.size() == AT_ONCE) {
        batch.execute();
      }
    });
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new LogDamaged("an entry in the files cannot be read", e);
    }
  }
}
