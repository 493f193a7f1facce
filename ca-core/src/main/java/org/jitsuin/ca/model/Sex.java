package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.Optional;

/** The sex in the resident record; its digit is that of the certificate. */
public enum Sex {
  MALE("male", '1'),
  FEMALE("female", '2'),
  UNKNOWN("unknown", '3');

  private final String id;
  private final char digit;

  Sex(String id, char digit) {
    this.id = id;
    this.digit = digit;
  }

  public String id() {
    return id;
  }

  /** The character in the certificate. */
  public char digit() {
    return digit;
  }

  public static Optional<Sex> byId(String id) {
    return Arrays.stream(values()).filter(sex -> sex.id.equals(id)).findFirst();
  }
}
