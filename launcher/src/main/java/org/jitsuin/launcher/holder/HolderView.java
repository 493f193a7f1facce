package org.jitsuin.launcher.holder;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.card.holder.CertificateWords;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.state.KeyUse;

/** Shows a card: the tries left of both PINs, and both certificates in plain words. */
public final class HolderView {
  private final HolderCard card;
  private final Speech speech;
  private final Prompts prompts;
  private final Instant now;

  public HolderView(HolderCard card, Speech speech, Prompts prompts, Instant now) {
    this.card = card;
    this.speech = speech;
    this.prompts = prompts;
    this.now = now;
  }

  /** Shows all; the signature certificate only to who knows its PIN, if at all. */
  public void show() {
    showUse(KeyUse.USER_IDENTIFICATION, card.certificate(KeyUse.USER_IDENTIFICATION));
    Optional<Integer> left = card.triesLeft(KeyUse.SIGNATURE);
    boolean usable = left.isEmpty() || left.get() > 0;
    boolean wanted =
        card.authority(KeyUse.SIGNATURE).isPresent()
            && usable
            && prompts.areThere()
            && prompts.agrees(
                speech.of(
                    new Words(
                        "署名用電子証明書も表示しますか（暗証番号が必要です）",
                        "Show the certificate for signatures too, for which its PIN is needed")));
    if (wanted) {
      new PinDesk(card, speech, prompts).verify(KeyUse.SIGNATURE);
    }
    showUse(KeyUse.SIGNATURE, wanted ? card.certificate(KeyUse.SIGNATURE) : Optional.empty());
  }

  private void showUse(KeyUse use, Optional<X509Certificate> certificate) {
    speech.heading(CertificateWords.name(use));
    if (certificate.isPresent()) {
      CertificateWords.of(use, certificate.get(), now).forEach(speech::fact);
    } else if (card.authority(use).isEmpty()) {
      speech.say("カードに入っていません。", "The card has none.");
    }
    card.triesLeft(use)
        .ifPresent(left ->
            speech.fact(
                "暗証番号",
                "PIN",
                left == 0
                    ? new Words(
                        "ロックされています。住所地の市区町村の窓口で再設定できます",
                        "locked; the office of your municipality sets a new one")
                    : new Words(
                        "あと%s回まで間違えられます".formatted(left - 1),
                        "%s tries left until it locks".formatted(left))));
  }
}
