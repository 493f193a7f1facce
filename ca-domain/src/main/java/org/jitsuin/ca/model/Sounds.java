package org.jitsuin.ca.model;

import java.util.HashMap;
import java.util.Map;

/** The sounds of kana. */
final class Sounds {
  private static final char FIRST_HIRAGANA = '\u3041';
  private static final char LAST_HIRAGANA = '\u3096';
  private static final int TO_KATAKANA = 0x60;
  private static final char LONG = '\u30FC';

  /** Kana that sound, or are written in names, as others. */
  private static final Map<Character, Character> AS = new HashMap<>();

  /** The vowel that each kana ends in. */
  private static final Map<Character, Character> VOWEL = new HashMap<>();

  static {
    pairs("ァィゥェォッャュョヮヵヶヂヅヲヰヱヴ", "アイウエオツヤユヨワカケジズオイエブ");
    vowel('ア', "アカサタナハマヤラワガザダバパ");
    vowel('イ', "イキシチニヒミリギジビピ");
    vowel('ウ', "ウクスツヌフムユルグズブプ");
    vowel('エ', "エケセテネヘメレゲゼデベペ");
    vowel('オ', "オコソトノホモヨロゴゾドボポ");
  }

  private Sounds() {}

  private static void pairs(String from, String to) {
    for (int i = 0; i < from.length(); i++) {
      AS.put(from.charAt(i), to.charAt(i));
    }
  }

  private static void vowel(char vowel, String kana) {
    kana.chars().forEach(each -> VOWEL.put((char) each, vowel));
  }

  /**
   * The katakana that sounds as a character; others, such as the mark of a long vowel, stay. People
   * type a hyphen for that mark.
   */
  static char katakana(char character) {
    if (character == '-') {
      return LONG;
    }
    char katakana =
        character >= FIRST_HIRAGANA && character <= LAST_HIRAGANA
            ? (char) (character + TO_KATAKANA)
            : character;
    return AS.getOrDefault(katakana, katakana);
  }

  /** What a katakana sounds as behind others: a long vowel is its vowel twice. */
  static char after(CharSequence before, char katakana) {
    if (before.isEmpty()) {
      return katakana;
    }
    Character vowel = VOWEL.get(before.charAt(before.length() - 1));
    boolean lengthens =
        vowel != null
            && (katakana == LONG
                || (vowel == 'オ' && katakana == 'ウ')
                || (vowel == 'エ' && katakana == 'イ'));
    return lengthens ? vowel : katakana;
  }
}
