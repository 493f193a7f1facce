package org.jitsuin.ca.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MunicipalitiesTest {
  private final Municipalities municipalities = Municipalities.read();

  @Test
  void all_codes_areUniqueSortedAndAsManyAsTheTableHas() throws IOException {
    assertThat(municipalities.all()).hasSize(1_912);
    assertThat(municipalities.all())
        .extracting(Municipality::code)
        .isSorted()
        .doesNotHaveDuplicates();
    try (InputStream table = Municipalities.class.getResourceAsStream("municipalities.csv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      assertThat(lines.lines().skip(1)).hasSize(1_912);
    }
  }

  @Test
  void byCode_knownOnes_areNamedInBothScripts() {
    assertThat(municipalities.byCode("13221"))
        .contains(new Municipality("13221", "Tokyo-to", "Kiyose-shi", "東京都", "清瀬市"));
    assertThat(municipalities.byCode("13104"))
        .contains(new Municipality("13104", "Tokyo-to", "Shinjuku-ku", "東京都", "新宿区"));
  }

  /** The prefecture at the beginning; an address without one is the register's to answer for. */
  @ParameterizedTest
  @CsvSource({
    "13221, 東京都清瀬市中里, true",
    "13221, 清瀬市中里, true",
    "13221, 京都府京都市, false",
    "13221, 北海道札幌市, false",
    "26101, 京都府京都市北区, true",
    "26101, 東京都新宿区, false"
  })
  void agrees_address_unlessItBeginsWithAnotherPrefecture(
      String code, String address, boolean agrees) {
    Municipality municipality = municipalities.byCode(code).orElseThrow();
    assertThat(municipalities.agrees(municipality, address)).isEqualTo(agrees);
  }

  @Test
  void byCode_prefectureOrCodeWithCheckDigit_isEmpty() {
    assertThat(municipalities.byCode("13000")).isEmpty();
    assertThat(municipalities.byCode("132217")).isEmpty();
    assertThat(municipalities.byCode("")).isEmpty();
  }

  /** They stand in subjects as PrintableString or UTF8String, and in directory names of CRLs. */
  @Test
  void all_names_areFilledAndPlainAscii() {
    assertThat(municipalities.all())
        .allSatisfy(municipality -> {
          assertThat(municipality.prefecture()).matches("[A-Z][a-z]+(-(to|fu|ken))?");
          assertThat(municipality.name()).matches("[A-Z][A-Za-z' -]{2,63}");
          assertThat(municipality.prefectureJa()).isNotBlank();
          assertThat(municipality.nameJa()).isNotBlank();
        });
  }
}
