package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.validity.Because;
import org.jitsuin.ca.validity.Ending;

/** Compares what is said of an end with what the rules said when they set it. */
final class EndingsWatcher implements Life.Watcher {
  private final Endings endings;
  private final Set<Because> said = EnumSet.noneOf(Because.class);

  EndingsWatcher(Policy policy) {
    this.endings = new Endings(policy.validity());
  }

  /** What was said so far. */
  Set<Because> said() {
    return new HashSet<>(said);
  }

  @Override
  public void saw(Dossier before, Command command, Outcome<Decision> outcome, Dossier after) {
    if (outcome instanceof Outcome.Done<Decision>(Decision decision)) {
      decision.changes().forEach(change -> justSet(change, after));
    }
    for (Card card : after.cards()) {
      Ending ending = endings.of(after, card);
      said.add(ending.because());
      assertThat(ending.on()).isEqualTo(card.expiresOn());
    }
    for (CardCertificate one : after.certificates()) {
      Ending ending = endings.of(after, one);
      said.add(ending.because());
      LocalDate card = after.card(one.cardId()).orElseThrow().expiresOn();
      LocalDate own = JapanTime.date(one.notAfter());
      assertThat(ending.on()).isEqualTo(own.isBefore(card) ? own : card);
    }
  }

  private void justSet(Change change, Dossier after) {
    if (change instanceof Change.CardAdded(Card card)) {
      assertThat(endings.of(after, card).because())
          .isIn(
              card.endsWithStay()
                  ? List.of(Because.STAY)
                  : List.of(Because.FIFTH_BIRTHDAY, Because.TENTH_BIRTHDAY));
    }
    if (change instanceof Change.CertificateGranted granted) {
      CardCertificate issued =
          after.certificates().stream()
              .filter(one -> one.kind() == granted.kind())
              .filter(one -> one.chainNumber() == granted.chainNumber())
              .findFirst()
              .orElseThrow();
      LocalDate last = JapanTime.date(granted.validity().notAfter());
      assertThat(endings.of(after, issued)).isEqualTo(new Ending(last, granted.because()));
    }
  }
}
