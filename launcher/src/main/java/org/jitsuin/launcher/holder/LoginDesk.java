package org.jitsuin.launcher.holder;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.holder.CmsFile;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.LoginVisit;
import org.jitsuin.card.holder.SigningCard;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.state.KeyUse;

/** Says to a holder what a login is about, has the card sign it, and brings it. */
public final class LoginDesk {
  private static final int MOST_SHOWN = 2000;

  private final Speech speech;
  private final Prompts prompts;
  private final Instant now;

  public LoginDesk(Speech speech, Prompts prompts, Instant now) {
    this.speech = speech;
    this.prompts = prompts;
    this.now = now;
  }

  /**
   * Shows what is asked for.
   *
   * @throws HolderFailure if the holder does not agree
   */
  public void agree(LoginVisit.Wanted wanted) {
    speech.heading(new Words("ログイン", "Log in"));
    wanted.challenge().lines().forEach(line -> speech.say("  " + line, "  " + line));
    if (wanted.attributes()) {
      speech.say("氏名・住所・生年月日・性別が相手に渡ります。", "Name, address, birth date and sex are given.");
    }
    wanted
        .document()
        .ifPresent(document ->
            speech.say(
                "署名する文書：" + wanted.title().orElse("") + preview(document),
                "Document to sign: " + wanted.title().orElse("") + preview(document)));
    if (!prompts.agrees(
        speech.of(
            new Words(
                wanted.party() + " のためにカードで署名します。よろしいですか",
                "The card signs this for " + wanted.party() + ". Is that all right")))) {
      throw new HolderFailure("中止しました。何も送っていません。", "Nothing was sent.");
    }
  }

  /** A text, or its beginning and how long all of it is; of anything else how long it is. */
  private static String preview(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    boolean plain =
        text.codePoints()
            .allMatch(one ->
                Character.isDefined(one)
                    && one != 0xfffd
                    && Character.getType(one) != Character.FORMAT
                    && (!Character.isISOControl(one) || one == '\n' || one == '\r'));
    String size = " (" + document.length + " octets)";
    if (!plain) {
      return size;
    }
    return text.codePointCount(0, text.length()) <= MOST_SHOWN
        ? "\n" + text
        : "\n" + text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN)) + " …" + size;
  }

  /** Has the card sign it, after its PINs. */
  public LoginVisit.Signed sign(HolderCard card, LoginVisit.Wanted wanted) {
    return wanted.signed((use, content) -> signed(card, use, content));
  }

  private Bytes signed(HolderCard card, KeyUse use, byte[] content) {
    new PinDesk(card, speech, prompts).verify(use);
    return Bytes.of(CmsFile.sign(content, SigningCard.of(card, use), false, now));
  }

  /** Tells the number that belongs into the browser. */
  public void tell(String number) {
    speech.good(
        new Words("番号", "number"),
        new Words(
            number + " を、ログインを始めた画面に入力してください。だれにも教えないでください。",
            number + "; type it into the page where you began. Tell it to nobody."));
  }
}
