package org.jitsuin.card.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All that a card remembers without power. Whatever a command changes is another value of this
 * type, saved before the command is answered.
 *
 * @param number names the card: 1 to 32 letters, digits and hyphens
 * @param channelKeys open it for an office
 * @param updates which of an office's updates was the last
 * @param active the keys and certificates in use
 * @param order what an office is writing, and did not finish
 * @param ended whether the office ended the card: it then does nothing more
 */
public record CardState(
    String number,
    CardTraits traits,
    ChannelKeys channelKeys,
    UpdateMark updates,
    Generation active,
    Optional<Order> order,
    Map<KeyUse, PinState> pins,
    boolean ended) {
  private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9-]{1,32}");

  public CardState {
    pins = Map.copyOf(pins);
    if (!NUMBER.matcher(number).matches()) {
      throw new IllegalArgumentException("a card number has 1 to 32 letters, digits and hyphens");
    }
    if (pins.size() != KeyUse.values().length) {
      throw new IllegalArgumentException("each key has a PIN");
    }
  }

  /** A card from the factory: no keys, no certificates, no PINs. */
  public static CardState blank(String number, CardTraits traits, ChannelKeys keys) {
    return new CardState(
        number,
        traits,
        keys,
        UpdateMark.none(),
        Generation.none(),
        Optional.empty(),
        Map.of(KeyUse.SIGNATURE, PinState.unset(), KeyUse.USER_IDENTIFICATION, PinState.unset()),
        false);
  }

  public PinState pin(KeyUse use) {
    return pins.get(use);
  }

  public CardState withPin(KeyUse use, PinState pin) {
    Map<KeyUse, PinState> next = new HashMap<>(pins);
    next.put(use, pin);
    return new CardState(number, traits, channelKeys, updates, active, order, next, ended);
  }

  public CardState withTraits(CardTraits changed) {
    return new CardState(number, changed, channelKeys, updates, active, order, pins, ended);
  }

  public CardState withChannelKeys(ChannelKeys changed) {
    return new CardState(number, traits, changed, updates, active, order, pins, ended);
  }

  public CardState withUpdates(UpdateMark mark) {
    return new CardState(number, traits, channelKeys, mark, active, order, pins, ended);
  }

  /** The state with what an office is writing, or without it. */
  public CardState withOrder(Optional<Order> changed) {
    return new CardState(number, traits, channelKeys, updates, active, changed, pins, ended);
  }

  /** The state in which what was written is in use, and nothing is being written any more. */
  public CardState activated() {
    Generation next = order.map(written -> active.followedBy(written.written())).orElse(active);
    return new CardState(number, traits, channelKeys, updates, next, Optional.empty(), pins, ended);
  }

  /** The last state of a card: its keys and PINs are gone. */
  public CardState erased() {
    CardState blank = blank(number, traits, channelKeys);
    return new CardState(
        number,
        traits,
        channelKeys,
        updates,
        new Generation(active.number(), Map.of()),
        Optional.empty(),
        blank.pins,
        true);
  }
}
