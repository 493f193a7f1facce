package org.jitsuin.card.holder;

/** The same sentence in the two languages. */
public record Words(String ja, String en) {
  /** The languages in which people are spoken to. */
  public enum Language {
    JA,
    EN
  }

  /** The sentence in one of them. */
  public String in(Language language) {
    return language == Language.JA ? ja : en;
  }
}
