package org.jitsuin.card.applet;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalInt;
import org.jitsuin.card.applet.Session.Application;
import org.jitsuin.card.state.CardKey;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.state.PinReference;
import org.jitsuin.card.state.PinState;

/** VERIFY, CHANGE REFERENCE DATA and COMPUTE DIGITAL SIGNATURE. */
final class KeyCommands {
  private static final int NEW_PIN_ONLY = 0x01;

  /** The reference that means the current file, or with five more bits a short identifier. */
  private static final int REFERENCE = 0x80;

  private static final int SHORT_ID = 0x1f;

  /** No PIN is longer; such data is none, and costs no try. */
  private static final int LONGEST_PIN = 16;

  private final Memory memory;
  private final Session session;
  private final SecureRandom random;

  KeyCommands(Memory memory, Session session, SecureRandom random) {
    this.memory = memory;
    this.session = session;
    this.random = random;
  }

  Response verify(CommandApdu command) {
    if (command.p1() != 0) {
      return Response.status(StatusWord.WRONG_PARAMETERS);
    }
    return on(
        command,
        CardFile.Kind.PIN,
        use -> {
          // Asked without a PIN: how many tries are left, also of a PIN that is verified or locked.
          if (command.dataLength() == 0) {
            return Response.status(StatusWord.TRIES_LEFT | memory.state().pin(use).triesLeft());
          }
          return command.dataLength() > LONGEST_PIN
              ? Response.status(StatusWord.WRONG_LENGTH)
              : verify(use, command.data());
        });
  }

  private Response verify(KeyUse use, byte[] pin) {
    CardState state = memory.state();
    PinState before = state.pin(use);
    session.forget(use);
    if (before.isLocked()) {
      return Response.status(state.traits().blocked().status());
    }
    // Taken and kept before anything is compared: whoever pulls the plug has lost the try.
    PinState tried = before.withTriesLeft(before.triesLeft() - 1);
    memory.commit(state.withPin(use, tried));
    if (!before.reference().orElseThrow().matches(pin)) {
      return Response.status(StatusWord.TRIES_LEFT | tried.triesLeft());
    }
    memory.commit(state.withPin(use, before.withTriesLeft(use.tries())));
    session.verified(use);
    return Response.ok();
  }

  Response change(CommandApdu command) {
    if (command.p1() != NEW_PIN_ONLY) {
      return Response.status(StatusWord.WRONG_PARAMETERS);
    }
    return on(command, CardFile.Kind.PIN, use -> change(use, command.data()));
  }

  private Response change(KeyUse use, byte[] pin) {
    if (!session.isVerified(use)) {
      return Response.status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }
    if (!use.mayBePin(pin)) {
      return Response.status(StatusWord.WRONG_DATA);
    }
    CardState state = memory.state();
    PinReference reference = PinReference.of(pin, state.traits().pinIterations(), random);
    memory.commit(state.withPin(use, new PinState(Optional.of(reference), use.tries())));
    return Response.ok();
  }

  Response sign(CommandApdu command) {
    return SignatureForm.of(command.p1())
        .map(form -> on(command, CardFile.Kind.KEY, use -> sign(use, form, command.data())))
        .orElse(Response.status(StatusWord.WRONG_PARAMETERS));
  }

  private Response sign(KeyUse use, SignatureForm form, byte[] input) {
    Optional<CardKey> key = memory.state().active().credential(use).map(Credential::key);
    if (key.isEmpty()) {
      return Response.status(StatusWord.NOT_FOUND);
    }
    if (!session.isVerified(use)) {
      return Response.status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }
    OptionalInt refusal = KeySigner.refusal(key.orElseThrow(), form, input.length);
    return refusal.isPresent()
        ? Response.status(refusal.getAsInt())
        : Response.of(KeySigner.sign(key.orElseThrow(), form, input, random));
  }

  /** What a command does with a key or a PIN. */
  private interface Act {
    Response on(KeyUse use);
  }

  /** Does it on the file that the command refers to, if that is of the right kind. */
  private Response on(CommandApdu command, CardFile.Kind kind, Act act) {
    int shortId = command.p2() & SHORT_ID;
    if ((command.p2() & ~SHORT_ID) != REFERENCE) {
      return Response.status(StatusWord.WRONG_PARAMETERS);
    }
    if (shortId != 0 && session.application() == Application.PUBLIC_KEY) {
      Optional<CardFile> named =
          CardFile.byShortId(shortId).filter(file -> FileContent.exists(file, memory.state()));
      if (named.isEmpty()) {
        return Response.status(StatusWord.NOT_FOUND);
      }
      session.select(named.orElseThrow());
    }
    Optional<CardFile> file = session.file();
    if (file.isEmpty()) {
      return Response.status(StatusWord.NO_CURRENT_FILE);
    }
    return file.filter(one -> one.kind() == kind)
        .flatMap(CardFile::use)
        .map(act::on)
        .orElse(Response.status(StatusWord.INCOMPATIBLE_FILE));
  }
}
