package org.jitsuin.ca.lifecycle;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a resident event corrects in the resident record (住民票の記載の修正): the items of article 12,
 * paragraph 1 of the Act, of which the signature certificate carries a copy.
 */
public enum EventKind {
  NAME_CHANGED("name-changed"),
  ADDRESS_CHANGED("address-changed"),
  SEX_CHANGED("sex-changed"),
  BIRTH_DATE_CHANGED("birth-date-changed");

  private final String id;

  EventKind(String id) {
    this.id = id;
  }

  /** The name in the API. */
  public String id() {
    return id;
  }

  public static Optional<EventKind> byId(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }
}
