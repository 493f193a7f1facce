package org.jitsuin.crl.filter.universe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jitsuin.filter.FilterStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UniverseTest {
  private static final long MAY = Instant.parse("2026-05-10T00:00:00Z").toEpochMilli();
  private static final long DAY = 86_400_000;
  private static final long NEVER_ENDED = 0;
  private static final int SMALL = 40;

  @TempDir private Path directory;
  private final Random random = new Random(7);

  private Universe universe() {
    return new Universe(directory, SMALL);
  }

  private FeedRow row(long time, FilterStatus status) {
    return new FeedRow(
        1, time << 16 | random.nextInt(65_536), random.nextLong(), 2_000_000_000, status);
  }

  private static FeedRow now(FeedRow row, FilterStatus status) {
    return new FeedRow(row.issuer(), row.high(), row.low(), row.endsSeconds(), status);
  }

  /** Returns all that a universe has, by serial number. */
  private static Map<String, FilterStatus> all(Universe universe) throws IOException {
    Map<String, FilterStatus> all = new HashMap<>();
    for (Span span : universe.spans(1)) {
      universe
          .members(span)
          .forEach(
              Long.MAX_VALUE,
              NEVER_ENDED,
              (high, low, status) -> {
                assertThat(span.has(high >>> 16)).isTrue();
                assertThat(all.put(high + " " + low, status)).isNull();
              });
    }
    return all;
  }

  private static String name(FeedRow row) {
    return row.high() + " " + row.low();
  }

  private List<FeedRow> some(int count) {
    return Stream.generate(() -> row(MAY + random.nextLong(90 * DAY), FilterStatus.GOOD))
        .limit(count)
        .toList();
  }

  @Test
  void apply_rowsOfManyMonths_areThereOnceWithTheirLastStatus_alsoWhenOpenedAnew()
      throws IOException {
    List<FeedRow> rows = new ArrayList<>(some(500));
    Map<String, FilterStatus> expected = new HashMap<>();
    rows.forEach(each -> expected.put(name(each), each.status()));
    for (int i = 0; i < 100; i++) {
      FeedRow of = rows.get(random.nextInt(500));
      FilterStatus status = i % 3 == 0 ? FilterStatus.ON_HOLD : FilterStatus.REVOKED;
      rows.add(now(of, status));
      expected.put(name(of), status);
    }
    FeedRow again = now(rows.get(0), FilterStatus.GOOD);
    rows.add(again);
    expected.put(name(again), FilterStatus.GOOD);

    Universe universe = universe();
    for (int i = 0; i < rows.size(); i += 100) {
      int end = Math.min(rows.size(), i + 100);
      universe.apply(rows.subList(i, end), end, 17 + end);
    }
    assertThat(all(universe)).isEqualTo(expected);
    assertThat(all(universe())).isEqualTo(expected);
    assertThat(universe().position()).isEqualTo(rows.size());
    assertThat(universe().lastRow()).isEqualTo(17 + rows.size());
  }

  @Test
  void apply_moreThanASpanTakes_cutsTheMonth_andLeavesWhatIsThereAsItIs() throws IOException {
    Universe universe = universe();
    List<FeedRow> rows = new ArrayList<>();
    for (int i = 0; i < 3 * SMALL; i++) {
      rows.add(row(MAY + i, FilterStatus.GOOD));
    }
    universe.apply(rows.subList(0, SMALL), SMALL, 0);
    Span first = universe.spans(1).getFirst();
    universe.apply(rows.subList(SMALL, rows.size()), rows.size(), 0);

    assertThat(universe.spans(1)).hasSize(3);
    assertThat(universe.spans(1).getFirst()).isEqualTo(first.until(MAY + SMALL));
    // A late one of a span that is full comes into it all the same.
    universe.apply(List.of(row(MAY + 1, FilterStatus.GOOD)), rows.size() + 1, 0);
    assertThat(universe.spans(1)).hasSize(3);
    assertThat(all(universe)).hasSize(rows.size() + 1);
  }

  /** Of what was begun when it was killed nothing counts, wherever it was. */
  @Test
  void apply_killedAtAnyPlace_goesOnAfterwards() throws IOException {
    List<FeedRow> rows = some(300);
    Universe universe = universe();
    universe.apply(rows.subList(0, 200), 200, 0);
    for (int torn = 1; torn < 60; torn += 7) {
      for (Span span : universe.spans(1)) {
        Path file = directory.resolve(span.issuer() + "-" + hex(span.from()) + ".members");
        byte[] garbage = new byte[torn];
        random.nextBytes(garbage);
        Files.write(file, garbage, StandardOpenOption.APPEND);
      }
      Files.write(directory.resolve("index.draft"), new byte[torn]);
      assertThat(all(universe())).hasSize(200);
      assertThat(universe().position()).isEqualTo(200);
    }
    Universe after = universe();
    after.apply(rows.subList(200, 300), 300, 0);
    Map<String, FilterStatus> expected = new HashMap<>();
    rows.forEach(each -> expected.put(name(each), each.status()));
    assertThat(all(universe())).isEqualTo(expected);
  }

  private static String hex(long number) {
    return HexFormat.of().toHexDigits(number);
  }

  @Test
  void members_ofAFileThatWasChanged_areNotBelieved_andItIsWrittenAnew() throws IOException {
    Universe universe = universe();
    universe.apply(some(30), 30, 0);
    Span span = universe.spans(1).getFirst();
    Path file = directory.resolve(span.issuer() + "-" + hex(span.from()) + ".members");
    byte[] octets = Files.readAllBytes(file);
    octets[9] ^= 1;
    Files.write(file, octets);
    assertThatThrownBy(() -> universe.members(span)).isInstanceOf(UniverseDamagedException.class);

    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> universe().members(span)).isInstanceOf(UniverseDamagedException.class);
    assertThatThrownBy(() -> universe().apply(List.of(row(span.from(), FilterStatus.GOOD)), 31, 0))
        .isInstanceOf(UniverseDamagedException.class);

    universe.clear();
    assertThat(universe.position()).isZero();
    assertThat(universe().spans(1)).isEmpty();
  }

  @Test
  void position_ofAnIndexThatWasChanged_isNotBelieved() throws IOException {
    universe().apply(some(3), 3, 0);
    Path index = directory.resolve("index");
    byte[] octets = Files.readAllBytes(index);
    octets[12] ^= 1;
    Files.write(index, octets);
    assertThatThrownBy(() -> universe().position()).isInstanceOf(UniverseDamagedException.class);
  }

  @Test
  void apply_noRoom_countsNothing_andGoesOnWhenThereIs() throws IOException {
    Universe universe = universe();
    List<FeedRow> rows = some(20);
    universe.apply(rows.subList(0, 10), 10, 0);
    Files.createSymbolicLink(directory.resolve("index.draft"), Path.of("/dev/full"));
    assertThatThrownBy(() -> universe.apply(rows.subList(10, 20), 20, 0))
        .isInstanceOf(IOException.class);
    assertThat(universe.position()).isEqualTo(10);
    assertThat(all(universe)).hasSize(10);
    universe.apply(rows.subList(10, 20), 20, 0);
    assertThat(all(universe())).hasSize(20);
  }

  @Test
  void forgetEnded_spansOfWhichAllEnded_areGone_andOthersStay() throws IOException {
    Universe universe = universe();
    FeedRow old = new FeedRow(1, MAY << 16, 1, 100, FilterStatus.GOOD);
    FeedRow young = new FeedRow(1, (MAY + 60 * DAY) << 16, 2, 1_000, FilterStatus.GOOD);
    universe.apply(List.of(old, young), 2, 0);
    universe.forgetEnded(100);
    assertThat(all(universe)).hasSize(2);
    universe.forgetEnded(101);
    assertThat(all(universe)).containsOnlyKeys(name(young));
    assertThat(all(universe())).containsOnlyKeys(name(young));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }
}
