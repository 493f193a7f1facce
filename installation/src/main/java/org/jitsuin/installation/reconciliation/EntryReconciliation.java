package org.jitsuin.installation.reconciliation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.auditor.TreeCheck;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.TileSource;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.store.Head;

/** Compares the rows of {@code audit.entry} with the leaves of the tree, and with themselves. */
final class EntryReconciliation {
  private static final int AT_ONCE = 1_000;

  /**
   * The number of differing entries that are remembered; more are reported one by one, without
   * looking whether they were swapped.
   */
  private static final int MOST_REMEMBERED = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Handle handle;
  private final TileSource tiles;
  private final LoggedFacts told;
  private final Report report;
  private final List<Odd> odd = new ArrayList<>();
  private long tileIndex = -1;
  private byte[] tile = new byte[0];

  EntryReconciliation(Handle handle, TileSource tiles, LoggedFacts told, Report report) {
    this.handle = handle;
    this.tiles = tiles;
    this.told = told;
    this.report = report;
  }

  private record Row(
      long number, String id, Instant at, String kind, Optional<String> card, Bytes body) {}

  /** A row that is not the entry of its number. */
  private record Odd(long number, TreeHash expected, TreeHash found, String kind) {}

  /**
   * Compares all of them.
   *
   * @return how many there are
   */
  long check(Checkpoint signed) {
    long head = Head.LOG.last(handle);
    long next = 1;
    long count = 0;
    for (List<Row> rows = page(-1); !rows.isEmpty(); rows = page(rows.getLast().number())) {
      for (Row row : rows) {
        if (row.number() < 1 || row.number() > head) {
          report.finding(
              Kind.ENTRY_INSERTED,
              String.format(
                  Locale.ROOT,
                  "row %d does not belong to the audit log: %s",
                  row.number(),
                  row.kind()));
          continue;
        }
        missing(next, row.number());
        compare(row, signed);
        next = row.number() + 1;
        count++;
      }
      told.write();
    }
    missing(next, Math.max(head, signed.size()) + 1);
    tellOdd();
    return count;
  }

  private List<Row> page(long after) {
    return handle
        .createQuery(
            """
            SELECT entry_no, id, recorded_at, kind, card, body FROM audit.entry
            WHERE entry_no > :after OR (:after < 0 AND entry_no = 0)
            ORDER BY entry_no LIMIT :limit
            """)
        .bind("after", after)
        .bind("limit", AT_ONCE)
        .map((row, _) ->
            new Row(
                row.getLong("entry_no"),
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("recorded_at")),
                row.getString("kind"),
                Optional.ofNullable(row.getString("card")),
                Bytes.of(row.getBytes("body"))))
        .list();
  }

  private void missing(long from, long until) {
    if (from < until) {
      report.finding(
          Kind.ENTRY_MISSING,
          until - from == 1
              ? String.format(Locale.ROOT, "entry %d is not in the database", from)
              : String.format(
                  Locale.ROOT, "entries %d to %d are not in the database", from, until - 1));
    }
  }

  private void compare(Row row, Checkpoint signed) {
    if (row.number() <= signed.size()) {
      TreeHash found = TreeHash.leaf(row.body().bytes());
      leaf(row.number() - 1, signed.size())
          .filter(expected -> !expected.equals(found))
          .ifPresent(expected -> remember(new Odd(row.number(), expected, found, row.kind())));
    }
    try {
      JsonNode entry = JSON.readTree(row.body().bytes());
      compareColumns(row, entry);
      told.note(row.number(), entry);
    } catch (JacksonException e) {
      report.finding(
          Kind.ENTRY_CHANGED, String.format(Locale.ROOT, "entry %d cannot be read", row.number()));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  private void remember(Odd one) {
    if (odd.size() < MOST_REMEMBERED) {
      odd.add(one);
    } else {
      tellChanged(one);
    }
  }

  /** Compares what stands beside an entry for searching: whoever changed it hides the entry. */
  private void compareColumns(Row row, JsonNode entry) {
    if (!TreeCheck.time(row.body().bytes()).equals(Optional.of(row.at()))) {
      report.finding(
          Kind.ENTRY_BACKDATED,
          String.format(
              Locale.ROOT,
              "entry %d is of %s, and the database has it under %s",
              row.number(),
              entry.path("at").asText(),
              row.at()));
    }
    boolean named =
        entry.path("id").asText().equals(row.id()) && entry.path("act").asText().equals(row.kind());
    boolean carded =
        row.card().isEmpty() || row.card().get().equals(entry.path("detail").path("card").asText());
    if (!named || !carded) {
      report.finding(
          Kind.ENTRY_CHANGED,
          String.format(
              Locale.ROOT,
              "entry %d: what the database has beside it is not what stands in it",
              row.number()));
    }
  }

  /** The leaf that was signed; empty where the tile is damaged, which was told before. */
  private Optional<TreeHash> leaf(long index, long size) {
    try {
      if (index / Tile.FULL != tileIndex) {
        tile = tiles.read(Tile.hashes(0, index / Tile.FULL, size));
        tileIndex = index / Tile.FULL;
      }
      return Optional.of(TreeHash.at(tile, (int) (index % Tile.FULL)));
    } catch (LogDamaged _) {
      return Optional.empty();
    }
  }

  private void tellOdd() {
    Map<TreeHash, Long> places = new HashMap<>();
    odd.forEach(one -> places.put(one.expected(), one.number()));
    for (Odd one : odd) {
      Long place = places.get(one.found());
      if (place == null) {
        tellChanged(one);
      } else {
        report.finding(
            Kind.ENTRIES_SWAPPED,
            String.format(
                Locale.ROOT, "entry %d stands in the place of entry %d", place, one.number()));
      }
    }
  }

  private void tellChanged(Odd one) {
    report.finding(
        Kind.ENTRY_CHANGED,
        String.format(
            Locale.ROOT, "entry %d (%s) is not the one that was signed", one.number(), one.kind()));
  }
}
