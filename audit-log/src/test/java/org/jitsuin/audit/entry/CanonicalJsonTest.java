package org.jitsuin.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8785, for the kinds of value that audit entries use. */
class CanonicalJsonTest {
  private static String encode(Map<String, ?> object) {
    return new String(CanonicalJson.encode(object), StandardCharsets.UTF_8);
  }

  /** The example of RFC 8785 section 3.2.3: the emoji's first code unit is less than U+FB33. */
  @Test
  void encode_members_areSortedByUtf16CodeUnits() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("\u20ac", "Euro Sign");
    members.put("\r", "Carriage Return");
    members.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
    members.put("1", "One");
    members.put("\ud83d\ude00", "Emoji: Grinning Face");
    members.put("\u0080", "Control");
    members.put("\u00f6", "Latin Small Letter O With Diaeresis");

    assertThat(encode(members))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  /** The string of RFC 8785 section 3.2.2. */
  @Test
  void encode_string_escapesWhatMustBeAndNothingElse() {
    String string = "\u20ac$\u000f\nA'B\"\\\\\"/";
    assertThat(encode(Map.of("string", string)))
        .isEqualTo("{\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void encode_controlCharacters_haveTheShortEscapeOrLowerCaseHexadecimal() {
    assertThat(encode(Map.of("c", "\0\u0001\b\t\n\u000b\f\r\u001f\u007f\u2028")))
        .isEqualTo("{\"c\":\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\u007f\u2028\"}");
  }

  @Test
  void encode_nested_hasNoWhiteSpace() {
    assertThat(
            encode(
                Map.of(
                    "b", List.of(1, 2L, List.of(), Map.of()),
                    "a", Map.of("z", "", "y", List.of("x")))))
        .isEqualTo("{\"a\":{\"y\":[\"x\"],\"z\":\"\"},\"b\":[1,2,[],{}]}");
  }

  @Test
  void encode_numbersOfFiftyThreeBits_accepted() {
    assertThat(encode(Map.of("n", List.of(9_007_199_254_740_991L, -9_007_199_254_740_991L, 0))))
        .isEqualTo("{\"n\":[9007199254740991,-9007199254740991,0]}");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {9_007_199_254_740_992L, -9_007_199_254_740_992L, Long.MAX_VALUE, Long.MIN_VALUE})
  void encode_largerNumbers_refused(long number) {
    assertThatIllegalArgumentException().isThrownBy(() -> encode(Map.of("n", number)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\ud83d", "\ude00", "a\ud83d", "\ud83da", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
  void encode_loneSurrogate_refusedInValuesAndNames(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> encode(Map.of("s", text)));
    assertThatIllegalArgumentException().isThrownBy(() -> encode(Map.of(text, "s")));
  }

  @Test
  void encode_otherKindsOfValue_refused() {
    for (Object value : List.of(1.5, true, 'c', new byte[1])) {
      assertThatIllegalArgumentException().isThrownBy(() -> encode(Map.of("v", value)));
    }
    Map<String, Object> withNull = new LinkedHashMap<>();
    withNull.put("v", null);
    assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> encode(withNull));
  }
}
