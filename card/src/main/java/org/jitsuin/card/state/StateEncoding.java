package org.jitsuin.card.state;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerReader;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;

/**
 * The state as DER, before it is encrypted.
 *
 * <pre>
 * CardState  ::= SEQUENCE { version INTEGER (1), number, atr, blocked, phone, padding, iterations,
 *                           keys SEQUENCE, counter, digest, generation INTEGER,
 *                           active Credentials, orders SEQUENCE SIZE (0..1) OF Order,
 *                           pins SEQUENCE OF Pin, ended }
 * Credential ::= SEQUENCE { use INTEGER, scheme, private, public, certificate, authority }
 * Order      ::= SEQUENCE { id, Credentials }
 * Pin        ::= SEQUENCE { use INTEGER, tries, salt, iterations, hash }
 * </pre>
 *
 * <p>Numbers and truth values are INTEGERs, all else is OCTET STRINGs, empty where there is none.
 */
final class StateEncoding {
  private static final int VERSION = 1;

  private StateEncoding() {}

  static byte[] encode(CardState state) {
    CardTraits traits = state.traits();
    ChannelKeys keys = state.channelKeys();
    return DerWriter.sequence(
        DerWriter.integer(VERSION),
        text(state.number()),
        octets(traits.atr()),
        DerWriter.integer(traits.blocked().status()),
        DerWriter.integer(traits.phone() ? 1 : 0),
        DerWriter.integer(traits.padding()),
        DerWriter.integer(traits.pinIterations()),
        DerWriter.sequence(
            DerWriter.integer(keys.version()),
            octets(keys.encryption()),
            octets(keys.authentication()),
            octets(keys.data())),
        DerWriter.integer(state.updates().counter()),
        octets(state.updates().digest()),
        DerWriter.integer(state.active().number()),
        credentials(state.active().credentials()),
        DerWriter.sequence(state.order().map(StateEncoding::order).orElse(new byte[0])),
        DerWriter.sequence(
            Arrays.stream(KeyUse.values())
                .map(use -> pin(use, state.pin(use)))
                .toArray(byte[][]::new)),
        DerWriter.integer(state.ended() ? 1 : 0));
  }

  static CardState decode(byte[] encoded) throws DerException {
    DerReader whole = new DerReader(encoded);
    DerReader in = whole.enter(DerTag.SEQUENCE);
    whole.finish();
    if (number(in) != VERSION) {
      throw new DerException("a state of another version");
    }
    CardState state =
        new CardState(
            new String(in.content(DerTag.OCTET_STRING), StandardCharsets.US_ASCII),
            traits(in),
            keys(in.enter(DerTag.SEQUENCE)),
            new UpdateMark(number(in), octets(in)),
            new Generation(number(in), credentials(in.enter(DerTag.SEQUENCE))),
            order(in.enter(DerTag.SEQUENCE)),
            pins(in.enter(DerTag.SEQUENCE)),
            number(in) == 1);
    in.finish();
    return state;
  }

  private static CardTraits traits(DerReader in) throws DerException {
    Bytes atr = octets(in);
    int status = number(in);
    BlockedAnswer blocked =
        Arrays.stream(BlockedAnswer.values())
            .filter(answer -> answer.status() == status)
            .findFirst()
            .orElseThrow(() -> new DerException("an answer that is none"));
    return new CardTraits(atr, blocked, number(in) == 1, number(in), number(in));
  }

  private static ChannelKeys keys(DerReader in) throws DerException {
    return new ChannelKeys(number(in), octets(in), octets(in), octets(in));
  }

  private static byte[] order(Order order) {
    return DerWriter.sequence(octets(order.id()), credentials(order.written()));
  }

  private static Optional<Order> order(DerReader in) throws DerException {
    if (!in.hasMore()) {
      return Optional.empty();
    }
    DerReader order = in.enter(DerTag.SEQUENCE);
    return Optional.of(new Order(octets(order), credentials(order.enter(DerTag.SEQUENCE))));
  }

  private static byte[] credentials(Map<KeyUse, Credential> credentials) {
    List<byte[]> encoded = new ArrayList<>();
    for (KeyUse use : KeyUse.values()) {
      Optional.ofNullable(credentials.get(use))
          .ifPresent(credential -> encoded.add(credential(use, credential)));
    }
    return DerWriter.sequence(encoded.toArray(byte[][]::new));
  }

  private static byte[] credential(KeyUse use, Credential credential) {
    return DerWriter.sequence(
        DerWriter.integer(use.number()),
        text(credential.key().scheme().id()),
        octets(credential.key().privateKey()),
        octets(credential.key().publicKey()),
        optional(credential.certificate()),
        optional(credential.authorityCertificate()));
  }

  private static Map<KeyUse, Credential> credentials(DerReader in) throws DerException {
    Map<KeyUse, Credential> credentials = new HashMap<>();
    while (in.hasMore()) {
      DerReader one = in.enter(DerTag.SEQUENCE);
      KeyUse use = use(one);
      String scheme = new String(one.content(DerTag.OCTET_STRING), StandardCharsets.US_ASCII);
      CardKey key =
          new CardKey(
              SignatureScheme.byId(scheme)
                  .orElseThrow(() -> new DerException("a key of a kind that is not known")),
              octets(one),
              octets(one));
      credentials.put(use, new Credential(key, optional(one), optional(one)));
    }
    return credentials;
  }

  private static byte[] pin(KeyUse use, PinState pin) {
    byte[] none = new byte[0];
    return DerWriter.sequence(
        DerWriter.integer(use.number()),
        DerWriter.integer(pin.triesLeft()),
        DerWriter.octetString(pin.reference().map(kept -> kept.salt().bytes()).orElse(none)),
        DerWriter.integer(pin.reference().map(PinReference::iterations).orElse(0)),
        DerWriter.octetString(pin.reference().map(kept -> kept.hash().bytes()).orElse(none)));
  }

  private static Map<KeyUse, PinState> pins(DerReader in) throws DerException {
    Map<KeyUse, PinState> pins = new HashMap<>();
    while (in.hasMore()) {
      DerReader one = in.enter(DerTag.SEQUENCE);
      KeyUse use = use(one);
      int tries = number(one);
      PinReference kept = new PinReference(octets(one), number(one), octets(one));
      pins.put(
          use, new PinState(kept.iterations() == 0 ? Optional.empty() : Optional.of(kept), tries));
    }
    return pins;
  }

  private static KeyUse use(DerReader in) throws DerException {
    int number = number(in);
    return Arrays.stream(KeyUse.values())
        .filter(use -> use.number() == number)
        .findFirst()
        .orElseThrow(() -> new DerException("a key that no card has"));
  }

  private static int number(DerReader in) throws DerException {
    try {
      return new BigInteger(in.content(DerTag.INTEGER)).intValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new DerException("a number that is none");
    }
  }

  private static Bytes octets(DerReader in) throws DerException {
    return Bytes.of(in.content(DerTag.OCTET_STRING));
  }

  private static Optional<Bytes> optional(DerReader in) throws DerException {
    return Optional.of(octets(in)).filter(octets -> octets.length() > 0);
  }

  private static byte[] octets(Bytes octets) {
    return DerWriter.octetString(octets.bytes());
  }

  private static byte[] optional(Optional<Bytes> octets) {
    return DerWriter.octetString(octets.map(Bytes::bytes).orElse(new byte[0]));
  }

  private static byte[] text(String text) {
    return DerWriter.octetString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
