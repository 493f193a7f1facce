package org.jitsuin.card.reader;

import java.nio.ByteBuffer;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/** A channel of Java's to a chip in this process, without a reader. */
public final class AppletChannel extends CardChannel {
  private final Chip chip;

  public AppletChannel(Chip chip) {
    this.chip = chip;
  }

  /** A channel to a card. */
  public static AppletChannel to(org.jitsuin.card.applet.Card card) {
    return new AppletChannel(Chip.of(card));
  }

  @Override
  public Card getCard() {
    throw new UnsupportedOperationException("there is only the channel");
  }

  @Override
  public int getChannelNumber() {
    return 0;
  }

  @Override
  public ResponseAPDU transmit(CommandAPDU command) {
    return new ResponseAPDU(chip.process(command.getBytes()));
  }

  @Override
  public int transmit(ByteBuffer command, ByteBuffer response) {
    byte[] octets = new byte[command.remaining()];
    command.get(octets);
    byte[] answer = chip.process(octets);
    response.put(answer);
    return answer.length;
  }

  @Override
  public void close() {}
}
