package org.jitsuin.ca.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.MonthDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BirthDateTest {
  @ParameterizedTest
  @CsvSource({
    "1980-02-17, 1980-02-17, 1980-02-17, 1",
    "2024-02-29, 2024-02-29, 2024-02-29, 1",
    "1947-05-00, 1947-05-01, 1947-05-31, 31",
    "1948-02-00, 1948-02-01, 1948-02-29, 29",
    "1947-00-00, 1947-01-01, 1947-12-31, 365",
    "1948-00-00, 1948-01-01, 1948-12-31, 366"
  })
  void parse_dateOrPartOfOne_isAsMuchAsIsKnown(
      String text, LocalDate earliest, LocalDate latest, int birthdays) {
    BirthDate date = BirthDate.parse(text);
    assertThat(date).hasToString(text);
    assertThat(date.hasYear()).isTrue();
    assertThat(date.earliest()).isEqualTo(earliest);
    assertThat(date.latest()).isEqualTo(latest);
    assertThat(date.birthdays()).hasSize(birthdays).doesNotHaveDuplicates();
    assertThat(date.birthdays()).contains(MonthDay.from(earliest), MonthDay.from(latest));
  }

  @Test
  void parse_nothingKnown_canBeAnyDay() {
    BirthDate date = BirthDate.parse("0000-00-00");
    assertThat(date).hasToString("0000-00-00");
    assertThat(date.hasYear()).isFalse();
    assertThat(date.birthdays()).hasSize(366);
    assertThat(date.isFrom(LocalDate.of(1873, 1, 1), LocalDate.of(1873, 1, 1))).isTrue();
  }

  /** A moment is no date, nor is one that does not exist or has a gap; none of it is repeated. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1980-02-16T15:00:00.000Z",
        "1980-02-16T23:59:59",
        "1980-02-17 ",
        " 1980-02-17",
        "1980-2-17",
        "19800217",
        "1980/02/17",
        "+1980-02-17",
        "-980-02-17",
        "11980-02-17",
        "１９８０-02-17",
        "١٩٨٠-٠٢-١٧",
        "1980-02-30",
        "2023-02-29",
        "1980-13-01",
        "1980-00-17",
        "0000-02-17",
        "0000-02-00",
        "",
        "unknown"
      })
  void parse_anythingElse_refusedWithoutRepeatingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BirthDate.parse(text))
        .withMessageStartingWith("is a date as 1980-02-17");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-00-00, true", // it can be before today
    "2027-00-00, false",
    "2026-11-22, true",
    "2026-11-23, false",
    "1872-00-00, false",
    "1873-00-00, true"
  })
  void isFrom_partOfADate_whereItCanBe(String text, boolean can) {
    LocalDate today = LocalDate.of(2026, 11, 22);
    assertThat(BirthDate.parse(text).isFrom(Holder.EARLIEST_BIRTH, today)).isEqualTo(can);
  }
}
