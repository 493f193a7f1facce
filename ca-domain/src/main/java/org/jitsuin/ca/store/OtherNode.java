package org.jitsuin.ca.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * What another node of a cluster has of the audit log. A connection to that node stays where it is
 * when the node becomes the one that is written to: what a node shows of itself says nothing, so
 * such a connection is ended, and the next one is led elsewhere by the proxy.
 */
public final class OtherNode implements Function<String, Committed> {
  private final Jdbi other;

  /**
   * @param other leads to any node but the one that is written to, as far as the proxy knows
   */
  public OtherNode(Jdbi other) {
    this.other = other;
  }

  /**
   * Asks it.
   *
   * @param writer the node at which was committed what is asked for; empty where it is no cluster
   * @throws JdbiException if it does not answer, or is that node itself
   */
  @Override
  public Committed apply(String writer) {
    return other.withHandle(handle -> {
      Committed shown = Committed.last(handle);
      if (!shown.isBeside(writer)) {
        end(handle);
      }
      return shown;
    });
  }

  /** Its own connection, which everybody may end; the statement itself fails by it. */
  private static void end(Handle handle) {
    int _ = handle.execute("KILL CONNECTION_ID()");
    throw new StillTheWriter();
  }

  /** It shows nothing, though it answered. */
  private static final class StillTheWriter extends JdbiException {
    private static final long serialVersionUID = 1L;

    StillTheWriter() {
      super("the second node of the database is the one that is written to");
    }
  }
}
