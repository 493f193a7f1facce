package org.jitsuin.launcher.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** A line for each step with the seconds it took; while it lasts, what it waits for. */
public final class TerminalProgress implements Progress {
  /** The interval at which a step says that it goes on where nobody watches. */
  private static final Duration REMINDER = Duration.ofSeconds(15);

  private final Terminal terminal;
  private final InstantSource clock;
  private String step = "";
  private Instant began = Instant.EPOCH;
  private Instant reminded = Instant.EPOCH;

  public TerminalProgress(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void begin(String step) {
    this.step = step;
    began = clock.instant();
    reminded = began;
    terminal.passing("  · " + Terminal.padded(step));
  }

  @Override
  public void waiting(String reason) {
    String text = "  · " + Terminal.padded(step) + reason + " (" + elapsed() + ")";
    terminal.passing(text);
    Instant now = clock.instant();
    if (!terminal.watched() && Duration.between(reminded, now).compareTo(REMINDER) >= 0) {
      reminded = now;
      terminal.line(text);
    }
  }

  @Override
  public void done(String result) {
    terminal.good(step, "%-52s %8s".formatted(result, elapsed()));
  }

  private String elapsed() {
    return String.format(
        Locale.ROOT, "%.1f s", Duration.between(began, clock.instant()).toMillis() / 1_000.0);
  }
}
