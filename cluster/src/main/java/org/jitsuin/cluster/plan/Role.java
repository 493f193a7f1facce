package org.jitsuin.cluster.plan;

import java.util.Arrays;
import java.util.Optional;

/** What a machine of a cluster is for. */
public enum Role {
  /** A node of the database. */
  DATABASE("db"),
  /** A server with a proxy of its own beside it. */
  SERVER("app"),
  /** A database that follows a node, and passes the schema {@code status} on. */
  RELAY("relay"),
  /** A server that relying parties ask, with a database that follows a relay. */
  VALIDATION("va");

  /** What names of such machines begin with, in front of a hyphen. */
  private final String prefix;

  Role(String prefix) {
    this.prefix = prefix;
  }

  /** The role that a name tells of, as {@code db-1}. */
  static Optional<Role> of(String name) {
    return Arrays.stream(values())
        .filter(role -> name.matches(role.prefix + "-[0-9]{1,2}"))
        .findFirst();
  }
}
