package org.jitsuin.ca.residentevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.residentevent.LineReader.Read;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final int LONGEST = 20;

  /** A stream that gives so many octets at a time. */
  private static LineReader reader(String text, int atATime) {
    InputStream in =
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, atATime));
          }

          @Override
          public synchronized int available() {
            return 1;
          }
        };
    return new LineReader(in, LONGEST);
  }

  private static List<String> all(LineReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    while (true) {
      switch (reader.next(Duration.ZERO)) {
        case Read.Line(Bytes line) -> lines.add(new String(line.bytes(), StandardCharsets.UTF_8));
        case Read.TooLong() -> lines.add("too long");
        case Read.Nothing() -> throw new AssertionError("all is at hand");
        case Read.End() -> {
          return lines;
        }
      }
    }
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.strings().withChars('a', '山', '\r').ofMaxLength(2 * LONGEST).list();
  }

  @Property(tries = 300)
  void next_anyLinesInAnyPieces_areTheLines(
      @ForAll("lines") List<String> lines, @ForAll @IntRange(min = 1, max = 50) int atATime)
      throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    List<String> expected =
        lines.stream()
            .map(line -> line.getBytes(StandardCharsets.UTF_8).length > LONGEST ? "too long" : line)
            .toList();
    assertThat(all(reader(text.toString(), atATime))).isEqualTo(expected);
  }

  @Test
  void next_lastLineWithoutItsEnd_isALine() throws IOException {
    assertThat(all(reader("a\nb", 1))).containsExactly("a", "b");
    assertThat(all(reader("a\n\n", 1))).containsExactly("a", "");
    assertThat(all(reader("", 1))).isEmpty();
    assertThat(all(reader("x".repeat(LONGEST + 1), 7))).containsExactly("too long");
    assertThat(all(reader("x".repeat(LONGEST), 7))).containsExactly("x".repeat(LONGEST));
  }

  /** What came of a line so far is kept until the rest comes. */
  @Test
  void next_nothingComes_losesNothing() throws IOException {
    byte[] octets = "ab\ncd\n".getBytes(StandardCharsets.UTF_8);
    boolean[] open = {true};
    InputStream in =
        new ByteArrayInputStream(octets) {
          @Override
          public synchronized int available() {
            return pos >= 4 && !open[0] ? 0 : 1;
          }

          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, 1);
          }
        };
    LineReader reader = new LineReader(in, LONGEST);
    open[0] = false;
    assertThat(reader.next(Duration.ZERO)).isInstanceOf(Read.Line.class);
    assertThat(reader.next(Duration.ofMillis(10))).isInstanceOf(Read.Nothing.class);
    open[0] = true;
    assertThat(reader.next(Duration.ZERO))
        .isEqualTo(new Read.Line(Bytes.of("cd".getBytes(StandardCharsets.UTF_8))));
  }
}
