package org.jitsuin.ca.validity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.constraints.DateRange;
import org.jitsuin.ca.model.BirthDate;

/** What holds of every expiry date, whoever the holder is. */
class ValidityRulesPropertyTest {
  private static final LocalDate FAR = LocalDate.of(2199, 12, 31);

  @Property
  void cardExpiry_anybody_isFourToTenBirthdaysAway(
      @ForAll LeapDayRule leapDay,
      @ForAll @DateRange(min = "1900-01-01", max = "2040-12-31") LocalDate birth,
      @ForAll @DateRange(min = "2016-01-01", max = "2040-12-31") LocalDate issued,
      @ForAll @DateRange(min = "2016-01-01", max = "2040-12-31") LocalDate received) {
    Assume.that(!birth.isAfter(issued));
    ValidityRules rules = new ValidityRules(leapDay);
    LocalDate expiry = rules.cardExpiry(BirthDate.of(birth), issued, received);
    int birthdays = rules.age(BirthDate.of(birth), expiry) - rules.age(BirthDate.of(birth), issued);
    // A birthday on the day of issue is in both ages, so the difference is exactly those counted.
    assertThat(birthdays).isIn(5, 10);
    assertThat(rules.age(BirthDate.of(birth), expiry.minusDays(1)))
        .isEqualTo(rules.age(BirthDate.of(birth), expiry) - 1);
    // Issued on February 28 of a leap year, one born on the 29th counts from the next day, and ends
    // on a 28th: the one case in which not even a day is left of the first year.
    boolean bornOnLeapDay = MonthDay.from(birth).equals(MonthDay.of(2, 29));
    assertThat(expiry)
        .isAfter(issued.plusYears(birthdays - 1).minusDays(bornOnLeapDay ? 1 : 0))
        .isBeforeOrEqualTo(issued.plusYears(birthdays).plusDays(1));
    if (rules.age(BirthDate.of(birth), issued) >= 20) {
      assertThat(birthdays).isEqualTo(10);
    }
    if (rules.age(BirthDate.of(birth), issued) < 18) {
      assertThat(birthdays).isEqualTo(5);
    }
  }

  @Property
  void certificateExpiry_anybody_isTheFifthBirthdayOrEarlierButNeverPastCardOrSibling(
      @ForAll LeapDayRule leapDay,
      @ForAll @DateRange(min = "1900-01-01", max = "2040-12-31") LocalDate birth,
      @ForAll @DateRange(min = "2016-01-01", max = "2040-12-31") LocalDate issued,
      @ForAll @DateRange(min = "2016-01-01", max = "2055-12-31") LocalDate card,
      @ForAll Optional<@DateRange(min = "2016-01-01", max = "2055-12-31") LocalDate> sibling) {
    Assume.that(!birth.isAfter(issued));
    ValidityRules rules = new ValidityRules(leapDay);
    LocalDate expiry = rules.certificateExpiry(BirthDate.of(birth), issued, card, sibling);
    LocalDate uncapped =
        rules.certificateExpiry(BirthDate.of(birth), issued, FAR, Optional.empty());
    assertThat(expiry).isBeforeOrEqualTo(card).isBeforeOrEqualTo(sibling.orElse(FAR));
    assertThat(expiry).isIn(uncapped, card, sibling.orElse(card));
    assertThat(rules.age(BirthDate.of(birth), uncapped) - rules.age(BirthDate.of(birth), issued))
        .isEqualTo(5);
    assertThat(ChronoUnit.DAYS.between(issued, uncapped)).isBetween(4 * 365L, 5 * 366L + 1);
  }

  @Property
  void expiry_anybody_isABirthday(
      @ForAll LeapDayRule leapDay,
      @ForAll @DateRange(min = "1900-01-01", max = "2040-12-31") LocalDate birth,
      @ForAll @DateRange(min = "2016-01-01", max = "2040-12-31") LocalDate issued) {
    Assume.that(!birth.isAfter(issued));
    LocalDate expiry = new ValidityRules(leapDay).cardExpiry(BirthDate.of(birth), issued, issued);
    if (MonthDay.from(birth).isValidYear(expiry.getYear())) {
      assertThat(MonthDay.from(expiry)).isEqualTo(MonthDay.from(birth));
    } else {
      assertThat(MonthDay.from(expiry))
          .isEqualTo(leapDay == LeapDayRule.MARCH_1 ? MonthDay.of(3, 1) : MonthDay.of(2, 28));
    }
  }

  @Property
  void certificateExpiry_issuedWithTheCard_neverOutlivesIt(
      @ForAll LeapDayRule leapDay,
      @ForAll @DateRange(min = "1900-01-01", max = "2040-12-31") LocalDate birth,
      @ForAll @DateRange(min = "2016-01-01", max = "2040-12-31") LocalDate issued) {
    Assume.that(!birth.isAfter(issued));
    ValidityRules rules = new ValidityRules(leapDay);
    LocalDate card = rules.cardExpiry(BirthDate.of(birth), issued, issued);
    LocalDate certificate =
        rules.certificateExpiry(BirthDate.of(birth), issued, card, Optional.empty());
    assertThat(certificate).isAfter(issued).isBeforeOrEqualTo(card);
  }

  /** What is known of a birth date in part never gives more than any date that it can be. */
  @Property
  void expiry_partlyUnknown_isTheEarliestOfAllItCanBe(
      @ForAll LeapDayRule leapDay,
      @ForAll @DateRange(min = "1900-01-01", max = "2025-12-31") LocalDate birth,
      @ForAll @DateRange(min = "2026-01-01", max = "2040-12-31") LocalDate issued,
      @ForAll @IntRange(min = 0, max = 2) int unknown) {
    ValidityRules rules = new ValidityRules(leapDay);
    BirthDate whole = BirthDate.of(birth);
    BirthDate part =
        switch (unknown) {
          case 0 -> new BirthDate(whole.year(), whole.month(), 0);
          case 1 -> new BirthDate(whole.year(), 0, 0);
          default -> new BirthDate(0, 0, 0);
        };
    LocalDate card = rules.cardExpiry(part, issued, issued);
    LocalDate certificate = rules.certificateExpiry(part, issued, FAR, Optional.empty());
    assertThat(rules.age(part, issued)).isLessThanOrEqualTo(rules.age(whole, issued));
    assertThat(card).isBeforeOrEqualTo(rules.cardExpiry(whole, issued, issued));
    assertThat(certificate)
        .isBeforeOrEqualTo(rules.certificateExpiry(whole, issued, FAR, Optional.empty()))
        .isAfterOrEqualTo(issued.plusYears(4));
    if (unknown > 0) {
      assertThat(certificate).isBeforeOrEqualTo(issued.plusYears(4).plusDays(2));
    }
  }

  /** A window of three months, that never opens later for what ends earlier. */
  @Property
  void renewalOpens_anyEnd_isThreeMonthsBeforeInOrder(
      @ForAll @DateRange(min = "2016-01-01", max = "2060-12-31") LocalDate end) {
    LocalDate opens = ValidityRules.renewalOpens(end);
    assertThat(ChronoUnit.DAYS.between(opens, end)).isBetween(88L, 91L);
    assertThat(ValidityRules.renewalOpens(end.plusDays(1))).isAfterOrEqualTo(opens);
    LocalDate abroad = ValidityRules.renewalOpensAbroad(end);
    assertThat(ChronoUnit.DAYS.between(abroad, end)).isBetween(364L, 365L);
    assertThat(ValidityRules.renewalOpensAbroad(end.plusDays(1))).isAfterOrEqualTo(abroad);
  }
}
