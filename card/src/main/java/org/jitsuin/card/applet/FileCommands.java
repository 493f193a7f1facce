package org.jitsuin.card.applet;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.applet.Session.Application;
import org.jitsuin.card.state.KeyUse;

/** SELECT and READ BINARY. */
final class FileCommands {
  private static final Map<Bytes, Application> APPLICATIONS =
      Map.of(
          aid(0xd3, 0x92, 0xf0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01), Application.PUBLIC_KEY,
          aid(0xa0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00), Application.CARD_MANAGER);

  private static final int BY_NAME = 0x04;
  private static final int IN_APPLICATION = 0x02;
  private static final int NO_CONTROL_INFORMATION = 0x0c;
  private static final int FILE_ID_OCTETS = 2;
  private static final int BY_SHORT_ID = 0x80;
  private static final int SHORT_ID_BITS = 0x9f;

  private final Memory memory;
  private final Session session;

  FileCommands(Memory memory, Session session) {
    this.memory = memory;
    this.session = session;
  }

  private static Bytes aid(int... octets) {
    byte[] name = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      name[i] = (byte) octets[i];
    }
    return Bytes.of(name);
  }

  Response select(CommandApdu command) {
    if (command.parameters() == 0) {
      return selectNothing(command);
    }
    // Some ask for control information as well; the real card has none for them.
    if (command.p2() != NO_CONTROL_INFORMATION && command.p2() != 0) {
      return Response.status(StatusWord.WRONG_PARAMETERS);
    }
    return switch (command.p1()) {
      case BY_NAME -> selectApplication(command.data());
      case IN_APPLICATION -> selectFile(command.data());
      default -> Response.status(StatusWord.WRONG_PARAMETERS);
    };
  }

  /** Means the master file, which this card has not; the real card takes it for a greeting. */
  private Response selectNothing(CommandApdu command) {
    if (command.dataLength() > 0) {
      return Response.status(StatusWord.NOT_FOUND);
    }
    return session.application() == Application.PUBLIC_KEY
        ? Response.ok()
        : Response.status(StatusWord.WRONG_PARAMETERS);
  }

  private Response selectApplication(byte[] name) {
    Application application = APPLICATIONS.getOrDefault(Bytes.of(name), Application.NONE);
    boolean isThere =
        application == Application.CARD_MANAGER
            || (application == Application.PUBLIC_KEY && !memory.state().ended());
    if (!isThere) {
      return Response.status(StatusWord.NOT_FOUND);
    }
    session.select(application);
    return Response.ok();
  }

  private Response selectFile(byte[] id) {
    if (id.length != FILE_ID_OCTETS) {
      return Response.status(StatusWord.WRONG_LENGTH);
    }
    if (session.application() != Application.PUBLIC_KEY) {
      return Response.status(StatusWord.NOT_FOUND);
    }
    return select(CardFile.byId(((id[0] & 0xff) << Byte.SIZE) | (id[1] & 0xff)));
  }

  private Response select(Optional<CardFile> file) {
    Optional<CardFile> found = file.filter(one -> FileContent.exists(one, memory.state()));
    found.ifPresent(session::select);
    return Response.status(found.isPresent() ? StatusWord.OK : StatusWord.NOT_FOUND);
  }

  Response readBinary(CommandApdu command) {
    OptionalInt most = command.expected();
    if (command.dataLength() > 0 || most.isEmpty()) {
      return Response.status(StatusWord.WRONG_LENGTH);
    }
    if ((command.p1() & BY_SHORT_ID) == 0) {
      return session
          .file()
          .map(file -> read(file, command.parameters(), most.getAsInt()))
          .orElse(Response.status(StatusWord.NO_CURRENT_FILE));
    }
    if ((command.p1() | SHORT_ID_BITS) != SHORT_ID_BITS) {
      return Response.status(StatusWord.WRONG_PARAMETERS);
    }
    return readShort(command.p1(), command.p2(), most.getAsInt());
  }

  /** A file by its short identifier, which also becomes the current one. */
  private Response readShort(int shortId, int offset, int most) {
    if (session.application() != Application.PUBLIC_KEY) {
      return Response.status(StatusWord.NO_CURRENT_FILE);
    }
    Optional<CardFile> file =
        CardFile.byShortId(shortId).filter(one -> FileContent.exists(one, memory.state()));
    file.ifPresent(session::select);
    return file.map(one -> read(one, offset, most)).orElse(Response.status(StatusWord.NOT_FOUND));
  }

  private Response read(CardFile file, int offset, int most) {
    Optional<byte[]> content = FileContent.of(file, memory.state()).filter(there -> mayRead(file));
    if (content.isEmpty()) {
      return Response.status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }
    byte[] octets = content.orElseThrow();
    if (offset >= octets.length) {
      return Response.status(StatusWord.WRONG_OFFSET);
    }
    // What reaches beyond the end is answered as far as there is something.
    int end = Math.min(octets.length, offset + most);
    return Response.of(Arrays.copyOfRange(octets, offset, end));
  }

  /** A certificate with the holder's name and address needs its PIN, and on a phone each. */
  private boolean mayRead(CardFile file) {
    return switch (file.kind()) {
      case CERTIFICATE -> {
        KeyUse use = file.use().orElseThrow();
        boolean open = use == KeyUse.USER_IDENTIFICATION && !memory.state().traits().phone();
        yield open || session.isVerified(use);
      }
      case AUTHORITY, TOKEN_INFORMATION, CARD_KIND -> true;
      case KEY, PIN -> false;
    };
  }
}
