package org.jitsuin.launcher.card;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.personalisation.MasterKey;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.state.Order;
import org.jitsuin.card.state.PinReference;
import org.jitsuin.card.state.PinState;
import org.jitsuin.card.state.StateFile;
import org.jitsuin.card.state.StateKey;
import org.jitsuin.installation.setup.SetupFailure;

/** Makes virtual cards and puts them on the shelf. */
public final class CardMaker {
  /** The PINs of cards for tests, which stand in the documents. */
  public static final Map<KeyUse, String> TEST_PINS =
      Map.of(KeyUse.USER_IDENTIFICATION, "1234", KeyUse.SIGNATURE, "ABC123");

  /** The version of the keys that a new card is given. */
  private static final int FIRST_KEYS = 1;

  private final CardShelf shelf;
  private final SecureRandom random;

  public CardMaker(CardShelf shelf, SecureRandom random) {
    this.shelf = shelf;
    this.random = random;
  }

  /**
   * Makes the state of a card as the factory delivers it: no keys, no certificates, no PINs. An
   * office opens it with the secret of the shelf ({@link CardShelf#officeKey}).
   */
  public CardState blank(CardTraits traits) {
    byte[] octets = new byte[8];
    random.nextBytes(octets);
    String number = HexFormat.of().withUpperCase().formatHex(octets);
    try {
      Files.createDirectories(shelf.officeKey().getParent());
      MasterKey office = MasterKey.inFile(shelf.officeKey(), random);
      return CardState.blank(number, traits, office.ofCard(number, FIRST_KEYS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Bytes nameless() {
    return Bytes.of(new byte[Order.ID_OCTETS]);
  }

  /** Makes the state of a card that holds these keys and certificates, with the PINs for tests. */
  public CardState personalised(CardTraits traits, Map<KeyUse, Credential> credentials) {
    CardState state =
        blank(traits).withOrder(Optional.of(new Order(nameless(), credentials))).activated();
    for (KeyUse use : credentials.keySet()) {
      byte[] pin = TEST_PINS.get(use).getBytes(StandardCharsets.US_ASCII);
      PinReference reference = PinReference.of(pin, traits.pinIterations(), random);
      state = state.withPin(use, new PinState(Optional.of(reference), use.tries()));
    }
    return state;
  }

  /** Makes keys and certificates of authorities that nobody knows. */
  public Map<KeyUse, Credential> training(TrainingAuthority authority, SignatureScheme scheme) {
    return Map.of(
        KeyUse.USER_IDENTIFICATION,
        authority.issue(KeyUse.USER_IDENTIFICATION.authority(), scheme),
        KeyUse.SIGNATURE,
        authority.issue(KeyUse.SIGNATURE.authority(), scheme));
  }

  /**
   * Puts a new card on the shelf.
   *
   * @throws SetupFailure if there is one of that name
   */
  public Path keep(String name, CardState state) {
    Path file = shelf.file(name);
    try {
      Files.createDirectories(file.getParent());
      try (StateFile opened = StateFile.open(file, StateKey.inFile(shelf.key(), random), random)) {
        if (Files.exists(file)) {
          throw new SetupFailure("there is a card %s already: %s".formatted(name, file));
        }
        opened.save(state);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
