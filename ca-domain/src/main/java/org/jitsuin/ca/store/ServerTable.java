package org.jitsuin.ca.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Node;

/** The table {@code ca.server}: to which living start of which server a name belongs. */
public final class ServerTable {
  private ServerTable() {}

  /**
   * A name and whose it is.
   *
   * @param home of the server: drawn once for its directory
   * @param boot of the start
   * @param starts grows with each start that had the name
   * @param beat grows for as long as that start lives
   * @param stopped whether it ended in order
   */
  public record Row(
      String name, String home, String boot, long starts, long beat, boolean stopped) {}

  public static Optional<Row> find(Handle handle, String name) {
    return all(handle).stream().filter(row -> row.name().equals(name)).findFirst();
  }

  /** All names; a handful. */
  public static List<Row> all(Handle handle) {
    return handle
        .createQuery("SELECT name, home, boot, starts, beat, stopped FROM ca.server")
        .mapTo(Row.class)
        .list();
  }

  /** Gives a start the name, of a program that was told nothing of the schema's steps. */
  public static boolean claim(
      Handle handle, Node node, String home, Optional<Row> before, long starts) {
    return claim(handle, node, home, before, starts, 0);
  }

  /**
   * Gives a start the name.
   *
   * @param before as the row was seen; empty where there was none
   * @param starts greater than any that had the name
   * @param knows the last step of the schema that this program knows; 0 where nobody told it
   * @return false if it is another's meanwhile
   */
  public static boolean claim(
      Handle handle, Node node, String home, Optional<Row> before, long starts, int knows) {
    return before
        .map(seen -> take(handle, node, home, seen, starts, knows))
        .orElseGet(() -> insert(handle, node, home, starts, knows));
  }

  private static boolean insert(Handle handle, Node node, String home, long starts, int knows) {
    return handle
            .createUpdate(
                """
                INSERT IGNORE INTO ca.server (name, home, boot, starts, knows)
                VALUES (:name, :home, :boot, :starts, NULLIF(:knows, 0))
                """)
            .bind("knows", knows)
            .bind("name", node.name())
            .bind("home", home)
            .bind("boot", node.boot())
            .bind("starts", starts)
            .execute()
        == 1;
  }

  private static boolean take(
      Handle handle, Node node, String home, Row seen, long starts, int knows) {
    return handle
            .createUpdate(
                """
                UPDATE ca.server
                SET home = :home, boot = :boot, starts = :starts, beat = beat + 1, stopped = FALSE,
                  knows = NULLIF(:knows, 0)
                WHERE name = :name AND boot = :before AND starts = :seen AND beat = :beat
                """)
            .bind("name", node.name())
            .bind("home", home)
            .bind("knows", knows)
            .bind("boot", node.boot())
            .bind("starts", starts)
            .bind("before", seen.boot())
            .bind("seen", seen.starts())
            .bind("beat", seen.beat())
            .execute()
        == 1;
  }

  /**
   * Gives a sign of life.
   *
   * @return false if the name is not that start's
   */
  public static boolean beat(Handle handle, Node node) {
    return handle
            .createUpdate(
                """
                UPDATE ca.server SET beat = beat + 1, stopped = FALSE
                WHERE name = :name AND boot = :boot
                """)
            .bind("name", node.name())
            .bind("boot", node.boot())
            .execute()
        == 1;
  }

  /** Says that a start has ended, so that nobody need wait to see whether it lives. */
  public static void stop(Handle handle, Node node) {
    handle
        .createUpdate("UPDATE ca.server SET stopped = TRUE WHERE name = :name AND boot = :boot")
        .bind("name", node.name())
        .bind("boot", node.boot())
        .execute();
  }
}
