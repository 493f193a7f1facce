package org.jitsuin.card.holder;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;

/** Sends commands to a card and leaves nothing of them in memory. */
final class CardLink {
  private static final int LONGEST_ANSWER = 258;
  private static final int NO_ANSWER_LENGTH = -1;

  private final CardChannel channel;

  CardLink(CardChannel channel) {
    this.channel = channel;
  }

  /** Sends a command without data that expects up to so many octets, 256 at the most. */
  CardReply ask(int cla, int ins, int p1, int p2, int expected) {
    CardReply reply = send(cla, ins, p1, p2, new byte[0], expected);
    return reply.wantsLength() ? send(cla, ins, p1, p2, new byte[0], reply.status() & 0xff) : reply;
  }

  /** Sends a command with data, to which nothing but a status word is expected. */
  CardReply tell(int cla, int ins, int p1, int p2, byte[] data) {
    return send(cla, ins, p1, p2, data, NO_ANSWER_LENGTH);
  }

  /** Sends a command with data that expects up to 256 octets. */
  CardReply compute(int cla, int ins, int p1, int p2, byte[] data) {
    return send(cla, ins, p1, p2, data, 256);
  }

  private CardReply send(int cla, int ins, int p1, int p2, byte[] data, int expected) {
    boolean answers = expected != NO_ANSWER_LENGTH;
    int head = data.length == 0 ? 4 : 5;
    byte[] command = new byte[head + data.length + (answers ? 1 : 0)];
    command[0] = (byte) cla;
    command[1] = (byte) ins;
    command[2] = (byte) p1;
    command[3] = (byte) p2;
    if (data.length > 0) {
      command[4] = (byte) data.length;
      System.arraycopy(data, 0, command, head, data.length);
    }
    if (answers) {
      command[command.length - 1] = (byte) expected;
    }
    try {
      byte[] answer = new byte[LONGEST_ANSWER];
      int length = channel.transmit(ByteBuffer.wrap(command), ByteBuffer.wrap(answer));
      return CardReply.of(Arrays.copyOf(answer, length));
    } catch (CardException | IllegalStateException e) {
      throw new HolderFailure(
          "カードと通信できません。カードを置き直してください。",
          "The card cannot be reached; take it out and put it back.",
          e);
    } finally {
      // There may be a PIN in it.
      Arrays.fill(command, (byte) 0);
    }
  }
}
