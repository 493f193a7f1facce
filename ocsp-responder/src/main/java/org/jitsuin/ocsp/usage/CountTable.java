package org.jitsuin.ocsp.usage;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes {@code status.relying_party_count}, in the authority's own database. */
final class CountTable {
  private final Jdbi jdbi;

  CountTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Writes rows of a run; again and again, the same comes of it, and none gets smaller. */
  void write(CountedRun run) {
    if (run.rows().isEmpty()) {
      return;
    }
    jdbi.useTransaction(handle -> {
      PreparedBatch batch =
          handle.prepareBatch(
              """
              INSERT INTO status.relying_party_count
                (day, party_no, authority, kind, hash, node, started_at, answers)
              VALUES (:day, :party, :authority, :kind, :hash, :node, :started, :answers)
              ON DUPLICATE KEY UPDATE answers = GREATEST(answers, VALUES(answers))
              """);
      for (CountedRun.Row row : run.rows()) {
        batch
            .bind("day", row.day())
            .bind("party", row.party())
            .bind("authority", row.authority())
            .bind("kind", row.kind())
            .bind("hash", row.hash())
            .bind("node", run.node())
            .bind("started", run.startedAt().toEpochMilli())
            .bind("answers", row.answers())
            .add();
      }
      batch.execute();
    });
  }
}
