package org.jitsuin.ca.model;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * The one form in which texts of the resident register are compared and searched for. Systems write
 * one character of JIS X 0208 or JIS X 0212 with different code points, such as the hyphen with
 * U+2212 or U+FF0D; so one person would be two. What is kept, shown and certified stays as it came.
 *
 * <p>Hyphens and dashes are one, as are tildes, lines above, and bars; wide and narrow forms are
 * one (NFKC, UAX #15); a mark of voicing is part of its kana; a space is as wide as any number of
 * them. Characters that differ in more than that, all kanji among them, stay different.
 */
final class CanonicalText {
  /** The characters that NFKC keeps apart, or turns into something else. */
  private static final Map<Character, Character> ALSO = new HashMap<>();

  private static final int FIRST_KANA = 0x3041;
  private static final int LAST_KANA = 0x30FE;

  static {
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D"
        .chars()
        .forEach(hyphen -> ALSO.put((char) hyphen, '-'));
    "\u02DC\u223C\u301C\uFF5E".chars().forEach(tilde -> ALSO.put((char) tilde, '~'));
    "\u203E\uFFE3".chars().forEach(line -> ALSO.put((char) line, '\u00AF'));
    ALSO.put('\u2225', '\u2016');
  }

  private CanonicalText() {}

  /** The form of a text, which is that of its own form as well. */
  static String of(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      folded.append(voicing(folded, ALSO.getOrDefault(character, character)));
    }
    String narrow = Normalizer.normalize(folded, Normalizer.Form.NFKC);
    return narrow.replaceAll("\\s+", " ").strip();
  }

  /** The marks ゛ and ゜ are parts of a kana before them, if one is. */
  private static char voicing(StringBuilder before, char character) {
    if ((character == '\u309B' || character == '\u309C') && !before.isEmpty()) {
      char last = before.charAt(before.length() - 1);
      if (last >= FIRST_KANA && last <= LAST_KANA) {
        return character == '\u309B' ? '\u3099' : '\u309A';
      }
    }
    return character;
  }
}
