package org.jitsuin.card.applet;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import org.jitsuin.card.applet.Session.Application;
import org.jitsuin.card.channel.OfficeCommand;
import org.jitsuin.card.channel.SecureChannel;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.StateStore;

/**
 * A card: the public-key application of an Individual Number Card, and the card manager through
 * which an office writes it. It does one command after the other, as a chip does; callers with
 * several threads take turns.
 *
 * <p>Whatever a command changes is handed to the store before the command is answered. Where the
 * store fails, the card does not do what it was told, and says so (6581).
 */
public final class Card {
  private static final int SELECT = 0xa4;
  private static final int READ_BINARY = 0xb0;
  private static final int VERIFY = 0x20;
  private static final int CHANGE_REFERENCE_DATA = 0x24;
  private static final int PERFORM_SECURITY_OPERATION = 0x2a;

  /** Answered by the real card with 6700 whatever its length; nobody knows what for. */
  private static final int UNKNOWN_OF_THE_REAL_CARD = 0xfc;

  private static final int PROPRIETARY = 0x80;
  private static final int LOGICAL_CHANNEL = 0x03;
  private static final int SECURE_MESSAGING = 0x0c;
  private static final int CHAINING = 0x10;
  private static final int OTHER_CLASSES = 0x60;

  private final Memory memory;
  private final SecureRandom random;
  private FileCommands files;
  private KeyCommands keys;
  private CardManager manager;
  private Session session = new Session();

  /**
   * A card that lies without power in a drawer, put into a reader.
   *
   * @param state what it remembers
   * @param store keeps what it is to remember
   * @param random makes its keys, salts and challenges
   */
  public Card(CardState state, StateStore store, SecureRandom random) {
    this.memory = new Memory(state, store);
    this.random = random;
    start();
  }

  /** The answer to reset (ISO 7816-3). */
  public byte[] atr() {
    return memory.state().traits().atr().bytes();
  }

  /** Power off, power on, or a warm reset: what was selected, verified and opened is forgotten. */
  public void reset() {
    start();
  }

  private void start() {
    session = new Session();
    manager = new CardManager(memory, random);
    files = new FileCommands(memory, session);
    keys = new KeyCommands(memory, session, random);
  }

  /** What the card remembers now, its keys included: for the tests of this package alone. */
  CardState state() {
    return memory.state();
  }

  /**
   * Answers a command.
   *
   * @param command any octets
   * @return the response: data and two octets of status
   */
  public byte[] process(byte[] command) {
    try {
      return CommandApdu.parse(command)
          .map(this::answer)
          .orElse(Response.status(StatusWord.WRONG_LENGTH))
          .encoded();
    } catch (UncheckedIOException e) {
      return Response.status(StatusWord.MEMORY_FAILURE).encoded();
    } catch (RuntimeException e) {
      // A chip would be mute. Nothing is known that leads here, and the tests look for it.
      reset();
      return Response.status(StatusWord.UNKNOWN_FAILURE).encoded();
    }
  }

  private Response answer(CommandApdu command) {
    int type = command.classByte();
    if (session.application() == Application.CARD_MANAGER) {
      if (type == SecureChannel.CLASS) {
        return manager.secured(command);
      }
      // Whatever comes unprotected ends the channel, SELECT of the card manager included.
      manager.close();
      if (command.instruction() == OfficeCommand.INITIALIZE_UPDATE && type == PROPRIETARY) {
        return manager.initialize(command);
      }
    }
    if ((type & OTHER_CLASSES) != 0) {
      return Response.status(StatusWord.UNKNOWN_CLASS);
    }
    if ((type & CHAINING) != 0) {
      return Response.status(StatusWord.CHAINING_NOT_SUPPORTED);
    }
    if ((type & SECURE_MESSAGING) != 0) {
      return Response.status(secured(command));
    }
    if ((type & LOGICAL_CHANNEL) != 0) {
      return Response.status(StatusWord.LOGICAL_CHANNEL_NOT_SUPPORTED);
    }
    return (type & PROPRIETARY) != 0 ? proprietary(command) : interindustry(command);
  }

  /** The application has no secure messaging, and says so in two ways as the real card does. */
  private static int secured(CommandApdu command) {
    boolean odd = command.instruction() == READ_BINARY || command.instruction() == VERIFY;
    return odd && (command.classByte() & PROPRIETARY) == 0
        ? StatusWord.NO_SECURE_MESSAGING_HERE
        : StatusWord.SECURE_MESSAGING_NOT_SUPPORTED;
  }

  private Response interindustry(CommandApdu command) {
    return switch (command.instruction()) {
      case SELECT -> files.select(command);
      case READ_BINARY -> files.readBinary(command);
      case VERIFY -> keys.verify(command);
      case CHANGE_REFERENCE_DATA -> keys.change(command);
      default -> Response.status(StatusWord.UNKNOWN_INSTRUCTION);
    };
  }

  private Response proprietary(CommandApdu command) {
    return switch (command.instruction()) {
      case PERFORM_SECURITY_OPERATION -> keys.sign(command);
      case UNKNOWN_OF_THE_REAL_CARD -> Response.status(StatusWord.WRONG_LENGTH);
      default -> Response.status(StatusWord.UNKNOWN_INSTRUCTION);
    };
  }
}
