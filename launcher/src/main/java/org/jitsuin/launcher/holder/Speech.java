package org.jitsuin.launcher.holder;

import java.util.Map;
import java.util.stream.Stream;
import org.jitsuin.card.holder.CertificateWords.Fact;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.holder.Words.Language;
import org.jitsuin.launcher.terminal.Terminal;

/** Speaks to a holder in one language. */
public final class Speech {
  private final Terminal terminal;
  private final Language language;

  public Speech(Terminal terminal, Language language) {
    this.terminal = terminal;
    this.language = language;
  }

  /** Returns the language of an environment: Japanese where it says so, else English. */
  public static Language language(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .filter(value -> value.startsWith("ja"))
        .map(_ -> Language.JA)
        .orElse(Language.EN);
  }

  /** Returns the words in the language. */
  public String of(Words words) {
    return words.in(language);
  }

  /** Says a sentence. */
  public void say(String ja, String en) {
    terminal.paragraph(of(new Words(ja, en)));
  }

  /** Says that something was done. */
  public void good(Words label, Words value) {
    terminal.good(of(label), of(value));
  }

  /** Says that something is wrong. */
  public void bad(Words words) {
    terminal.bad(of(words));
  }

  /** Says a heading. */
  public void heading(Words words) {
    terminal.blank();
    terminal.strong(of(words));
  }

  /** Says a fact, and louder if something should be done. */
  public void fact(Fact fact) {
    if (fact.warning()) {
      terminal.bad(of(fact.label()) + ": " + of(fact.value()));
    } else {
      terminal.fact(of(fact.label()), of(fact.value()));
    }
  }

  /** Says a fact. */
  public void fact(String ja, String en, Words value) {
    terminal.fact(of(new Words(ja, en)), of(value));
  }
}
