package org.jitsuin.launcher.holder;

import java.time.Instant;
import java.util.List;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.card.holder.ConsentVisit;
import org.jitsuin.card.holder.Words;

/** Shows a holder to what there is a consent, and who was told what by it, and when. */
public final class ConsentList {
  private final Speech speech;

  public ConsentList(Speech speech) {
    this.speech = speech;
  }

  /** Shows them. */
  public void show(List<ConsentVisit.Given> consents) {
    if (consents.isEmpty()) {
      speech.say("同意はありません。", "You have given no consent.");
    }
    consents.forEach(this::show);
  }

  private void show(ConsentVisit.Given consent) {
    speech.heading(same(consent.party()));
    speech.fact("目的", "what for", same(consent.purpose()));
    speech.fact("内容", "data", same(String.join(" ", consent.attributes())));
    speech.fact("期限", "until", same(consent.until().toString()));
    speech.fact("状態", "state", consent.state().words());
    speech.fact("id", "id", same(consent.consent()));
    speech.fact(
        "提供",
        "told",
        new Words("%s回".formatted(consent.answers()), "%s times".formatted(consent.answers())));
    consent.answeredAt().forEach(at -> speech.fact("", "", same(inJapan(at))));
    if (consent.answers() > consent.answeredAt().size()) {
      speech.say("これより前の提供は省略しました。", "Earlier times are left out.");
    }
  }

  private static String inJapan(Instant at) {
    return at.atZone(JapanTime.ZONE).toLocalDateTime() + " JST";
  }

  private static Words same(String text) {
    return new Words(text, text);
  }
}
