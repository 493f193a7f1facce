package org.jitsuin.verifier.holder;

import java.util.Arrays;
import java.util.Optional;

/** What the register says of the sex. */
public enum Sex {
  /** 男. */
  MALE("1"),
  /** 女. */
  FEMALE("2"),
  /** 不明. */
  UNKNOWN("3"),
  /** 適用不能. */
  NOT_APPLICABLE("9");

  private final String digit;

  Sex(String digit) {
    this.digit = digit;
  }

  static Optional<Sex> of(String digit) {
    return Arrays.stream(values()).filter(one -> one.digit.equals(digit)).findFirst();
  }
}
