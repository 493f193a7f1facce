package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.Optional;

/** What the lines of a list of certificates to be revoked say. */
public enum ListedBy {
  /** Serial numbers of certificates. */
  SERIALS("serials"),
  /** The SHA-256 of certified public keys (SubjectPublicKeyInfo). */
  KEYS("keys");

  private final String id;

  ListedBy(String id) {
    this.id = id;
  }

  /** The name in the API and in the database. */
  public String id() {
    return id;
  }

  public static Optional<ListedBy> byId(String id) {
    return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst();
  }
}
