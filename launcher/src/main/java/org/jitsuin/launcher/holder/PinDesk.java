package org.jitsuin.launcher.holder;

import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.card.holder.CertificateWords;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.holder.PinOutcome;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.state.KeyUse;

/** Asks for PINs and has them compared, and says before a try is spent what it may cost. */
public final class PinDesk {
  private static final Words DONE = new Words("完了", "done");

  private final HolderCard card;
  private final Speech speech;
  private final Prompts prompts;

  public PinDesk(HolderCard card, Speech speech, Prompts prompts) {
    this.card = card;
    this.speech = speech;
    this.prompts = prompts;
  }

  /**
   * Has the holder's PIN verified, until it is right or the holder gives up.
   *
   * @throws HolderFailure if it is locked, or the holder gave up
   */
  public void verify(KeyUse use) {
    verified(use).close();
  }

  private Pin verified(KeyUse use) {
    while (true) {
      announce(use, card.triesLeft(use));
      Pin pin = ask(use, name(use));
      boolean right = false;
      try {
        right = isRight(use, card.verify(use, pin));
        if (right) {
          return pin;
        }
      } finally {
        if (!right) {
          pin.close();
        }
      }
    }
  }

  private boolean isRight(KeyUse use, PinOutcome outcome) {
    return switch (outcome) {
      case PinOutcome.Right _ -> true;
      case PinOutcome.Wrong wrong -> {
        speech.bad(
            new Words(
                "暗証番号が違います。あと%s回間違えるとロックされます。".formatted(wrong.triesLeft()),
                "That is not the PIN; %s more wrong tries lock it.".formatted(wrong.triesLeft())));
        yield false;
      }
      case PinOutcome.Locked _ -> throw locked(use);
    };
  }

  private void announce(KeyUse use, Optional<Integer> left) {
    if (left.filter(tries -> tries == 0).isPresent()) {
      throw locked(use);
    }
    if (left.filter(tries -> tries == 1).isPresent()
        && !prompts.agrees(
            speech.of(
                new Words(
                    "あと1回間違えるとロックされ、市区町村の窓口でしか解除できません。続けますか",
                    "One more wrong try locks the PIN, and only an office unlocks it. Go on")))) {
      throw new HolderFailure("中止しました。回数は減っていません。", "Nothing was tried.");
    }
  }

  private static HolderFailure locked(KeyUse use) {
    return new HolderFailure(
        "%sの暗証番号はロックされています。住所地の市区町村の窓口で再設定してください。".formatted(CertificateWords.name(use).ja()),
        "The PIN of the %s is locked; the office of your municipality sets a new one."
            .formatted(CertificateWords.name(use).en()));
  }

  /** Asks until what was typed can be such a PIN: otherwise a try would be lost for nothing. */
  private Pin ask(KeyUse use, String question) {
    while (true) {
      char[] typed = typed(question);
      try {
        return Pin.of(use, typed);
      } catch (HolderFailure e) {
        speech.bad(e.words());
      }
    }
  }

  private char[] typed(String question) {
    char[] typed = prompts.secret(question);
    if (typed.length == 0) {
      throw new HolderFailure("中止しました。", "Nothing was typed; nothing was done.");
    }
    return typed;
  }

  private String name(KeyUse use) {
    return speech.of(
        switch (use) {
          case SIGNATURE ->
              new Words("署名用の暗証番号（英数字6〜16文字）", "PIN for signatures (6 to 16 letters and digits)");
          case USER_IDENTIFICATION ->
              new Words("利用者証明用の暗証番号（数字4桁）", "PIN for user identification (four digits)");
        });
  }

  /** Has the holder change a PIN: the old one, and the new one twice. */
  public void change(KeyUse use) {
    try (Pin old = verified(use);
        Pin fresh = fresh(use, old)) {
      card.change(use, fresh);
    }
    speech.good(DONE, new Words("暗証番号を変更しました。", "The PIN was changed."));
  }

  private Pin fresh(KeyUse use, Pin old) {
    String first = speech.of(new Words("新しい暗証番号", "new PIN"));
    String again = speech.of(new Words("新しい暗証番号（もう一度）", "new PIN once more"));
    while (true) {
      char[] typed = typed(first);
      char[] repeated = typed(again);
      boolean same = Arrays.equals(typed, repeated);
      Arrays.fill(repeated, '\0');
      try {
        Pin fresh = Pin.fresh(use, typed);
        if (same && !fresh.sameAs(old)) {
          return fresh;
        }
        fresh.close();
        speech.bad(
            same
                ? new Words("いままでと同じ暗証番号です。", "That is the old PIN.")
                : new Words("2回の入力が一致しません。", "The two differ."));
      } catch (HolderFailure e) {
        speech.bad(e.words());
      }
    }
  }
}
