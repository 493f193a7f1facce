package org.jitsuin.ca.lifecycle;

import java.util.Arrays;
import java.util.Optional;

/** The ground on which certificates are issued in place of others. */
public enum RenewalGround {
  /** The certificates run out soon (有効期間満了前の更新). */
  ENDING("ending"),
  /** The holder will depart from Japan and go on using the card (国外継続利用). */
  DEPARTURE("departure");

  private final String id;

  RenewalGround(String id) {
    this.id = id;
  }

  /** The name in the API. */
  public String id() {
    return id;
  }

  public static Optional<RenewalGround> byId(String id) {
    return Arrays.stream(values()).filter(ground -> ground.id.equals(id)).findFirst();
  }
}
