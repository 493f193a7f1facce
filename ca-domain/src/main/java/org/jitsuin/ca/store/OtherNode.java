package org.jitsuin.ca.store;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The number of the last entry of the audit log that another node of a cluster has. A connection to
 * that node stays where it is when the node becomes the one that is written to: what a node shows
 * of itself says nothing, so such a connection is ended, and the next one is led elsewhere by the
 * proxy. Where the database is no cluster it is taken at its word.
 */
public final class OtherNode implements LongSupplier {
  /** How long the name of the node that is written to is believed. */
  private static final Duration KNOWN = Duration.ofSeconds(1);

  private static final String NAME = "IF(@@wsrep_on, @@wsrep_node_name, '')";
  private static final String HEAD =
      "SELECT last, " + NAME + " AS node FROM status.audit_head WHERE one = 1";

  private final Jdbi writer;
  private final Jdbi other;
  private final LongSupplier stopwatch;
  private volatile Named named = new Named("", Long.MIN_VALUE);

  /**
   * @param writer the node that is written to
   * @param stopwatch nanoseconds since whenever
   */
  public OtherNode(Jdbi writer, Jdbi other, LongSupplier stopwatch) {
    this.writer = writer;
    this.other = other;
    this.stopwatch = stopwatch;
  }

  private record Named(String node, long at) {}

  private record Shown(long last, String node) {}

  /**
   * Asks it.
   *
   * @throws JdbiException if it does not answer, or is not another one
   */
  @Override
  public long getAsLong() {
    String known = writer();
    return other.withHandle(handle -> {
      Shown shown =
          handle
              .createQuery(HEAD)
              .map((row, _) -> new Shown(row.getLong("last"), row.getString("node")))
              .one();
      if (!known.isEmpty() && known.equals(shown.node())) {
        end(handle);
      }
      return shown.last();
    });
  }

  private String writer() {
    Named known = named;
    long now = stopwatch.getAsLong();
    if (known.at() == Long.MIN_VALUE || now - known.at() > KNOWN.toNanos()) {
      known =
          new Named(
              writer.withHandle(
                  handle -> handle.createQuery("SELECT " + NAME).mapTo(String.class).one()),
              now);
      named = known;
    }
    return known.node();
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
