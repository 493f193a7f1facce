package org.jitsuin.launcher.holder;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jitsuin.card.holder.CmsFile;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.SigningCard;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.state.KeyUse;

/** Has a holder read a text before it is signed: what is seen is what is signed. */
public final class TextDesk {
  private final HolderCard card;
  private final Speech speech;
  private final Prompts prompts;

  public TextDesk(HolderCard card, Speech speech, Prompts prompts) {
    this.card = card;
    this.speech = speech;
    this.prompts = prompts;
  }

  /**
   * Signs a text with a key of the card, after its PIN.
   *
   * @param text lines in UTF-8
   * @return CMS SignedData with the text in it, in DER
   * @throws HolderFailure if the holder does not agree, or the card does not sign
   */
  public byte[] sign(byte[] text, KeyUse use, Instant now) {
    speech.heading(new Words("署名する文面", "What is signed"));
    new String(text, StandardCharsets.UTF_8).lines().forEach(line -> speech.say(line, line));
    if (!prompts.agrees(speech.of(new Words("この文面に署名しますか", "Sign this text")))) {
      throw new HolderFailure("中止しました。何も署名していません。", "Nothing was signed.");
    }
    new PinDesk(card, speech, prompts).verify(use);
    return CmsFile.sign(text, SigningCard.of(card, use), true, now);
  }
}
