package org.jitsuin.card.holder;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A birth date of a certificate in words: {@code EYYYYMMDD}, an era digit and a Gregorian date,
 * with zeros for what is unknown.
 */
final class BirthDateWords {
  private static final Pattern TEXT = Pattern.compile("([0-9])([0-9]{4})([0-9]{2})([0-9]{2})");

  /** The eras from the digit 1 on, with the Gregorian year of their first. */
  private static final List<Era> ERAS =
      List.of(
          new Era("明治", "Meiji", 1868),
          new Era("大正", "Taisho", 1912),
          new Era("昭和", "Showa", 1926),
          new Era("平成", "Heisei", 1989),
          new Era("令和", "Reiwa", 2019));

  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private BirthDateWords() {}

  private record Era(String ja, String en, int first) {}

  static Words of(String text) {
    Matcher digits = TEXT.matcher(text);
    if (!digits.matches()) {
      return new Words("記載なし", "not stated");
    }
    int era = Integer.parseInt(digits.group(1));
    int year = Integer.parseInt(digits.group(2));
    int month = Integer.parseInt(digits.group(3));
    int day = Integer.parseInt(digits.group(4));
    if (year == 0) {
      return new Words("不詳", "unknown");
    }
    Optional<Era> named =
        era >= 1 && era <= ERAS.size() && year >= ERAS.get(era - 1).first()
            ? Optional.of(ERAS.get(era - 1))
            : Optional.empty();
    return new Words(
        japaneseYear(named, year) + japaneseDay(month, day),
        english(month, day) + year + named.map(one -> english(one, year)).orElse(""));
  }

  private static String japaneseYear(Optional<Era> era, int year) {
    return era.map(
            one -> {
              int count = year - one.first() + 1;
              return "%s%s年（西暦%s年）".formatted(one.ja(), count == 1 ? "元" : count, year);
            })
        .orElse("西暦%s年".formatted(year));
  }

  private static String japaneseDay(int month, int day) {
    if (month == 0) {
      return "（月日不詳）";
    }
    return day == 0 ? "%s月（日不詳）".formatted(month) : "%s月%s日".formatted(month, day);
  }

  private static String english(int month, int day) {
    if (month < 1 || month > MONTHS.size()) {
      return "day and month unknown, ";
    }
    String name = MONTHS.get(month - 1) + " ";
    return day == 0 ? "day unknown, " + name : day + " " + name;
  }

  private static String english(Era era, int year) {
    return " (%s %s)".formatted(era.en(), year - era.first() + 1);
  }
}
