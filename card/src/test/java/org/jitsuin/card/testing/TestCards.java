package org.jitsuin.card.testing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.applet.Card;
import org.jitsuin.card.state.CardKey;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.ChannelKeys;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.Generation;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.state.PinReference;
import org.jitsuin.card.state.PinState;

/** Cards for tests: both certificates of an authority of their own, PINs 1234 and ABC123. */
public final class TestCards {
  public static final String SIGNATURE_PIN = "ABC123";
  public static final String IDENTIFICATION_PIN = "1234";

  /** The keys with which tests open the channel. */
  public static final ChannelKeys CHANNEL_KEYS =
      new ChannelKeys(1, filled(0x11), filled(0x22), filled(0x33));

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Map<KeyUse, Credential> RSA = credentials(SignatureScheme.RSA_2048_SHA256);

  private TestCards() {}

  /** A card with two RSA keys, in memory alone. */
  public static Card personalised() {
    return card(personalisedState(CardTraits.usual()));
  }

  /** The state of a card with two RSA keys, of which each call gives the same. */
  public static CardState personalisedState(CardTraits traits) {
    return state(traits, RSA);
  }

  /** The state of the next card: the same with P-384. */
  public static CardState nextCardState() {
    return state(CardTraits.usual(), credentials(SignatureScheme.ECDSA_P384_SHA384));
  }

  /** The state of a card whose holder has no signature certificate. */
  public static CardState withoutSignature() {
    CardState state =
        state(
            CardTraits.usual(),
            Map.of(KeyUse.USER_IDENTIFICATION, RSA.get(KeyUse.USER_IDENTIFICATION)));
    return state.withPin(KeyUse.SIGNATURE, PinState.unset());
  }

  /** A card as it comes from the factory. */
  public static CardState blank() {
    return CardState.blank("JITSUIN-TEST-0001", CardTraits.usual(), CHANNEL_KEYS);
  }

  /** Puts power on a card that keeps nothing but in memory. */
  public static Card card(CardState state) {
    return new Card(state, saved -> {}, RANDOM);
  }

  private static CardState state(CardTraits traits, Map<KeyUse, Credential> credentials) {
    CardState blank = CardState.blank("JITSUIN-TEST-0001", traits, CHANNEL_KEYS);
    CardState written =
        new CardState(
            blank.number(),
            traits,
            blank.channelKeys(),
            blank.updates(),
            new Generation(1, credentials),
            Optional.empty(),
            blank.pins(),
            false);
    return written
        .withPin(KeyUse.SIGNATURE, pin(KeyUse.SIGNATURE, SIGNATURE_PIN, traits))
        .withPin(
            KeyUse.USER_IDENTIFICATION,
            pin(KeyUse.USER_IDENTIFICATION, IDENTIFICATION_PIN, traits));
  }

  private static PinState pin(KeyUse use, String pin, CardTraits traits) {
    byte[] octets = pin.getBytes(StandardCharsets.US_ASCII);
    PinReference reference = PinReference.of(octets, traits.pinIterations(), RANDOM);
    return new PinState(Optional.of(reference), use.tries());
  }

  private static Map<KeyUse, Credential> credentials(SignatureScheme scheme) {
    return Map.of(
        KeyUse.SIGNATURE, credential(KeyUse.SIGNATURE, scheme),
        KeyUse.USER_IDENTIFICATION, credential(KeyUse.USER_IDENTIFICATION, scheme));
  }

  private static Credential credential(KeyUse use, SignatureScheme scheme) {
    SoftwareKey key = SoftwareKey.generate(scheme);
    TestAuthority authority = TestAuthority.of(use);
    return new Credential(
        new CardKey(
            scheme,
            Bytes.of(key.pair().getPrivate().getEncoded()),
            Bytes.of(key.publicKey().getEncoded())),
        Optional.of(authority.certify(key.publicKey())),
        Optional.of(authority.certificate()));
  }

  private static Bytes filled(int octet) {
    byte[] octets = new byte[ChannelKeys.OCTETS];
    Arrays.fill(octets, (byte) octet);
    return Bytes.of(octets);
  }
}
