package org.jitsuin.card.reader;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One stay of a chip in a reader of {@code vsmartcard-vpcd}: messages of two octets of length and
 * as many octets, from the reader a control octet or a command, from the chip only answers.
 */
final class VpcdSession {
  private static final int POWER_OFF = 0;
  private static final int POWER_ON = 1;
  private static final int WARM_RESET = 2;
  private static final int GIVE_ATR = 4;
  private static final int LONGEST = 0xFFFF;

  /** A reader that notices a chip looks once and gives it power. */
  private static final int LOOKS = 3;

  private final Chip chip;
  private final Runnable seen;
  private final boolean mayLeave;
  private boolean powered;
  private int looks;
  private boolean noticed;

  /**
   * @param seen is run each time that the reader goes on after it has noticed the chip, that is
   *     given it power and had its answer to reset: by then it shows the chip to programs
   * @param mayLeave whether the chip leaves a reader that does not notice it; otherwise that it is
   *     looked at is enough
   */
  VpcdSession(Chip chip, Runnable seen, boolean mayLeave) {
    this.chip = chip;
    this.seen = seen;
    this.mayLeave = mayLeave;
  }

  /** What is done before every read, such as asking for an acknowledgement at once. */
  @FunctionalInterface
  interface BeforeRead {
    void run() throws IOException;
  }

  /**
   * Serves the reader until it goes away.
   *
   * @return whether the reader went away; otherwise it has looked again and again and given no
   *     power: it has not noticed that a chip was away, and may take this one for absent as long as
   *     it stays
   * @throws IOException if the connection breaks within a message
   */
  boolean serve(InputStream reader, OutputStream answers, BeforeRead beforeRead)
      throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(reader));
    while (true) {
      beforeRead.run();
      int high = in.read();
      if (high < 0) {
        return true;
      }
      beforeRead.run();
      byte[] message = new byte[(high << 8) | second(in)];
      beforeRead.run();
      in.readFully(message);
      handle(message, answers);
      if (mayLeave && !powered && looks >= LOOKS) {
        return false;
      }
    }
  }

  private static int second(DataInputStream in) throws IOException {
    int low = in.read();
    if (low < 0) {
      throw new EOFException("the reader went away within a length");
    }
    return low;
  }

  private void handle(byte[] message, OutputStream answers) throws IOException {
    if (noticed) {
      seen.run();
    }
    if (message.length != 1) {
      write(chip.process(message), answers);
      return;
    }
    switch (message[0]) {
      // An answer to these would put the stream out of step.
      case POWER_OFF -> chip.reset();
      case POWER_ON, WARM_RESET -> {
        powered = true;
        chip.reset();
      }
      case GIVE_ATR -> {
        write(chip.atr(), answers);
        looks++;
        noticed = powered || (!mayLeave && looks >= LOOKS);
      }
      default -> throw new IOException("the reader sent an unknown control octet " + message[0]);
    }
  }

  /** Length and answer in one piece: in two, the reader would wait for the second. */
  private static void write(byte[] answer, OutputStream answers) throws IOException {
    if (answer.length == 0 || answer.length > LONGEST) {
      throw new IOException("a chip's answer has " + answer.length + " octets");
    }
    byte[] framed = new byte[answer.length + 2];
    framed[0] = (byte) (answer.length >> 8);
    framed[1] = (byte) answer.length;
    System.arraycopy(answer, 0, framed, 2, answer.length);
    answers.write(framed);
    answers.flush();
  }
}
