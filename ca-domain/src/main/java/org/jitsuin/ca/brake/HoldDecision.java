package org.jitsuin.ca.brake;

import java.util.Arrays;
import java.util.Optional;

/** What people decide of events that are held. */
public enum HoldDecision {
  /** They are right, and are applied in the order in which they came. */
  RELEASE("release"),
  /** They are wrong, and are refused; what was only held behind them is applied. */
  REJECTION("rejection");

  private final String id;

  HoldDecision(String id) {
    this.id = id;
  }

  /** The name in the API, in audit entries and in the database. */
  public String id() {
    return id;
  }

  public static Optional<HoldDecision> byId(String id) {
    return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst();
  }
}
