package org.jitsuin.card.applet;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.channel.Operation;
import org.jitsuin.card.channel.Update;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.ChannelKeys;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.state.Order;
import org.jitsuin.card.state.PinReference;
import org.jitsuin.card.state.PinState;

/** What each update of an office makes of a state. Whether it is its turn was looked at before. */
final class Updates {
  /** The kinds of keys that a card makes, by their number in GENERATE. */
  private static final Map<Integer, SignatureScheme> SCHEMES =
      Map.of(1, SignatureScheme.RSA_2048_SHA256, 2, SignatureScheme.ECDSA_P384_SHA384);

  /** Two units of a file; no certificate is longer. */
  private static final int LONGEST_CERTIFICATE = 2 * FileContent.UNIT;

  /** Clients read four octets and expect the length in the last two of them. */
  private static final int SHORTEST_CERTIFICATE = 0x104;

  private final CardState state;
  private final SecureRandom random;

  Updates(CardState state, SecureRandom random) {
    this.state = state;
    this.random = random;
  }

  /**
   * What came of it.
   *
   * @param next empty where nothing changes
   */
  record Result(int status, Optional<CardState> next) {
    private static Result done(CardState next) {
      return new Result(StatusWord.OK, Optional.of(next));
    }

    private static Result refused(int status) {
      return new Result(status, Optional.empty());
    }
  }

  static Optional<KeyUse> use(int number) {
    return Arrays.stream(KeyUse.values()).filter(use -> use.number() == number).findFirst();
  }

  Result apply(Update update) {
    byte[] content = update.content().bytes();
    return switch (update.operation()) {
      case BEGIN -> begin(content);
      case GENERATE, CERTIFICATE, AUTHORITY, ACTIVATE, ABANDON -> ofOrder(update, content);
      case PIN, UNLOCK -> ofPin(update, content);
      case KEYS -> keys(content);
      case END ->
          content.length == 0 ? Result.done(state.erased()) : Result.refused(StatusWord.WRONG_DATA);
    };
  }

  private Result begin(byte[] content) {
    if (content.length != Order.ID_OCTETS) {
      return Result.refused(StatusWord.WRONG_DATA);
    }
    return state.order().isPresent()
        ? Result.refused(StatusWord.CONDITIONS_NOT_SATISFIED)
        : Result.done(state.withOrder(Optional.of(new Order(Bytes.of(content), Map.of()))));
  }

  /** What names an order in front must mean the one that was begun. */
  private Result ofOrder(Update update, byte[] content) {
    if (content.length < Order.ID_OCTETS) {
      return Result.refused(StatusWord.WRONG_DATA);
    }
    Bytes id = Bytes.of(Arrays.copyOf(content, Order.ID_OCTETS));
    Optional<Order> begun = state.order().filter(order -> order.id().equals(id));
    if (begun.isEmpty()) {
      return Result.refused(StatusWord.CONDITIONS_NOT_SATISFIED);
    }
    byte[] rest = Arrays.copyOfRange(content, Order.ID_OCTETS, content.length);
    Order order = begun.orElseThrow();
    return switch (update.operation()) {
      case ACTIVATE -> rest.length == 0 ? activate(order) : Result.refused(StatusWord.WRONG_DATA);
      case ABANDON ->
          rest.length == 0
              ? Result.done(state.withOrder(Optional.empty()))
              : Result.refused(StatusWord.WRONG_DATA);
      default -> ofKey(update, order, rest);
    };
  }

  private Result ofKey(Update update, Order order, byte[] content) {
    Optional<KeyUse> use = content.length == 0 ? Optional.empty() : use(content[0]);
    if (use.isEmpty()) {
      return Result.refused(StatusWord.WRONG_DATA);
    }
    byte[] rest = Arrays.copyOfRange(content, 1, content.length);
    return switch (update.operation()) {
      case GENERATE -> generate(order, use.orElseThrow(), rest);
      case CERTIFICATE -> certificate(order, use.orElseThrow(), Bytes.of(rest));
      default -> authority(order, use.orElseThrow(), Bytes.of(rest));
    };
  }

  private Result generate(Order order, KeyUse use, byte[] kind) {
    Optional<SignatureScheme> scheme =
        kind.length == 1 ? Optional.ofNullable(SCHEMES.get((int) kind[0])) : Optional.empty();
    return scheme
        .map(known -> KeyMaker.make(known, random))
        .map(key -> written(order, use, new Credential(key, Optional.empty(), Optional.empty())))
        .orElse(Result.refused(StatusWord.WRONG_DATA));
  }

  private Result certificate(Order order, KeyUse use, Bytes der) {
    Optional<Credential> key = order.credential(use);
    if (key.isEmpty()) {
      return Result.refused(StatusWord.CONDITIONS_NOT_SATISFIED);
    }
    boolean fits =
        isCertificate(der)
            && CertifiedKey.in(der).equals(Optional.of(key.orElseThrow().key().publicKey()));
    return fits
        ? written(order, use, key.orElseThrow().withCertificate(der))
        : Result.refused(StatusWord.WRONG_DATA);
  }

  private Result authority(Order order, KeyUse use, Bytes der) {
    Optional<Credential> key = order.credential(use);
    if (key.isEmpty()) {
      return Result.refused(StatusWord.CONDITIONS_NOT_SATISFIED);
    }
    return isCertificate(der)
        ? written(order, use, key.orElseThrow().withAuthorityCertificate(der))
        : Result.refused(StatusWord.WRONG_DATA);
  }

  private static boolean isCertificate(Bytes der) {
    return der.length() >= SHORTEST_CERTIFICATE
        && der.length() <= LONGEST_CERTIFICATE
        && CertifiedKey.in(der).isPresent();
  }

  private Result written(Order order, KeyUse use, Credential credential) {
    return Result.done(state.withOrder(Optional.of(order.with(use, credential))));
  }

  private Result activate(Order order) {
    boolean whole =
        !order.written().isEmpty()
            && order.written().values().stream().allMatch(Credential::isComplete)
            && order.written().keySet().stream()
                .allMatch(use -> state.pin(use).reference().isPresent());
    return whole
        ? Result.done(state.activated())
        : Result.refused(StatusWord.CONDITIONS_NOT_SATISFIED);
  }

  private Result ofPin(Update update, byte[] content) {
    Optional<KeyUse> use = content.length == 0 ? Optional.empty() : use(content[0]);
    if (use.isEmpty()) {
      return Result.refused(StatusWord.WRONG_DATA);
    }
    byte[] pin = Arrays.copyOfRange(content, 1, content.length);
    return update.operation() == Operation.PIN
        ? setPin(use.orElseThrow(), pin)
        : unlock(use.orElseThrow(), pin);
  }

  private Result setPin(KeyUse use, byte[] pin) {
    if (!use.mayBePin(pin)) {
      return Result.refused(StatusWord.WRONG_DATA);
    }
    PinReference reference = PinReference.of(pin, state.traits().pinIterations(), random);
    return Result.done(state.withPin(use, new PinState(Optional.of(reference), use.tries())));
  }

  private Result unlock(KeyUse use, byte[] nothing) {
    if (nothing.length > 0) {
      return Result.refused(StatusWord.WRONG_DATA);
    }
    PinState pin = state.pin(use);
    return pin.reference().isEmpty()
        ? Result.refused(StatusWord.CONDITIONS_NOT_SATISFIED)
        : Result.done(state.withPin(use, pin.withTriesLeft(use.tries())));
  }

  /** The version in one octet, and three keys. */
  private Result keys(byte[] content) {
    int octets = ChannelKeys.OCTETS;
    if (content.length != 1 + 3 * octets || content[0] < 1) {
      return Result.refused(StatusWord.WRONG_DATA);
    }
    Bytes[] keys = new Bytes[3];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Bytes.of(Arrays.copyOfRange(content, 1 + i * octets, 1 + (i + 1) * octets));
    }
    return Result.done(
        state.withChannelKeys(new ChannelKeys(content[0], keys[0], keys[1], keys[2])));
  }
}
