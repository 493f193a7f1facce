package org.jitsuin.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.Generation;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.Apdus;
import org.jitsuin.card.testing.TestCards;

/** A card, and beside it in a few lines what it must be. */
final class CardModel {
  /** What somebody does to a card. */
  sealed interface Step {
    record Select(String command) implements Step {}

    record Verify(KeyUse use, String pin) implements Step {}

    record Change(KeyUse use, String pin) implements Step {}

    /** P1 says in which form. */
    record Sign(KeyUse use, int p1) implements Step {}

    record Read(int shortId) implements Step {}

    record Reset() implements Step {}

    /** VERIFY, and the power goes at that save, before or after it. */
    record LosePower(KeyUse use, String pin, int save, boolean kept) implements Step {}
  }

  /** The plug is pulled: nothing more is computed. */
  private static final class PowerLost extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final CardState FIRST =
      TestCards.personalisedState(CardTraits.usual().withPinIterations(1));
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<KeyUse, String> pins = new EnumMap<>(KeyUse.class);
  private final Map<KeyUse, Integer> tries = new EnumMap<>(KeyUse.class);
  private final Set<KeyUse> verified = EnumSet.noneOf(KeyUse.class);
  private String selected = "";

  private CardState saved = FIRST;
  private int savesUntilLoss;
  private boolean keptAtLoss;
  private Card card = new Card(saved, this::save, RANDOM);

  CardModel() {
    pins.put(KeyUse.SIGNATURE, TestCards.SIGNATURE_PIN);
    pins.put(KeyUse.USER_IDENTIFICATION, TestCards.IDENTIFICATION_PIN);
    for (KeyUse use : KeyUse.values()) {
      tries.put(use, use.tries());
    }
  }

  Card card() {
    return card;
  }

  Generation credentials() {
    return FIRST.active();
  }

  private void save(CardState state) {
    boolean lost = savesUntilLoss > 0 && --savesUntilLoss == 0;
    if (!lost || keptAtLoss) {
      saved = state;
    }
    if (lost) {
      throw new PowerLost();
    }
  }

  void doAndCompare(Step step) {
    switch (step) {
      case Step.Select select -> select(select.command());
      case Step.Verify verify -> verify(verify.use(), verify.pin());
      case Step.Change change -> change(change.use(), change.pin());
      case Step.Sign sign -> sign(sign.use(), sign.p1());
      case Step.Read read -> read(read.shortId());
      case Step.Reset reset -> {
        card.reset();
        forget();
      }
      case Step.LosePower loss -> losePower(loss);
    }
    for (KeyUse use : KeyUse.values()) {
      assertThat(saved.pin(use).triesLeft()).as("%s after %s", use, step).isEqualTo(tries.get(use));
    }
    assertThat(card.state()).as("what is saved").isEqualTo(saved);
  }

  private void forget() {
    verified.clear();
    selected = "";
  }

  private void select(String command) {
    assertThat(Apdus.status(card, command)).isEqualTo("9000");
    if (!command.equals(selected)) {
      verified.clear();
    }
    selected = command;
  }

  private boolean isInApplication() {
    return selected.equals(Apdus.APPLICATION);
  }

  private void verify(KeyUse use, String pin) {
    String status = Apdus.status(card, on(use, "0020", false, pin));
    if (!isInApplication()) {
      assertThat(status).isEqualTo("6986");
      return;
    }
    verified.remove(use);
    int before = tries.get(use);
    if (before == 0) {
      assertThat(status).isEqualTo("6984");
    } else if (pins.get(use).equals(pin)) {
      assertThat(status).isEqualTo("9000");
      tries.put(use, use.tries());
      verified.add(use);
    } else {
      assertThat(status).isEqualTo("63C" + (before - 1));
      tries.put(use, before - 1);
    }
  }

  private void change(KeyUse use, String pin) {
    String status =
        Apdus.status(card, on(use, "0024", false, pin).replaceFirst("^002400", "002401"));
    if (!isInApplication()) {
      assertThat(status).isEqualTo("6986");
    } else if (!verified.contains(use)) {
      assertThat(status).isEqualTo("6982");
    } else if (!use.mayBePin(pin.getBytes(StandardCharsets.US_ASCII))) {
      assertThat(status).isEqualTo("6A80");
    } else {
      assertThat(status).isEqualTo("9000");
      pins.put(use, pin);
    }
  }

  private void sign(KeyUse use, int p1) {
    String command = on(use, "802A", true, "a digest of thirty-two octets or");
    byte[] answer = Apdus.send(card, command.replaceFirst("^802A00", "802A" + Apdus.octet(p1)));
    if (isInApplication() && verified.contains(use)) {
      assertThat(answer).hasSize(258);
    } else {
      assertThat(Apdus.hex(answer)).isEqualTo(isInApplication() ? "6982" : "6986");
    }
  }

  private void read(int shortId) {
    byte[] answer = Apdus.send(card, "00B0" + Apdus.octet(0x80 | shortId) + "0000");
    boolean open =
        switch (shortId) {
          case 1 -> verified.contains(KeyUse.SIGNATURE);
          case 0x17, 0x18, 0x1a, 0x1b -> false;
          default -> true;
        };
    String status = Apdus.hex(answer).substring(2 * answer.length - 4);
    assertThat(status).isEqualTo(!isInApplication() ? "6986" : open ? "9000" : "6982");
    assertThat(answer.length > 2).isEqualTo(status.equals("9000"));
  }

  private void losePower(Step.LosePower loss) {
    KeyUse use = loss.use();
    int before = tries.get(use);
    savesUntilLoss = loss.save();
    keptAtLoss = loss.kept();
    boolean lost = false;
    try {
      Apdus.status(card, on(use, "0020", false, loss.pin()));
    } catch (PowerLost e) {
      lost = true;
    }
    savesUntilLoss = 0;
    boolean compared = isInApplication() && before > 0;
    boolean right = pins.get(use).equals(loss.pin());
    if (compared && right && (!lost || (loss.save() == 2 && loss.kept()))) {
      tries.put(use, use.tries());
    } else if (compared && (loss.save() > 1 || loss.kept())) {
      tries.put(use, before - 1);
    }
    card = new Card(saved, this::save, RANDOM);
    forget();
  }

  /** A command that names its file by the short identifier in P2. */
  private static String on(KeyUse use, String start, boolean key, String data) {
    int file =
        switch (use) {
          case SIGNATURE -> key ? 0x1a : 0x1b;
          case USER_IDENTIFICATION -> key ? 0x17 : 0x18;
        };
    byte[] octets = data.getBytes(StandardCharsets.US_ASCII);
    return start
        + "00"
        + Apdus.octet(0x80 | file)
        + Apdus.octet(octets.length)
        + HexFormat.of().formatHex(octets);
  }
}
