package org.jitsuin.ca.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All characters of JIS X 0208 and JIS X 0212, as each of Java's tables has them. */
class CanonicalTextTest {
  private static final List<String> EUC = List.of("EUC-JP", "x-eucJP-Open");
  private static final List<String> SHIFTED =
      List.of("Shift_JIS", "windows-31j", "x-IBM943", "x-MS932_0213");

  /** A character of one of the two standards, and all code points that stand for it. */
  private record Character0208Or0212(int plane, int row, int cell, Set<String> written) {}

  private static List<Character0208Or0212> characters() {
    List<Character0208Or0212> characters = new ArrayList<>();
    for (int row = 0x21; row <= 0x7e; row++) {
      for (int cell = 0x21; cell <= 0x7e; cell++) {
        add(characters, 1, row, cell);
        add(characters, 2, row, cell);
      }
    }
    return characters;
  }

  private static void add(List<Character0208Or0212> characters, int plane, int row, int cell) {
    Set<String> written = new TreeSet<>();
    byte[] euc = {(byte) 0x8f, (byte) (row | 0x80), (byte) (cell | 0x80)};
    int skip = plane == 1 ? 1 : 0;
    // Whether the standard has it at all; the others have more.
    if (decode("EUC-JP", euc, skip).isEmpty()) {
      return;
    }
    EUC.forEach(name -> decode(name, euc, skip).ifPresent(written::add));
    if (plane == 1) {
      SHIFTED.forEach(name -> decode(name, shifted(row, cell), 0).ifPresent(written::add));
    }
    characters.add(new Character0208Or0212(plane, row, cell, written));
  }

  private static byte[] shifted(int row, int cell) {
    int first = (row - 0x21) / 2 + 0x81;
    int second = row % 2 == 1 ? cell + 0x1f + (cell >= 0x60 ? 1 : 0) : cell + 0x7e;
    return new byte[] {(byte) (first > 0x9f ? first + 0x40 : first), (byte) second};
  }

  private static Optional<String> decode(String charset, byte[] octets, int skip) {
    try {
      CharBuffer text =
          Charset.forName(charset)
              .newDecoder()
              .decode(ByteBuffer.wrap(octets, skip, octets.length - skip));
      return Optional.of(text.toString()).filter(one -> one.length() == 1);
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  @Test
  void of_everyCharacterOfJis_isTheSameHoweverItIsWritten() {
    List<Character0208Or0212> all = characters();
    assertThat(all).hasSizeGreaterThan(12_900);
    Set<String> severalWays = new TreeSet<>();
    for (Character0208Or0212 one : all) {
      Set<String> forms = new HashSet<>();
      one.written().forEach(text -> forms.add(CanonicalText.of("山" + text + "花")));
      assertThat(forms).as(one.toString()).hasSize(1);
      if (one.written().size() > 1) {
        severalWays.add(String.join("", one.written()));
      }
    }
    assertThat(severalWays).containsExactlyInAnyOrder("—―", "〜～", "‖∥", "−－", "¢￠", "£￡", "¬￢");
  }

  @Test
  void received_everyCharacterOfJis_isTakenHoweverItIsWritten() {
    for (Character0208Or0212 one : characters()) {
      for (String written : one.written()) {
        if (!written.isBlank()) {
          assertThat(RegisterText.received(written, "0").text()).isEqualTo(written);
        }
      }
    }
  }

  /** Only those become one that differ in nothing but the kind of a line or of a width. */
  @Test
  void of_differentCharactersOfJis_stayDifferent() {
    Map<String, Set<String>> forms = new HashMap<>();
    for (Character0208Or0212 one : characters()) {
      for (String written : one.written()) {
        forms
            .computeIfAbsent(CanonicalText.of("山" + written + "花"), _ -> new TreeSet<>())
            .add(String.format(Locale.ROOT, "%d-%x%x", one.plane(), one.row(), one.cell()));
      }
    }
    List<Set<String>> merged =
        forms.values().stream().filter(characters -> characters.size() > 1).toList();
    assertThat(merged)
        .containsExactlyInAnyOrder(
            // — ‐ −
            Set.of("1-213d", "1-213e", "1-215d"),
            // 〜 of the one and ~ of the other
            Set.of("1-2141", "2-2237"),
            // ￣ and ¯
            Set.of("1-2131", "2-2234"),
            // ´ and ΄
            Set.of("1-212d", "2-2238"),
            // Å, the unit and the letter
            Set.of("1-2272", "2-2a29"),
            // ａ and ª, ｏ and º
            Set.of("1-2361", "2-226c"),
            Set.of("1-236f", "2-226b"));
  }

  @Test
  void of_itsOwnForm_isThat() {
    for (Character0208Or0212 one : characters()) {
      for (String written : one.written()) {
        String form = CanonicalText.of("が" + written + " " + written);
        assertThat(CanonicalText.of(form)).as(one.toString()).isEqualTo(form);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "山田－花子, 山田−花子",
    "山田　花子, 山田 花子",
    "山田　花子, '山田　　花子'",
    "ＳＭＩＴＨ　ＪＯＨＮ, SMITH JOHN",
    "中里５－８４２, 中里5-842",
    "中里５—８４２, 中里５―８４２",
    "ガンダ, カ\u3099ンタ\u3099",
    "ガンダ, カ゛ンタ゛",
    "ぱ, は゜",
    "～, 〜",
    "ガンダ, ｶﾞﾝﾀﾞ"
  })
  void of_oneTextWrittenInTwoWays_isOne(String one, String other) {
    assertThat(CanonicalText.of(one)).isEqualTo(CanonicalText.of(other));
  }

  @ParameterizedTest
  @CsvSource({"山田　花子, 山田花子", "高橋, 髙橋", "エリー, エリ－", "一, ー", "ハハ, ババ", "亜, 亞", "'', ゛"})
  void of_differentTexts_staysDifferent(String one, String other) {
    assertThat(CanonicalText.of("山" + one)).isNotEqualTo(CanonicalText.of("山" + other));
  }

  @Test
  void equals_textsWrittenInTwoWays_areEqualAndKeptAsTheyCame() {
    RegisterText one = RegisterText.plain("中里５－８４２");
    RegisterText other = RegisterText.plain("中里５−８４２");
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.text()).isNotEqualTo(other.text());
    assertThat(one).isNotEqualTo(RegisterText.plain("中里５－８４３")).isNotEqualTo("中里５－８４２");
  }

  @Test
  void equals_substitutesInOtherPlaces_areDifferent() {
    RegisterText one = new RegisterText("〓－子", "100");
    assertThat(one).isEqualTo(new RegisterText("〓−子", "100"));
    assertThat(one).isNotEqualTo(new RegisterText("〓－子", "000"));
    assertThat(one).isNotEqualTo(new RegisterText("〓－子", "101"));
  }
}
