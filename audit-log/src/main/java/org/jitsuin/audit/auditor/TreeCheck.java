package org.jitsuin.audit.auditor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.EntryBundle;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.RunningRoot;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.TileSource;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.audit.tlog.TreeHash;

/**
 * Reads every entry of a log and checks that together they have the root that was signed; where
 * they do not, says which are to blame. Needs no more memory for a longer log.
 */
public final class TreeCheck {
  /** The tolerance for the clocks of servers and the duration of an act. */
  private static final Duration TOLERANCE = Duration.ofMinutes(10);

  /** The entry's time: the first member of that name in the canonical encoding. */
  private static final Pattern AT =
      Pattern.compile("\"at\":\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)\"");

  /** The beginning of the canonical encoding of such an entry. */
  private static final String RECOVERED = "{\"act\":\"log-recovered\",";

  /**
   * The beginnings of the canonical encodings of entries that are handed in and numbered later: as
   * long as no server of the authority runs, they wait.
   */
  private static final List<String> HANDED_IN =
      Stream.of("crl-published", "delta-crl-published", "status-filter-published")
          .map(act ->
              "{\"act\":\"%s\",\"actor\":{\"component\":\"%s\","
                  .formatted(act, Actor.Component.CRL_PUBLISHER))
          .toList();

  private final TileSource tiles;
  private final Report report;
  private Instant latest = Instant.MIN;

  public TreeCheck(TileSource tiles, Report report) {
    this.tiles = tiles;
    this.report = report;
  }

  /** Checks all entries of the log as it is signed. */
  public void check(Checkpoint signed) {
    long before = report.count();
    RunningRoot fromEntries = new RunningRoot();
    RunningRoot fromHashes = new RunningRoot();
    for (long index = 0; index * Tile.FULL < signed.size(); index++) {
      check(signed, index, fromEntries, fromHashes);
    }
    checkUpperTiles(signed);
    if (!fromEntries.root().equals(signed.root())) {
      boolean entriesAreToBlame = fromHashes.root().equals(signed.root());
      if (report.count() == before || !entriesAreToBlame) {
        report.finding(
            Kind.ENTRY_CHANGED,
            String.format(
                Locale.ROOT, "the %d entries do not have the root that was signed", signed.size()));
      }
    } else {
      report.fact(
          String.format(
              Locale.ROOT, "all %d entries together have the root that was signed", signed.size()));
    }
  }

  /** Checks the tiles of hashes alone, as whoever may not read entries can. */
  public void checkHashes(Checkpoint signed) {
    long before = report.count();
    RunningRoot running = new RunningRoot();
    for (long index = 0; index * Tile.FULL < signed.size(); index++) {
      int width = (int) Math.min(Tile.FULL, signed.size() - index * Tile.FULL);
      hashes(index, width).forEach(running::add);
    }
    checkUpperTiles(signed);
    if (running.root().equals(signed.root())) {
      report.fact(
          String.format(
              Locale.ROOT,
              "the hashes of all %d entries have the root that was signed",
              signed.size()));
    } else if (report.count() == before) {
      report.finding(Kind.TILE_DAMAGED, "the hashes do not have the root that was signed");
    }
  }

  private void check(
      Checkpoint signed, long index, RunningRoot fromEntries, RunningRoot fromHashes) {
    long first = index * Tile.FULL;
    int width = (int) Math.min(Tile.FULL, signed.size() - first);
    List<TreeHash> leaves = leaves(index, width);
    List<TreeHash> hashes = hashes(index, width);
    for (int i = 0; i < width; i++) {
      if (i < leaves.size()) {
        fromEntries.add(leaves.get(i));
      }
      if (i < hashes.size()) {
        fromHashes.add(hashes.get(i));
      }
      if (i < leaves.size() && i < hashes.size() && !leaves.get(i).equals(hashes.get(i))) {
        report.finding(
            Kind.ENTRY_CHANGED,
            String.format(Locale.ROOT, "entry %d is not the one in the tree", first + i + 1));
      }
    }
  }

  private List<TreeHash> leaves(long index, int width) {
    Tile tile = new Tile(Tile.Kind.ENTRIES, 0, index, width);
    List<TreeHash> leaves = new ArrayList<>();
    try {
      for (byte[] entry : EntryBundle.entries(tiles.read(tile), width)) {
        leaves.add(TreeHash.leaf(entry));
        if (!isHandedIn(entry)) {
          checkTime(index * Tile.FULL + leaves.size(), entry);
        }
        tellRecovery(index * Tile.FULL + leaves.size(), entry);
      }
    } catch (LogDamaged e) {
      report.finding(
          Kind.ENTRY_MISSING,
          String.format(
              Locale.ROOT,
              "entries %d to %d: %s",
              index * Tile.FULL + 1,
              index * Tile.FULL + width,
              e.getMessage()));
    }
    return leaves;
  }

  /** Reports that an older state of the database was put back, and what became of it. */
  private void tellRecovery(long number, byte[] entry) {
    String text = new String(entry, StandardCharsets.UTF_8);
    if (text.startsWith(RECOVERED)) {
      report.notice(
          String.format(
              Locale.ROOT, "entry %d: the database was set back and recovered; %s", number, text));
    }
  }

  private static boolean isHandedIn(byte[] entry) {
    String text = new String(entry, StandardCharsets.UTF_8);
    return HANDED_IN.stream().anyMatch(text::startsWith);
  }

  private void checkTime(long number, byte[] entry) {
    time(entry)
        .ifPresent(at -> {
          if (at.plus(TOLERANCE).isBefore(latest)) {
            report.finding(
                Kind.ENTRY_BACKDATED,
                String.format(
                    Locale.ROOT,
                    "entry %d is of %s, and stands behind entries of %s",
                    number,
                    at,
                    latest));
          } else if (at.isAfter(latest)) {
            latest = at;
          }
        });
  }

  /** Returns the time at which an entry says that it was made. */
  public static Optional<Instant> time(byte[] entry) {
    Matcher at = AT.matcher(new String(entry, StandardCharsets.UTF_8));
    try {
      return at.find() ? Optional.of(Instant.parse(at.group(1))) : Optional.empty();
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private List<TreeHash> hashes(long index, int width) {
    List<TreeHash> hashes = new ArrayList<>();
    try {
      byte[] octets = tiles.read(new Tile(Tile.Kind.HASHES, 0, index, width));
      for (int i = 0; i < width; i++) {
        hashes.add(TreeHash.at(octets, i));
      }
    } catch (LogDamaged e) {
      report.finding(Kind.TILE_DAMAGED, e.getMessage());
    }
    return hashes;
  }

  /** Checks that each hash above is the one over a full tile below. */
  private void checkUpperTiles(Checkpoint signed) {
    for (int level = 1; Tile.count(level, signed.size()) > 0; level++) {
      for (long place = 0; place < Tile.count(level, signed.size()); place++) {
        checkHash(signed, level, place);
      }
    }
    try {
      if (!new Tree(signed.size(), tiles).root().equals(signed.root())) {
        report.finding(Kind.TILE_DAMAGED, "the tiles do not have the root that was signed");
      }
    } catch (LogDamaged e) {
      report.finding(Kind.TILE_DAMAGED, e.getMessage());
    }
  }

  private void checkHash(Checkpoint signed, int level, long place) {
    try {
      Tile above = Tile.hashes(level, place / Tile.FULL, signed.size());
      Tile below = Tile.hashes(level - 1, place, signed.size());
      TreeHash hash = TreeHash.at(tiles.read(above), (int) (place % Tile.FULL));
      if (!Tree.over(tiles.read(below), 0, Tile.FULL).equals(hash)) {
        report.finding(
            Kind.TILE_DAMAGED, "%s does not fit %s".formatted(below.path(), above.path()));
      }
    } catch (LogDamaged e) {
      report.finding(Kind.TILE_DAMAGED, e.getMessage());
    }
  }
}
