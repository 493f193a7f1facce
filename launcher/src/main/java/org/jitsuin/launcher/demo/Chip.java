package org.jitsuin.launcher.demo;

import java.io.IOException;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import org.jitsuin.card.personalisation.CardLink;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A virtual card of the demo in a reader.
 *
 * @param name what it is called among the cards of the installation
 * @param number of the chip
 * @param reader the name of the reader
 */
record Chip(String name, String number, String reader) implements Presented {
  @Override
  public <T> T withLink(LinkWork<T> work) throws IOException {
    try {
      Card card = terminal().connect("*");
      try {
        card.beginExclusive();
        return work.with(link(card));
      } finally {
        card.disconnect(true);
      }
    } catch (CardException e) {
      throw new IOException("in the reader " + reader + ": " + e.getMessage(), e);
    }
  }

  private CardTerminal terminal() throws CardException {
    return TerminalFactory.getDefault().terminals().list().stream()
        .filter(terminal -> terminal.getName().equals(reader))
        .findFirst()
        .orElseThrow(() -> new SetupFailure("there is no reader " + reader + " any more"));
  }

  private static CardLink link(Card card) {
    return command -> {
      try {
        return card.getBasicChannel().transmit(new CommandAPDU(command)).getBytes();
      } catch (CardException e) {
        throw new IOException(e);
      }
    };
  }
}
