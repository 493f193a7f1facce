package org.jitsuin.card.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts and ends the processes of cards. */
final class CardStart {
  private static final long PATIENCE_SECONDS = 20;

  private CardStart() {}

  /** Starts a card, and waits until it has written its mark. */
  static void run(List<String> command, Path mark, Path log) {
    try {
      Files.deleteIfExists(mark);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      for (long step = 0; step < PATIENCE_SECONDS * 50; step++) {
        if (Files.exists(mark)) {
          return;
        }
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new ReaderFailure("the card does not start; it said: " + lastLine(log));
        }
      }
      process.destroy();
      throw new ReaderFailure("the reader does not see the card; look at " + log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReaderFailure("interrupted while a card was inserted", e);
    }
  }

  private static String lastLine(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> !line.isBlank())
        .reduce((_, last) -> last)
        .orElse("nothing");
  }

  /** Ends the process of a card, and waits until it has. */
  static void end(ProcessHandle card) {
    card.destroy();
    try {
      card.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new ReaderFailure("the card (process " + card.pid() + ") does not end", e);
    }
  }
}
