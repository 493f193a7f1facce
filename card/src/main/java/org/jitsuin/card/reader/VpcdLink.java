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
 */
final class VpcdLink {
  private static final Duration STEP = Duration.ofMillis(50);

  private final Chip chip;
  private final int port;
  private final Duration patience;
  private final Runnable seen;

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
      if (stay()) {
        last = System.nanoTime();
      }
      Thread.sleep(STEP.toMillis());
    }
  }

  /** One stay in the reader; false if there was none. */
  private boolean stay() {
    try (Socket socket = new Socket()) {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      try {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        return false;
      }
      chip.reset();
      new VpcdSession(chip, seen)
          .serve(
              socket.getInputStream(),
              socket.getOutputStream(),
              // The reader writes length and command apart, and waits with the second for the
              // acknowledgement of the first: 44 ms a command without this. It does not last.
              () -> socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true));
    } catch (IOException e) {
      // The reader went away within a message, or this end did: as if the card had been pulled.
      chip.reset();
      return true;
    }
    chip.reset();
    return true;
  }
}
