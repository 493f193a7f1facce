package org.jitsuin.card.reader;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/**
 * Keeps a chip in a reader of this machine: connects, serves, and connects again when the reader
 * was gone for a while.
 *
 * <p>pcscd looks into a reader every 400 ms. A card that was pulled and put back between two looks,
 * in the middle of a command, stays absent to programs although it is there; so a chip that is
 * looked at and not noticed comes out for longer than a look takes, as its holder would do it.
 */
final class VpcdLink {
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration AWAY = Duration.ofMillis(900);

  /** A pcscd that gives power when it is asked only notices none: to leave more often is no use. */
  private static final int MOST_LEAVES = 3;

  private final Chip chip;
  private final int port;
  private final Duration patience;
  private final Runnable seen;
  private int leaves;

  /**
   * @param port of the reader
   * @param patience how long to look for a reader that is not there
   * @param seen as in {@link VpcdSession}
   */
  VpcdLink(Chip chip, int port, Duration patience, Runnable seen) {
    this.chip = chip;
    this.port = port;
    this.patience = patience;
    this.seen = seen;
  }

  /** Serves until there has been no reader for longer than the patience, or an interrupt. */
  void run() throws InterruptedException {
    long last = System.nanoTime();
    while (System.nanoTime() - last < patience.toNanos()) {
      Stay stay = stay();
      if (stay != Stay.NONE) {
        last = System.nanoTime();
      }
      Thread.sleep((stay == Stay.UNNOTICED ? AWAY : STEP).toMillis());
    }
  }

  /** What a stay in the reader was. */
  private enum Stay {
    /** There was no reader. */
    NONE,
    /** The reader went away. */
    ENDED,
    /** The reader looked, and did not notice the chip. */
    UNNOTICED
  }

  private Stay stay() {
    try (Socket socket = new Socket()) {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      try {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        return Stay.NONE;
      }
      chip.reset();
      boolean ended =
          new VpcdSession(chip, seen, leaves < MOST_LEAVES)
              .serve(
                  socket.getInputStream(),
                  socket.getOutputStream(),
                  // The reader writes length and command apart, and waits with the second for the
                  // acknowledgement of the first: 44 ms a command without this. It does not last.
                  () -> socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true));
      leaves = ended ? 0 : leaves + 1;
      return ended ? Stay.ENDED : Stay.UNNOTICED;
    } catch (IOException e) {
      // The reader went away within a message, or this end did: as if the card had been pulled.
      return Stay.ENDED;
    } finally {
      chip.reset();
    }
  }
}
