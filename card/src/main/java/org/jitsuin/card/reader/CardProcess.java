package org.jitsuin.card.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jitsuin.card.applet.Card;
import org.jitsuin.card.state.StateFile;
import org.jitsuin.card.state.StateKey;

/**
 * The process of one card in one reader. Ended is pulled: whatever the moment, what the card
 * answered is kept.
 */
public final class CardProcess {
  /** A reader that was ended takes a while to come back, or does not. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private CardProcess() {}

  /**
   * Returns the command that starts it; this Java with these classes. Both compilers of it: what
   * looks for the primes of a key is several times slower without the second.
   */
  static List<String> command(Path card, Path key, Path mark, int port, String reader) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx64m",
        "-cp",
        System.getProperty("java.class.path"),
        CardProcess.class.getName(),
        card.toString(),
        key.toString(),
        mark.toString(),
        Integer.toString(port),
        reader);
  }

  /**
   * Is the card until the reader is gone for long.
   *
   * @param arguments file of the card, file of the key it is encrypted under, mark, port and name
   *     of the reader
   */
  public static void main(String[] arguments) throws InterruptedException {
    Path card = Path.of(arguments[0]);
    Path mark = Path.of(arguments[2]);
    int port = Integer.parseInt(arguments[3]);
    SecureRandom random = new SecureRandom();
    try (StateFile file =
        StateFile.open(card, StateKey.inFile(Path.of(arguments[1]), random), random)) {
      Once once = new Once(() -> InsertionMark.write(mark, arguments[4]));
      new VpcdLink(Chip.of(new Card(file.load(), file, random)), port, PATIENCE, once).run();
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Does something the first time only. */
  private static final class Once implements Runnable {
    private final Runnable action;
    private boolean done;

    private Once(Runnable action) {
      this.action = action;
    }

    @Override
    public void run() {
      if (!done) {
        done = true;
        action.run();
      }
    }
  }
}
