package org.jitsuin.ca.brake;

/** The state of a hold. */
public enum HoldState {
  /** Nobody has decided; it takes in more events. */
  OPEN("open"),
  /** Two people decided to release it; its events are being applied. */
  RELEASING("releasing"),
  /** Two people decided to reject it; its events are being refused. */
  REJECTING("rejecting"),
  /** All its events are applied. */
  RELEASED("released"),
  /** All its events are refused. */
  REJECTED("rejected");

  private final String id;

  HoldState(String id) {
    this.id = id;
  }

  /** The name in the API and in the database. */
  public String id() {
    return id;
  }

  /** Returns the state while a decision is carried out. */
  public static HoldState during(HoldDecision decision) {
    return decision == HoldDecision.RELEASE ? RELEASING : REJECTING;
  }

  /** Returns the state when a decision was carried out. */
  public static HoldState after(HoldDecision decision) {
    return decision == HoldDecision.RELEASE ? RELEASED : REJECTED;
  }
}
