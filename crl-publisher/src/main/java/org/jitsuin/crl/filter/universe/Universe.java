package org.jitsuin.crl.filter.universe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jitsuin.crl.filter.universe.UniverseIndex.Position;

/**
 * All certificates of the feed with their statuses, in files of this server. Of an interruption at
 * any moment nothing remains but what stands behind the records that count. One thread uses it.
 */
public final class Universe {
  private static final int MOST_RECORDS = 1_000_000;

  private final Path directory;
  private final int mostRecords;
  private Optional<UniverseIndex> known = Optional.empty();

  /**
   * @param directory that nobody else uses; made where it is missing
   */
  public Universe(Path directory) {
    this(directory, MOST_RECORDS);
  }

  /**
   * @param mostRecords after so many in a span of a month another one begins
   */
  Universe(Path directory, int mostRecords) {
    this.directory = directory;
    this.mostRecords = mostRecords;
  }

  /**
   * Returns the place in the feed up to which it goes.
   *
   * @throws UniverseDamagedException if it has to be written anew
   */
  public long position() throws IOException {
    return index().position().seq();
  }

  /** Returns what tells the last row of the feed in it from another one of its number. */
  public long lastRow() throws IOException {
    return index().position().row();
  }

  private UniverseIndex index() throws IOException {
    if (known.isEmpty()) {
      known = Optional.of(read());
    }
    return known.get();
  }

  private UniverseIndex read() throws IOException {
    try {
      return UniverseIndex.read(indexFile());
    } catch (NoSuchFileException e) {
      return new UniverseIndex(Position.START, List.of());
    }
  }

  private Path indexFile() {
    return directory.resolve("index");
  }

  /** Throws everything away; it is then as before the first row of the feed. */
  public void clear() throws IOException {
    known = Optional.empty();
    Files.deleteIfExists(indexFile());
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  /**
   * Takes what the feed says next.
   *
   * @param rows in its order, those of serial numbers that filters tell of
   * @param last the number of the last row that was read, whatever it is about
   * @param lastRow as {@link #lastRow}
   */
  public void apply(List<FeedRow> rows, long last, long lastRow) throws IOException {
    UniverseIndex before = index();
    Map<Integer, NavigableMap<Long, Span>> spans = byIssuer(before.spans());
    Map<Path, List<FeedRow>> added = new LinkedHashMap<>();
    Map<Path, Long> counted = new LinkedHashMap<>();
    for (FeedRow row : rows) {
      NavigableMap<Long, Span> of = spans.computeIfAbsent(row.issuer(), _ -> new TreeMap<>());
      Span span = spanFor(of, row);
      counted.putIfAbsent(file(span, "members"), span.records());
      added.computeIfAbsent(file(span, "members"), _ -> new ArrayList<>()).add(row);
      of.put(span.from(), span.with(row));
    }
    for (Map.Entry<Path, List<FeedRow>> each : added.entrySet()) {
      SpanFile.append(each.getKey(), counted.get(each.getKey()), each.getValue());
    }
    write(
        new UniverseIndex(
            new Position(last, lastRow),
            spans.values().stream().flatMap(of -> of.values().stream()).toList()));
  }

  private void write(UniverseIndex index) throws IOException {
    // Where writing fails, nobody knows which of both is there: it is read again.
    known = Optional.empty();
    index.write(indexFile());
    known = Optional.of(index);
  }

  private static Map<Integer, NavigableMap<Long, Span>> byIssuer(List<Span> spans) {
    Map<Integer, NavigableMap<Long, Span>> all = new TreeMap<>();
    spans.forEach(
        span -> all.computeIfAbsent(span.issuer(), _ -> new TreeMap<>()).put(span.from(), span));
    return all;
  }

  private Span spanFor(NavigableMap<Long, Span> of, FeedRow row) {
    long time = row.drawn();
    Span found = Optional.ofNullable(of.floorEntry(time)).map(Map.Entry::getValue).orElse(null);
    if (found == null || !found.has(time)) {
      return month(of, row.issuer(), time);
    }
    if (found.records() < mostRecords || time <= found.latest()) {
      return found;
    }
    // What comes later has a file of its own; what is here stays the same octets.
    of.put(found.from(), found.until(found.latest() + 1));
    return Span.empty(row.issuer(), found.latest() + 1, found.to());
  }

  /** A month, as far as no other span has it. */
  private static Span month(NavigableMap<Long, Span> of, int issuer, long time) {
    Instant begin =
        Instant.ofEpochMilli(time)
            .atOffset(ZoneOffset.UTC)
            .withDayOfMonth(1)
            .truncatedTo(ChronoUnit.DAYS)
            .toInstant();
    long end = begin.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant().toEpochMilli();
    Map.Entry<Long, Span> before = of.floorEntry(time);
    Long after = of.higherKey(time);
    return Span.empty(
        issuer,
        before == null
            ? begin.toEpochMilli()
            : Math.max(begin.toEpochMilli(), before.getValue().to()),
        after == null ? end : Math.min(end, after));
  }

  /** Returns the spans of a key generation, by time; some hundreds. */
  public List<Span> spans(int issuer) throws IOException {
    return index().spans().stream().filter(span -> span.issuer() == issuer).toList();
  }

  /**
   * Reads the certificates of a span.
   *
   * @throws UniverseDamagedException if its file is not what was written
   */
  public MemberTable members(Span span) throws IOException {
    MemberTable table = new MemberTable((int) Math.min(Integer.MAX_VALUE / 8, span.records()));
    SpanFile.read(file(span, "members"), span, table);
    return table;
  }

  /**
   * Forgets the spans of which all certificates ended.
   *
   * @param seconds before then, in seconds from 1970
   */
  public void forgetEnded(long seconds) throws IOException {
    UniverseIndex before = index();
    List<Span> kept = before.spans().stream().filter(span -> span.lastEnd() >= seconds).toList();
    if (kept.size() < before.spans().size()) {
      write(new UniverseIndex(before.position(), kept));
      sweep(kept);
    }
  }

  private void sweep(List<Span> kept) throws IOException {
    List<Path> wanted =
        kept.stream()
            .flatMap(span -> Stream.of(file(span, "members"), file(span, "block")))
            .toList();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.{members,block}")) {
      for (Path file : all) {
        if (!wanted.contains(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** The file that keeps the block of a span. */
  public Path blockFile(Span span) {
    return file(span, "block");
  }

  private Path file(Span span, String kind) {
    return directory.resolve(
        span.issuer() + "-" + HexFormat.of().toHexDigits(span.from()) + "." + kind);
  }
}
