package org.jitsuin.ca.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalCodeTest {
  private static final String MARK = "@detail@";

  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void texts_bothLanguages_sayWhatIsWrong(RefusalCode code) {
    assertThat(code.english("x")).matches("[A-Z].*[.x]").isPrintable().isASCII();
    assertThat(code.japanese("x")).matches(".*[ぁ-ん].*").matches(".*[。x]");
    assertThat(code.name()).matches("[A-Z_]{1,40}");
    assertThat(code.category()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void texts_placeholder_isInBothLanguagesOrInNone(RefusalCode code) {
    String english = code.english(MARK);
    String japanese = code.japanese(MARK);
    assertThat(english.contains(MARK)).isEqualTo(japanese.contains(MARK));
    assertThat(english + japanese).doesNotContain("{", "}");
  }

  /** A detail is put in as it is: a brace in it is no placeholder. */
  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void texts_detailWithBraces_isNotExpanded(RefusalCode code) {
    assertThat(code.english("{0}$1").replace("{0}$1", "")).doesNotContain("{0}");
  }
}
