package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.Optional;

/** The kind of an application to an office (申請の種類). */
public enum ApplicationKind {
  /** An application for new certificates for a card (新規発行). */
  CERTIFICATES("certificates", true),
  /** Certificates in the place of those that run out soon (更新). */
  RENEWAL("renewal", true),
  /** A card in the place of another (再交付). */
  REPLACEMENT("replacement", true),
  /** A longer term for a card whose holder's stay was extended. */
  EXTENSION("extension", false),
  /** The lift of a suspension (一時停止解除). */
  LIFT("lift", false),
  /** The revocation of a certificate (失効). */
  REVOCATION("revocation", false),
  /** The record of an event of a PIN (暗証番号). */
  PIN("pin", false),
  /** A card with its holder. */
  REGISTRATION("registration", true);

  private final String id;
  private final boolean issues;

  ApplicationKind(String id, boolean issues) {
    this.id = id;
    this.issues = issues;
  }

  /** The name in the API and in the database. */
  public String id() {
    return id;
  }

  /**
   * Returns whether a card or a certificate comes into being, which is closed during maintenance.
   */
  public boolean issues() {
    return issues;
  }

  public static Optional<ApplicationKind> byId(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }
}
