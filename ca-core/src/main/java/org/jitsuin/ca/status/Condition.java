package org.jitsuin.ca.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Stream;

/** How a part of the authority stands. */
public enum Condition {
  GOOD,
  /** It cannot be found out now, or is not on this server. */
  UNKNOWN,
  /** It works, and somebody should look after it before it does not. */
  ATTENTION,
  FAILING;

  /** The worse of several; good where there is none. */
  static Condition worst(Stream<Condition> conditions) {
    return conditions.reduce(GOOD, (one, other) -> one.compareTo(other) < 0 ? other : one);
  }

  /** The name in answers. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
