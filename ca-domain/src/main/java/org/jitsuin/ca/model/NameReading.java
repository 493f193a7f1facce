package org.jitsuin.ca.model;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a name is read (氏名の振り仮名), in kana, and in Latin letters where the register has it so. Nothing
 * in a certificate depends on it; it is what people are found by who are known by ear.
 *
 * @param kana 1 to 100 characters, hiragana or katakana of full width
 * @param romaji 1 to 100 characters of ASCII
 */
public record NameReading(Optional<String> kana, Optional<String> romaji) {
  private static final Pattern KANA =
      Pattern.compile("[\u3041-\u3096\u30A1-\u30FA\u30FC\u30FB\u3000 ]{1,100}");
  private static final Pattern ROMAJI = Pattern.compile("[A-Za-z][A-Za-z .,'-]{0,99}");

  /** No reading. */
  public static final NameReading NONE = new NameReading(Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException that says what is wrong without repeating it
   */
  public NameReading {
    if (kana.filter(text -> text.isBlank() || !KANA.matcher(text).matches()).isPresent()) {
      throw new IllegalArgumentException("kana are 1 to 100 hiragana or katakana and spaces");
    }
    if (romaji.filter(text -> !ROMAJI.matcher(text).matches()).isPresent()) {
      throw new IllegalArgumentException("romaji are 1 to 100 Latin letters, spaces and . , ' -");
    }
  }

  /** Returns whether nothing is known of it. */
  public boolean isEmpty() {
    return kana.isEmpty() && romaji.isEmpty();
  }

  /**
   * Returns whether a name that is read so is meant by somebody who says that: all that they say
   * must be known, and sound alike.
   */
  public boolean soundsAs(NameReading said) {
    return said.kana()
            .map(NameReading::sound)
            .equals(said.kana().flatMap(_ -> kana.map(NameReading::sound)))
        && said.romaji()
            .map(NameReading::letters)
            .equals(said.romaji().flatMap(_ -> romaji.map(NameReading::letters)));
  }

  /**
   * Returns the sound that kana stand for, by which they are compared: hiragana and katakana are
   * one, as are widths, small and large kana, kana of one sound (ヂ and ジ, ヲ and オ), a long vowel
   * however it is written (コウ, コオ, コー), and names with and without spaces between their parts.
   */
  public static String sound(String kana) {
    StringBuilder sound = new StringBuilder();
    String wide = CanonicalText.of(kana);
    for (int i = 0; i < wide.length(); i++) {
      char character = wide.charAt(i);
      if (!Character.isWhitespace(character) && character != '・') {
        sound.append(Sounds.after(sound, Sounds.katakana(character)));
      }
    }
    return sound.toString();
  }

  /** Returns the letters of a name in Latin letters, by which it is compared. */
  public static String letters(String romaji) {
    return Normalizer.normalize(romaji, Normalizer.Form.NFKD)
        .replaceAll("[^A-Za-z]", "")
        .toUpperCase(Locale.ROOT);
  }

  /** The personal data as an audit entry is bound to it; nothing where nothing is known. */
  public Map<String, String> disclosed() {
    Map<String, String> facts = new HashMap<>();
    kana.ifPresent(text -> facts.put("nameKana", text));
    romaji.ifPresent(text -> facts.put("nameRomaji", text));
    return facts;
  }

  /** Reads what {@link #disclosed} wrote. */
  public static NameReading of(Map<String, String> facts) {
    return new NameReading(
        Optional.ofNullable(facts.get("nameKana")), Optional.ofNullable(facts.get("nameRomaji")));
  }

  /** Returns a text without the content, which is personal data. */
  @Override
  public String toString() {
    return "NameReading";
  }
}
