package org.jitsuin.card.counter;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import org.jitsuin.card.personalisation.CardLink;

/** The readers of the machine, through PC/SC. */
public final class PcscReaders implements Readers {
  /** Java has one connection to a card for all threads. */
  private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

  @Override
  public List<Reader> list() {
    return terminals().stream()
        .map(terminal -> new Reader(terminal.getName(), hasCard(terminal)))
        .toList();
  }

  private static boolean hasCard(CardTerminal terminal) {
    try {
      return terminal.isCardPresent();
    } catch (CardException e) {
      // It was unplugged in between.
      return false;
    }
  }

  private static List<CardTerminal> terminals() {
    try {
      return TerminalFactory.getInstance("PC/SC", null).terminals().list();
    } catch (NoSuchAlgorithmException | CardException e) {
      // Java keeps its connection to a service that was ended meanwhile.
      if (PcscContext.renew()) {
        return again();
      }
      throw new CounterFailure(ProblemCode.READERS_UNAVAILABLE, e);
    }
  }

  private static List<CardTerminal> again() {
    try {
      return TerminalFactory.getInstance("PC/SC", null).terminals().list();
    } catch (NoSuchAlgorithmException | CardException e) {
      throw new CounterFailure(ProblemCode.READERS_UNAVAILABLE, e);
    }
  }

  @Override
  public <T> T withCard(String reader, Use<T> use) throws IOException {
    ReentrantLock turn = turns.computeIfAbsent(reader, _ -> new ReentrantLock());
    turn.lock();
    try {
      return exclusively(reader, use);
    } finally {
      turn.unlock();
    }
  }

  private static <T> T exclusively(String reader, Use<T> use) throws IOException {
    CardTerminal terminal =
        terminals().stream()
            .filter(one -> new Reader(one.getName(), true).id().equals(reader))
            .findFirst()
            .orElseThrow(() -> new CounterFailure(ProblemCode.READER_UNKNOWN));
    try {
      Card card = terminal.connect("*");
      try {
        card.beginExclusive();
        return use.with(link(card.getBasicChannel()));
      } finally {
        card.disconnect(true);
      }
    } catch (CardNotPresentException e) {
      throw new CounterFailure(ProblemCode.CARD_ABSENT, e);
    } catch (CardException e) {
      throw new IOException("the card cannot be reached", e);
    }
  }

  private static CardLink link(CardChannel channel) {
    return command -> {
      try {
        return channel.transmit(new CommandAPDU(command)).getBytes();
      } catch (CardException | IllegalStateException e) {
        throw new IOException("the card cannot be reached", e);
      }
    };
  }
}
