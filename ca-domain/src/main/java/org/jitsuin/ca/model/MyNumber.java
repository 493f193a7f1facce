package org.jitsuin.ca.model;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognises a My Number (個人番号) in a text. It is never accepted, stored or logged here (article 19
 * and 20 of the Number Act).
 *
 * <p>It is taken for one where twelve digits stand together or, as people write it, in equal
 * groups, and the last is the check digit of the others (総務省令第85号, article 5). Letters may touch
 * it, other digits not. One of eleven other numbers of twelve digits fits as well; these are not
 * taken for one: a telephone number with its plus sign, a date with a time, and what stands in a
 * UUID (RFC 9562).
 */
public final class MyNumber {
  private static final int DIGITS = 12;

  private static final Pattern UUID =
      Pattern.compile(
          "(?<![0-9A-Za-z])[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[1-8][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}"
              + "-[0-9A-Fa-f]{12}(?![0-9A-Za-z])");

  /**
   * The characters that people put between groups of digits of one number: spaces, hyphens, dots,
   * strokes.
   */
  private static final String GAP =
      "[\\t\\p{Z}\\p{Pd}\\p{Pc}\\p{Cf}\\u2212\\u30FC\\u30FB.:/'~|]{1,3}";

  /**
   * The forms of a My Number, without groups of two: so octets are written in hexadecimal, of which
   * many have no letter.
   */
  private static final List<Pattern> FORMS =
      Stream.of(DIGITS, 6, 4, 3, 1).map(MyNumber::inGroupsOf).toList();

  private MyNumber() {}

  /**
   * Returns the pattern of twelve digits in groups of that size and not more groups, which would be
   * another number.
   */
  private static Pattern inGroupsOf(int size) {
    String group = "[0-9]{" + size + "}";
    int more = DIGITS / size - 1;
    String digits = "[A-Za-z]*+" + group + "(?:" + GAP + group + "){" + more + "}[A-Za-z]*+";
    String none = more == 0 ? "" : "(?<!(?<![0-9])" + group + GAP + ")";
    String nomore = more == 0 ? "" : "(?!" + GAP + group + "(?![0-9]))";
    return Pattern.compile("(?<![0-9A-Za-z+])" + none + digits + "(?![0-9A-Za-z])" + nomore);
  }

  /** Returns whether a text contains a My Number, in digits of any width or script. */
  public static boolean isIn(String text) {
    if (!mayHold(text)) {
      return false;
    }
    String plain = UUID.matcher(inAsciiDigits(text)).replaceAll("\u3000");
    return mayHold(plain) && FORMS.stream().anyMatch(form -> isIn(form.matcher(plain)));
  }

  private static boolean isIn(Matcher found) {
    while (found.find()) {
      if (hasCheckDigit(found.group().replaceAll("[^0-9]", ""))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a text may contain a number: most have too few digits, which is seen without
   * making another text of them.
   */
  private static boolean mayHold(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean digit = character >= '0' && character <= '9';
      digits += digit || (character > '~' && mayBeDigit(character)) ? 1 : 0;
    }
    return digits >= DIGITS;
  }

  /**
   * Returns whether a character may be a digit, among them the halves of digits beyond the first
   * plane.
   */
  private static boolean mayBeDigit(char character) {
    return Character.isDigit(character)
        || Character.isLowSurrogate(character)
        || Character.getType(character) == Character.OTHER_NUMBER;
  }

  private static String inAsciiDigits(String text) {
    StringBuilder plain = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .forEach(character -> {
          boolean digit = Character.isDigit(character);
          plain.appendCodePoint(digit ? '0' + Character.digit(character, 10) : character);
        });
    return plain.toString();
  }

  /**
   * Returns whether the last of twelve digits is the check digit: 11 less the remainder of the sum
   * by 11, in which the n-th digit from the right counts n + 1 times to the sixth and n - 5 times
   * from the seventh; 0 where the remainder is 0 or 1.
   */
  private static boolean hasCheckDigit(String digits) {
    int sum = 0;
    for (int n = 1; n < DIGITS; n++) {
      int weight = n <= 6 ? n + 1 : n - 5;
      sum += weight * (digits.charAt(DIGITS - 1 - n) - '0');
    }
    int remainder = sum % 11;
    return digits.charAt(DIGITS - 1) - '0' == (remainder <= 1 ? 0 : 11 - remainder);
  }
}
