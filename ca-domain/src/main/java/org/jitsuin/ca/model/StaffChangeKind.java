package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.Optional;

/** The kind of a change among the staff. */
public enum StaffChangeKind {
  /** Somebody comes, or comes back after a withdrawal. */
  REGISTER("register", true),
  /** A new key and certificate; those before stay good until they end. */
  RENEW("renew", true),
  /** A new key and certificate in the place of all before, which are good for nothing at once. */
  REPLACE("replace", true),
  /** Somebody goes, for good. */
  WITHDRAW("withdraw", false),
  /** Somebody who was blocked is let in again. */
  RESTORE("restore", false),
  /** Somebody is shut out at once, by one person. */
  BLOCK("block", false);

  private final String id;
  private final boolean withKey;

  StaffChangeKind(String id, boolean withKey) {
    this.id = id;
    this.withKey = withKey;
  }

  /** The name in the API, in audit entries and in the database. */
  public String id() {
    return id;
  }

  /** Returns whether a key comes with it, which is certified. */
  public boolean withKey() {
    return withKey;
  }

  public static Optional<StaffChangeKind> byId(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }

  /** Returns the kinds that one person proposes and another one approves. */
  public static Optional<StaffChangeKind> ofTwo(String id) {
    return byId(id).filter(kind -> kind != BLOCK);
  }
}
