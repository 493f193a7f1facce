package org.jitsuin.card.applet;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.channel.KeyStanding;
import org.jitsuin.card.channel.OfficeCommand;
import org.jitsuin.card.channel.SecureChannel;
import org.jitsuin.card.channel.SessionKeys;
import org.jitsuin.card.state.CardState;

/** The card's end of the secure channel: lets in whoever has its keys, and nobody else. */
final class CardManager {
  /** Names the card's keys to whoever derives them; tells nothing of the number it is made of. */
  private static final int DIVERSIFICATION_OCTETS = 10;

  private static final int PROTOCOL = 0x03;

  /** SCP03 with random challenges, R-MAC and R-ENCRYPTION. */
  private static final int PROTOCOL_OPTIONS = 0x60;

  private final Memory memory;
  private final SecureRandom random;

  /** Challenges were exchanged; the office did not show yet that it has the keys. */
  private Optional<SecureChannel> offered = Optional.empty();

  private Optional<SecureChannel> open = Optional.empty();
  private OfficeCommands office;

  CardManager(Memory memory, SecureRandom random) {
    this.memory = memory;
    this.random = random;
    this.office = new OfficeCommands(memory, random);
  }

  /** Ends the channel, and what was begun in it. */
  void close() {
    offered = Optional.empty();
    open = Optional.empty();
    office = new OfficeCommands(memory, random);
  }

  /** INITIALIZE UPDATE: takes the office's challenge, and shows that the card has the keys. */
  Response initialize(CommandApdu command) {
    CardState state = memory.state();
    int version = state.channelKeys().version();
    if (command.p1() != 0 && command.p1() != version) {
      return Response.status(StatusWord.NO_SUCH_KEY);
    }
    if (command.p2() != 0) {
      return Response.status(StatusWord.WRONG_PARAMETERS);
    }
    if (command.dataLength() != SessionKeys.PROOF_OCTETS) {
      return Response.status(StatusWord.WRONG_LENGTH);
    }
    byte[] challenge = new byte[SessionKeys.PROOF_OCTETS];
    random.nextBytes(challenge);
    SessionKeys keys = SessionKeys.of(state.channelKeys(), command.data(), challenge);
    offered = Optional.of(new SecureChannel(keys));
    return Response.of(
        DerWriter.concatenate(
            diversification(state),
            new byte[] {(byte) version, PROTOCOL, PROTOCOL_OPTIONS},
            challenge,
            keys.cardCryptogram()));
  }

  private static byte[] diversification(CardState state) {
    byte[] number = state.number().getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(KeyStanding.hash(Bytes.of(number)).bytes(), DIVERSIFICATION_OCTETS);
  }

  /** A command of class 84: EXTERNAL AUTHENTICATE, or one inside the channel. */
  Response secured(CommandApdu command) {
    if (command.dataLength() > 0xff) {
      close();
      return Response.status(StatusWord.WRONG_LENGTH);
    }
    if (command.instruction() == OfficeCommand.EXTERNAL_AUTHENTICATE) {
      return authenticate(command);
    }
    Optional<SecureChannel> channel = open;
    Optional<byte[]> data =
        channel.flatMap(through -> through.openCommand(header(command), command.data()));
    if (data.isEmpty()) {
      close();
      return Response.status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }
    Response answer = office.answer(command, data.orElseThrow());
    return answer.isOk()
        ? Response.of(channel.orElseThrow().protectAnswer(answer.data(), StatusWord.OK))
        : answer;
  }

  private Response authenticate(CommandApdu command) {
    Optional<SecureChannel> candidate = offered;
    close();
    if (command.p1() != SecureChannel.LEVEL || command.p2() != 0) {
      // Less protection than there is would be no channel for a PIN.
      return Response.status(StatusWord.WRONG_PARAMETERS);
    }
    if (candidate.isEmpty()) {
      return Response.status(StatusWord.CONDITIONS_NOT_SATISFIED);
    }
    open = candidate.filter(channel -> channel.isAuthenticated(header(command), command.data()));
    return Response.status(
        open.isPresent() ? StatusWord.OK : StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  }

  private static byte[] header(CommandApdu command) {
    return new byte[] {
      (byte) command.classByte(),
      (byte) command.instruction(),
      (byte) command.p1(),
      (byte) command.p2()
    };
  }
}
