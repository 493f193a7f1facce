package org.jitsuin.card.applet;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.card.channel.KeyStanding;
import org.jitsuin.card.channel.OfficeCommand;
import org.jitsuin.card.channel.Standing;
import org.jitsuin.card.channel.Update;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.UpdateMark;

/** What an office does through the channel. Knows only commands that came through it. */
final class OfficeCommands {
  private final Memory memory;
  private final SecureRandom random;

  /** The pieces of an update that came so far. */
  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();

  private int nextPiece;

  /** What the last command made that is too long for its answer. */
  private byte[] result = {};

  OfficeCommands(Memory memory, SecureRandom random) {
    this.memory = memory;
    this.random = random;
  }

  /** Answers a command whose data was opened. */
  Response answer(CommandApdu command, byte[] data) {
    return switch (command.instruction()) {
      case OfficeCommand.GET_DATA -> standing(command.parameters());
      case OfficeCommand.STORE_DATA -> store(command.p1(), command.p2(), data);
      case OfficeCommand.MAKE_REQUEST -> makeRequest(command.parameters());
      case OfficeCommand.READ_RESULT -> readResult(command.parameters());
      default -> Response.status(StatusWord.UNKNOWN_INSTRUCTION);
    };
  }

  private Response standing(int what) {
    if (what == 0) {
      return Response.of(Standing.of(memory.state()).encoded());
    }
    return Updates.use(what)
        .map(use -> Response.of(KeyStanding.of(use, memory.state()).encoded()))
        .orElse(Response.status(StatusWord.WRONG_PARAMETERS));
  }

  private Response store(int p1, int piece, byte[] data) {
    if ((p1 & ~OfficeCommand.LAST_PIECE) != 0) {
      return Response.status(StatusWord.WRONG_PARAMETERS);
    }
    if (piece == 0) {
      pieces.reset();
      nextPiece = 0;
    }
    if (piece != nextPiece) {
      return Response.status(StatusWord.CONDITIONS_NOT_SATISFIED);
    }
    nextPiece++;
    pieces.writeBytes(data);
    if (pieces.size() > OfficeCommand.LONGEST_UPDATE) {
      pieces.reset();
      return Response.status(StatusWord.NOT_ENOUGH_MEMORY);
    }
    if ((p1 & OfficeCommand.LAST_PIECE) == 0) {
      return Response.ok();
    }
    byte[] whole = pieces.toByteArray();
    pieces.reset();
    nextPiece = 0;
    return Update.decode(whole)
        .map(update -> update(update, Bytes.of(Fingerprint.of(whole).octets())))
        .orElse(Response.status(StatusWord.WRONG_DATA));
  }

  private Response update(Update update, Bytes digest) {
    CardState state = memory.state();
    UpdateMark mark = state.updates();
    if (mark.equals(new UpdateMark(update.counter(), digest))) {
      // The last one again: its answer was lost.
      return Response.ok();
    }
    if (update.counter() != mark.counter() + 1 || state.ended()) {
      return Response.status(StatusWord.CONDITIONS_NOT_SATISFIED);
    }
    Updates.Result applied = new Updates(state, random).apply(update);
    Optional<CardState> next = applied.next();
    next.ifPresent(
        changed -> memory.commit(changed.withUpdates(new UpdateMark(update.counter(), digest))));
    return Response.status(applied.status());
  }

  private Response makeRequest(int what) {
    Optional<Credential> written =
        Updates.use(what)
            .flatMap(use -> memory.state().order().flatMap(order -> order.credential(use)));
    if (written.isEmpty()) {
      return Response.status(StatusWord.NO_SUCH_KEY);
    }
    result = CardRequest.of(written.orElseThrow().key(), random);
    return Response.of(length(result.length));
  }

  private static byte[] length(int octets) {
    return new byte[] {(byte) (octets >>> Byte.SIZE), (byte) octets};
  }

  private Response readResult(int offset) {
    if (offset >= result.length) {
      return Response.status(StatusWord.WRONG_OFFSET);
    }
    int end = Math.min(result.length, offset + OfficeCommand.PIECE);
    return Response.of(Arrays.copyOfRange(result, offset, end));
  }
}
