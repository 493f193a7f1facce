package org.jitsuin.ca.validity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.jitsuin.ca.model.BirthDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of validity, case by case, each with where it comes from (domain, section 3.1). */
class ValidityRulesTest {
  private static final LocalDate FAR = LocalDate.of(2099, 12, 31);

  private final ValidityRules rules = new ValidityRules(LeapDayRule.FEBRUARY_28);

  private LocalDate card(LocalDate birth, LocalDate issued, LocalDate received) {
    return rules.cardExpiry(BirthDate.of(birth), issued, received);
  }

  private LocalDate certificate(LocalDate birth, LocalDate issued) {
    return rules.certificateExpiry(BirthDate.of(birth), issued, FAR, Optional.empty());
  }

  /** A certificate on a real test card (domain.md 1.3, myna-card). */
  @Test
  void certificateExpiry_realTestCard_isTheOneInTheCertificate() {
    LocalDate birth = LocalDate.of(1980, 2, 17);
    LocalDate issued = LocalDate.of(2025, 10, 27);
    assertThat(certificate(birth, issued)).isEqualTo(LocalDate.of(2030, 2, 17));
    assertThat(card(birth, issued, issued)).isEqualTo(LocalDate.of(2035, 2, 17));
  }

  /**
   * Birthdays are counted from the day after issue, so that one on the day of issue does not count
   * (Tsushima-shi); issue one day before a birthday costs almost a year.
   */
  @ParameterizedTest
  @CsvSource({
    "1980-10-28, 2025-10-27, 2029-10-28, 2034-10-28", // the day before the birthday
    "1980-10-27, 2025-10-27, 2030-10-27, 2035-10-27", // on the birthday
    "1980-10-26, 2025-10-27, 2030-10-26, 2035-10-26", // the day after
    "1980-12-31, 2025-12-31, 2030-12-31, 2035-12-31",
    "1980-01-01, 2025-12-31, 2030-01-01, 2035-01-01",
    "1980-12-31, 2025-01-01, 2029-12-31, 2034-12-31"
  })
  void expiry_birthdayAroundTheDayOfIssue_isCountedFromTheDayAfter(
      LocalDate birth, LocalDate issued, LocalDate certificate, LocalDate card) {
    assertThat(certificate(birth, issued)).isEqualTo(certificate);
    assertThat(card(birth, issued, issued)).isEqualTo(card);
  }

  /**
   * The card is valid until the 10th birthday for those of age on the day of issue, else the 5th
   * (leaflet 4). Of age is 20 where the application was received before 2022-04-01, then 18
   * (Yonago, Miyake-mura).
   */
  @ParameterizedTest
  @CsvSource({
    "2003-06-01, 2022-03-31, 2022-03-31, 2026-06-01", // 18, by the old rule
    "2003-06-01, 2022-05-01, 2022-03-31, 2026-06-01", // 18, applied for under the old rule
    "2003-06-01, 2022-05-01, 2022-04-01, 2031-06-01", // 18, by the new rule
    "2002-04-02, 2022-04-01, 2022-03-31, 2026-04-02", // one day before the 20th birthday
    "2002-04-01, 2022-04-01, 2022-03-31, 2032-04-01", // on the 20th birthday
    "2007-10-28, 2025-10-27, 2025-10-27, 2029-10-28", // one day before the 18th birthday
    "2007-10-27, 2025-10-27, 2025-10-27, 2035-10-27", // on the 18th birthday
    "2025-10-26, 2025-10-27, 2025-10-27, 2030-10-26", // one day old
    "1920-01-01, 2025-10-27, 2025-10-27, 2035-01-01"
  })
  void cardExpiry_ageOfMajority_isThatOfTheDayOfApplication(
      LocalDate birth, LocalDate issued, LocalDate received, LocalDate expected) {
    assertThat(card(birth, issued, received)).isEqualTo(expected);
  }

  /** A certificate ends on its 5th birthday at any age, but never past the card (leaflet 4). */
  @ParameterizedTest
  @CsvSource({
    "1980-02-17, 2025-10-27, 2028-05-05, 2028-05-05", // the card ends earlier
    "1980-02-17, 2025-10-27, 2030-02-17, 2030-02-17", // on the same day
    "1980-02-17, 2025-10-27, 2035-02-17, 2030-02-17", // later
    "2020-06-01, 2025-10-27, 2030-06-01, 2030-06-01" // a child
  })
  void certificateExpiry_card_isNeverPassed(
      LocalDate birth, LocalDate issued, LocalDate cardExpiry, LocalDate expected) {
    assertThat(rules.certificateExpiry(BirthDate.of(birth), issued, cardExpiry, Optional.empty()))
        .isEqualTo(expected);
  }

  /** One issued later than its sibling ends with it (Nakano-shi; Digital Agency). */
  @ParameterizedTest
  @CsvSource({
    "2027-02-17, 2027-02-17", // the sibling ends earlier
    "2030-02-17, 2030-02-17",
    "2033-02-17, 2030-02-17" // the sibling was renewed and ends later: it extends nothing
  })
  void certificateExpiry_sibling_isNeverPassed(LocalDate sibling, LocalDate expected) {
    assertThat(
            rules.certificateExpiry(
                BirthDate.parse("1980-02-17"),
                LocalDate.of(2025, 10, 27),
                FAR,
                Optional.of(sibling)))
        .isEqualTo(expected);
  }

  /** No official wording: Act on Calculation of Ages, or the day after, as the setting says. */
  @ParameterizedTest
  @CsvSource({
    "FEBRUARY_28, 2025-10-27, 2030-02-28, 2035-02-28",
    "MARCH_1, 2025-10-27, 2030-03-01, 2035-03-01",
    "FEBRUARY_28, 2027-10-27, 2032-02-29, 2037-02-28", // ends in a leap year
    "MARCH_1, 2027-10-27, 2032-02-29, 2037-03-01",
    "FEBRUARY_28, 2026-02-27, 2030-02-28, 2035-02-28", // the day before the birthday
    "FEBRUARY_28, 2026-02-28, 2031-02-28, 2036-02-29", // on it: does not count
    "MARCH_1, 2026-02-28, 2030-03-01, 2035-03-01", // the day before the birthday
    "MARCH_1, 2026-03-01, 2031-03-01, 2036-02-29", // on it: does not count
    "FEBRUARY_28, 2028-02-28, 2032-02-29, 2037-02-28", // the birthday is the 29th that year
    "FEBRUARY_28, 2028-02-29, 2033-02-28, 2038-02-28"
  })
  void expiry_bornOnLeapDay_followsTheSetting(
      LeapDayRule rule, LocalDate issued, LocalDate certificate, LocalDate card) {
    ValidityRules rules = new ValidityRules(rule);
    LocalDate birth = LocalDate.of(1984, 2, 29);
    assertThat(rules.certificateExpiry(BirthDate.of(birth), issued, FAR, Optional.empty()))
        .isEqualTo(certificate);
    assertThat(rules.cardExpiry(BirthDate.of(birth), issued, issued)).isEqualTo(card);
  }

  @ParameterizedTest
  @CsvSource({
    "FEBRUARY_28, 2004-02-29, 2022-02-27, 17",
    "FEBRUARY_28, 2004-02-29, 2022-02-28, 18",
    "MARCH_1, 2004-02-29, 2022-02-28, 17",
    "MARCH_1, 2004-02-29, 2022-03-01, 18",
    "MARCH_1, 2004-02-29, 2024-02-29, 20",
    "MARCH_1, 2010-10-27, 2025-10-26, 14",
    "MARCH_1, 2010-10-27, 2025-10-27, 15",
    "MARCH_1, 2025-10-27, 2025-10-27, 0"
  })
  void age_date_isInFullYears(LeapDayRule rule, LocalDate birth, LocalDate on, int expected) {
    assertThat(new ValidityRules(rule).age(BirthDate.of(birth), on)).isEqualTo(expected);
  }

  /** In the window it is the 6th birthday after issue, within the same limits (jpki.go.jp). */
  @ParameterizedTest
  @CsvSource({
    "1980-02-17, 2029-11-18, 2099-12-31, , 2035-02-17", // the first day of the window
    "1980-02-17, 2030-02-16, 2099-12-31, , 2035-02-17", // the day before the birthday
    "1980-02-17, 2030-02-17, 2099-12-31, , 2036-02-17", // on it: does not count
    "1980-02-17, 2029-11-18, 2033-03-03, , 2033-03-03", // the card ends earlier
    "1980-02-17, 2029-11-18, 2099-12-31, 2030-02-17, 2030-02-17", // the sibling does
    "1984-02-29, 2029-12-01, 2099-12-31, , 2035-02-28"
  })
  void renewedCertificateExpiry_date_isThe6thBirthday(
      LocalDate birth, LocalDate issued, LocalDate card, LocalDate sibling, LocalDate expected) {
    assertThat(
            rules.renewedCertificateExpiry(
                BirthDate.of(birth), issued, card, Optional.ofNullable(sibling)))
        .isEqualTo(expected);
  }

  /**
   * Less than three months are left: from the day after the same day three months before, or the
   * 1st of the next month where that day does not exist. The first two are Nerima-ku's own.
   */
  @ParameterizedTest
  @CsvSource({
    "2023-07-07, 2023-04-08",
    "2023-05-28, 2023-03-01",
    "2023-05-29, 2023-03-01", // no February 29
    "2023-05-30, 2023-03-01",
    "2023-05-31, 2023-03-01",
    "2024-05-28, 2024-02-29", // a leap year
    "2024-05-29, 2024-03-01",
    "2024-05-30, 2024-03-01",
    "2023-07-31, 2023-05-01", // no April 31
    "2023-07-30, 2023-05-01",
    "2023-02-28, 2022-11-29",
    "2024-02-29, 2023-11-30",
    "2023-03-01, 2022-12-02",
    "2023-01-31, 2022-11-01", // the end of October
    "2023-03-31, 2023-01-01" // the end of December
  })
  void renewalOpens_end_isWhenLessThanThreeMonthsAreLeft(LocalDate end, LocalDate expected) {
    assertThat(ValidityRules.renewalOpens(end)).isEqualTo(expected);
  }

  /** A card from the first day of life: the birthday itself does not count. */
  @Test
  void expiry_bornOnTheDayOfIssue_isThe5thBirthday() {
    LocalDate day = LocalDate.of(2024, 2, 29);
    assertThat(card(day, day, day)).isEqualTo(LocalDate.of(2029, 2, 28));
    assertThat(certificate(day, day)).isEqualTo(LocalDate.of(2029, 2, 28));
    assertThat(new ValidityRules(LeapDayRule.MARCH_1).cardExpiry(BirthDate.of(day), day, day))
        .isEqualTo(LocalDate.of(2029, 3, 1));
  }
}
