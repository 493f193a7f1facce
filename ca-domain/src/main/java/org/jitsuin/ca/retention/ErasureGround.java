package org.jitsuin.ca.retention;

import java.util.Arrays;
import java.util.Optional;

/** The grounds on which one person is erased. */
public enum ErasureGround {
  /** The time for which all of it must be kept is over. */
  RETENTION_OVER("retention-over", false),
  /** A court ordered it (裁判所の命令). */
  COURT_ORDER("court-order", true),
  /**
   * It was decided that the data must not be used any more (Act on the Protection of Personal
   * Information, articles 98 to 100: 利用停止決定).
   */
  CEASE_OF_USE("cease-of-use", true),
  /** The Personal Information Protection Commission demands it (個人情報保護委員会). */
  COMMISSION("commission", true);

  private final String id;
  private final boolean overridesRetention;

  ErasureGround(String id, boolean overridesRetention) {
    this.id = id;
    this.overridesRetention = overridesRetention;
  }

  /** The name in commands and audit entries. */
  public String id() {
    return id;
  }

  /** Returns whether it goes before the duty to keep records. */
  public boolean overridesRetention() {
    return overridesRetention;
  }

  public static Optional<ErasureGround> byId(String id) {
    return Arrays.stream(values()).filter(ground -> ground.id.equals(id)).findFirst();
  }
}
