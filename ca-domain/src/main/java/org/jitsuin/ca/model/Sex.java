package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * The sex in the resident record; its digit is that of the certificate. Of these 3 stands in some
 * descriptions of the profile and 9 (JIS X 0303) in others; which is meant is the register's to
 * say.
 */
public enum Sex {
  MALE("male", '1'),
  FEMALE("female", '2'),
  UNKNOWN("unknown", '3'),
  /** Not applicable (適用不能 in JIS X 0303). */
  NOT_APPLICABLE("not-applicable", '9');

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
