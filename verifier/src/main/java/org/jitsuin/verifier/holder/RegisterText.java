package org.jitsuin.verifier.holder;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A name or an address as it stands in the certificate. Some of its characters may stand for others
 * that computers do not have: two people whose names differ in these only look the same here.
 *
 * @param text what stands there
 * @param substitutes the numbers of the characters that stand for others, the first 0; counted by
 *     code points, not by Java's chars
 */
public record RegisterText(String text, List<Integer> substitutes) {
  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if the text is empty, or has no such character
   */
  public RegisterText {
    substitutes = List.copyOf(substitutes);
    int length = text.codePointCount(0, text.length());
    if (length == 0 || substitutes.stream().anyMatch(at -> at < 0 || at >= length)) {
      throw new IllegalArgumentException("no text of the register");
    }
  }

  /**
   * Reads a text and its flags, one for each character.
   *
   * @throws IllegalArgumentException if they do not fit together
   */
  static RegisterText of(String text, String flags) {
    if (!flags.matches("[01]*") || flags.length() != text.codePointCount(0, text.length())) {
      throw new IllegalArgumentException("one flag for each character");
    }
    return new RegisterText(
        text,
        IntStream.range(0, flags.length()).filter(at -> flags.charAt(at) == '1').boxed().toList());
  }

  /** Returns whether a character at least stands for another. */
  public boolean hasSubstitutes() {
    return !substitutes.isEmpty();
  }

  /** Returns the text with a mark in the place of each substitute, to be shown to people. */
  public String marked(String mark) {
    int[] characters = text.codePoints().toArray();
    StringBuilder shown = new StringBuilder();
    for (int at = 0; at < characters.length; at++) {
      shown.append(substitutes.contains(at) ? mark : Character.toString(characters[at]));
    }
    return shown.toString();
  }

  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "RegisterText[]";
  }
}
