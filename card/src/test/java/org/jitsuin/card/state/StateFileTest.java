package org.jitsuin.card.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file with a card's state. */
class StateFileTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CardState STATE = TestCards.personalisedState(CardTraits.usual());

  @TempDir private Path directory;
  private Path path;
  private StateKey key;

  @BeforeEach
  void prepare() throws IOException {
    path = directory.resolve("one.card");
    key = StateKey.inFile(directory.resolve("cards.key"), RANDOM);
  }

  private CardState saveAndLoad(CardState state) throws IOException {
    try (StateFile file = StateFile.open(path, key, RANDOM)) {
      file.save(state);
    }
    try (StateFile file = StateFile.open(path, key, RANDOM)) {
      return file.load();
    }
  }

  @Test
  void load_whatWasSaved_isTheSame() throws IOException {
    CardState next = TestCards.nextCardState();
    Order order = new Order(Bytes.of(new byte[16]), next.active().credentials());
    Order begun =
        new Order(order.id(), Map.of())
            .with(
                KeyUse.SIGNATURE,
                new Credential(
                    next.active().credential(KeyUse.SIGNATURE).orElseThrow().key(),
                    Optional.empty(),
                    Optional.empty()));
    for (CardState state :
        new CardState[] {
          STATE,
          TestCards.blank(),
          TestCards.withoutSignature(),
          next.withOrder(Optional.of(order)).withUpdates(new UpdateMark(77, order.id())),
          STATE.withOrder(Optional.of(begun)),
          TestCards.personalisedState(
              CardTraits.usual()
                  .onPhone()
                  .withPadding(0)
                  .withBlocked(BlockedAnswer.AUTHENTICATION_METHOD_BLOCKED)),
          STATE.erased()
        }) {
      assertThat(saveAndLoad(state)).isEqualTo(state);
    }
  }

  @Test
  void save_nothingOfIt_isReadable() throws IOException {
    saveAndLoad(STATE);
    String octets = Files.readString(path, StandardCharsets.ISO_8859_1);
    for (Credential credential : STATE.active().credentials().values()) {
      String whole = latin(credential.key().privateKey());
      assertThat(octets).doesNotContain(whole.substring(40, 72));
    }
    PinReference pin = STATE.pin(KeyUse.SIGNATURE).reference().orElseThrow();
    assertThat(octets).doesNotContain(latin(pin.hash())).doesNotContain(STATE.number());
    for (Path file : new Path[] {path, directory.resolve("cards.key")}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  private static String latin(Bytes octets) {
    return new String(octets.bytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void load_anyOctetChanged_isRefused() throws IOException {
    saveAndLoad(TestCards.blank());
    byte[] whole = Files.readAllBytes(path);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(path, changed);
      assertRefused(key);
    }
  }

  @Test
  void load_underAnotherKey_isRefused() throws IOException {
    saveAndLoad(STATE);
    assertRefused(StateKey.of(new byte[32]));
  }

  private void assertRefused(StateKey tried) throws IOException {
    try (StateFile file = StateFile.open(path, tried, RANDOM)) {
      assertThatThrownBy(file::load).isInstanceOf(IOException.class);
    }
  }

  @Test
  void open_whatIsOpen_isRefused() throws IOException {
    try (StateFile file = StateFile.open(path, key, RANDOM)) {
      file.save(STATE);
      assertThatThrownBy(() -> StateFile.open(path, key, RANDOM))
          .isInstanceOf(CardInUseException.class);
    }
    assertThat(saveAndLoad(STATE)).isEqualTo(STATE);
  }

  @Test
  void save_afterACrashInBetween_replacesTheDraft() throws IOException {
    saveAndLoad(STATE);
    Files.writeString(directory.resolve("one.card.draft"), "half a sta");
    assertThat(saveAndLoad(TestCards.blank())).isEqualTo(TestCards.blank());
    assertThat(directory.resolve("one.card.draft")).doesNotExist();
  }

  @Test
  void inFile_madeOnce_isTheSameAgain() throws IOException {
    saveAndLoad(STATE);
    StateKey again = StateKey.inFile(directory.resolve("cards.key"), RANDOM);
    try (StateFile file = StateFile.open(path, again, RANDOM)) {
      assertThat(file.load()).isEqualTo(STATE);
    }
    Files.writeString(directory.resolve("cards.key"), "00");
    assertThatThrownBy(() -> StateKey.inFile(directory.resolve("cards.key"), RANDOM))
        .isInstanceOf(IOException.class);
  }

  @Test
  void toString_ofWhatIsSecret_tellsNothing() {
    assertThat(STATE.toString())
        .contains("CardKey[rsa-2048-sha256]")
        .contains("PinReference[]")
        .contains("ChannelKeys[1]");
  }
}
