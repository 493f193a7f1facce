package org.jitsuin.ca.model;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * A name or an address as the resident register writes it: characters of JIS X 0208 and JIS X 0212,
 * or of ASCII where a foreign resident's name is in Latin letters. Where the register has a
 * character outside of these, a substitute stands for it and is flagged.
 *
 * @param text 1 to 200 characters
 * @param substitutes one {@code 0} or {@code 1} for each character of the text, {@code 1} where a
 *     substitute stands (代替文字の使用情報)
 */
public record RegisterText(String text, String substitutes) {
  private static final int LONGEST = 200;
  private static final Charset JIS = Charset.forName("EUC-JP");

  /** Characters of JIS that most systems write with another code point than Java's table. */
  private static final String ALSO_JIS = "－∥￠￡￢―￤";

  /** Follows a substitute in the form that is compared; no text has it. */
  private static final char SUBSTITUTE = '\uFFFF';

  /**
   * @throws IllegalArgumentException that says what is wrong without repeating the text
   */
  public RegisterText {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException("must be 1 to " + LONGEST + " characters");
    }
    CharsetEncoder encoder = JIS.newEncoder();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (Character.isISOControl(character)
          || (!encoder.canEncode(character) && ALSO_JIS.indexOf(character) < 0)) {
        throw new IllegalArgumentException(
            "has a character outside of JIS X 0208 and JIS X 0212 at position "
                + (i + 1)
                + "; put a substitute there and flag it");
      }
    }
    if (!substitutes.matches("[01]{" + text.length() + "}")) {
      throw new IllegalArgumentException(
          "needs one 0 or 1 for each of its " + text.length() + " characters as substitute flags");
    }
  }

  /**
   * A text that comes from outside: without the narrow katakana of JIS X 0201, which the register
   * does not have. What was kept before may have them.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public static RegisterText received(String text, String substitutes) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= '\uFF61' && text.charAt(i) <= '\uFF9F') {
        throw new IllegalArgumentException(
            "has half-width katakana at position " + (i + 1) + "; write them in full width");
      }
    }
    return new RegisterText(text, substitutes);
  }

  /** A text without substitutes. */
  public static RegisterText plain(String text) {
    return new RegisterText(text, "0".repeat(text.length()));
  }

  /** The form of a text by which it is compared and found; not fit to be shown. */
  public static String compared(String text) {
    return CanonicalText.of(text);
  }

  private String compared() {
    if (substitutes.indexOf('1') < 0) {
      return compared(text);
    }
    StringBuilder marked = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      marked.append(text.charAt(i));
      if (substitutes.charAt(i) == '1') {
        marked.append(SUBSTITUTE);
      }
    }
    return compared(marked.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegisterText that
        && ((text.equals(that.text) && substitutes.equals(that.substitutes))
            || compared().equals(that.compared()));
  }

  @Override
  public int hashCode() {
    return compared().hashCode();
  }

  /** Returns a text without the content, which is personal data. */
  @Override
  public String toString() {
    return "RegisterText[" + text.length() + " characters]";
  }
}
