package org.jitsuin.ca.store;

import org.jdbi.v3.core.Handle;

/**
 * The last entry of the audit log that somebody knows of, and the node of a cluster that has it for
 * sure: the one at which it was committed or read.
 *
 * @param entry its number; 0 for none
 * @param node the node's name; empty where the database is no cluster
 */
public record Committed(long entry, String node) {
  /** Nothing of which anybody knows. */
  public static final Committed NOTHING = new Committed(0, "");

  private static final String NAME = "IF(@@wsrep_on, @@wsrep_node_name, '')";
  private static final String LAST =
      "SELECT last, " + NAME + " AS node FROM status.audit_head WHERE one = 1";

  /** The last entry that there is, as the node of the handle has it. */
  public static Committed last(Handle handle) {
    return handle
        .createQuery(LAST)
        .map((row, _) -> new Committed(row.getLong("last"), row.getString("node")))
        .one();
  }

  /** The name of the node that the handle leads to. */
  static String node(Handle handle) {
    return handle.createQuery("SELECT " + NAME).mapTo(String.class).one();
  }

  /** Returns whether two nodes have what is asked about, where another one shows this. */
  boolean isShownBy(Committed other) {
    return other.entry >= entry && other.isBeside(node);
  }

  /** Returns whether it is of another node; what is no cluster is taken at its word. */
  boolean isBeside(String writer) {
    return node.isEmpty() || !node.equals(writer);
  }
}
