package org.jitsuin.launcher.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void lines_whereNobodyWatches_arePlain() {
    Terminal terminal = terminal(false);

    terminal.strong("Jitsuin");
    terminal.good("database", "runs");
    terminal.passing("gone soon");
    terminal.bad("no");

    assertThat(written()).isEqualTo("Jitsuin\n  ✓ database    runs\n  ✗ no\n");
  }

  @Test
  void passingLine_whereSomebodyWatches_isErasedByTheNext() {
    Terminal terminal = terminal(true);

    terminal.passing("waiting");
    terminal.line("done");

    assertThat(written()).isEqualTo("\r\033[Kwaiting\r\033[Kdone\n");
  }

  @Test
  void wrapped_longSentence_breaksAtSpacesOnly() {
    assertThat(Terminal.wrapped("one two three /a/very/long/path end\nnext", 9))
        .containsExactly("one two", "three", "/a/very/long/path", "end", "next");
  }

  @Test
  void progress_ofStep_tellsItsSeconds() {
    TerminalProgress progress = new TerminalProgress(terminal(false), now::get);

    progress.begin("database");
    now.set(Instant.ofEpochMilli(1_250));
    progress.waiting("a moment");
    progress.done("runs");

    assertThat(written()).matches("  ✓ database    runs +1\\.3 s\n");
  }

  @Test
  void progress_whereNobodyWatches_saysNowAndThenThatItGoesOn() {
    TerminalProgress progress = new TerminalProgress(terminal(false), now::get);

    progress.begin("server");
    for (int second = 1; second <= 40; second++) {
      now.set(Instant.ofEpochSecond(second));
      progress.waiting("it starts");
    }

    assertThat(written().lines())
        .containsExactly(
            "  · server      it starts (15.0 s)", "  · server      it starts (30.0 s)");
  }

  @Test
  void displayPath_belowTheWorkingDirectory_isRelative() {
    Path working = Path.of("/some/here");

    assertThat(DisplayPath.relative(working, Path.of("/some/here/a/b"))).hasToString("a/b");
    assertThat(DisplayPath.relative(working, Path.of("/some/there"))).hasToString("/some/there");
    assertThat(DisplayPath.relative(working, working)).isEqualTo(working);
  }

  private Terminal terminal(boolean watched) {
    return new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), watched, !watched);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
