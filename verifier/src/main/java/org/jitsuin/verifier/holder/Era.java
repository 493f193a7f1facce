package org.jitsuin.verifier.holder;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** An era of the calendar of Japan, by the digit that stands in certificates. */
public enum Era {
  /** 明治. */
  MEIJI(1, LocalDate.of(1868, 1, 25)),
  /** 大正. */
  TAISHO(2, LocalDate.of(1912, 7, 30)),
  /** 昭和. */
  SHOWA(3, LocalDate.of(1926, 12, 25)),
  /** 平成. */
  HEISEI(4, LocalDate.of(1989, 1, 8)),
  /** 令和. */
  REIWA(5, LocalDate.of(2019, 5, 1));

  private final int digit;
  private final LocalDate first;

  Era(int digit, LocalDate first) {
    this.digit = digit;
    this.first = first;
  }

  static Optional<Era> of(int digit) {
    return Arrays.stream(values()).filter(one -> one.digit == digit).findFirst();
  }

  /** Returns the first day. */
  public LocalDate first() {
    return first;
  }

  /** Returns the last day; empty for the era that is now. */
  public Optional<LocalDate> last() {
    return Arrays.stream(values())
        .filter(era -> era.digit == digit + 1)
        .map(era -> era.first.minusDays(1))
        .findFirst();
  }

  /** Returns the number that a Gregorian year has in it, 1 for the first. */
  public int yearOf(int gregorian) {
    return gregorian - first.getYear() + 1;
  }
}
