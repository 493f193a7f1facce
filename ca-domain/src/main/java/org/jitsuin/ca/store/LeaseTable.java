package org.jitsuin.ca.store;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code status.lease}: work that only one server does at a time. Time is the database's,
 * so the servers' clocks need not agree.
 */
public final class LeaseTable {
  private LeaseTable() {}

  /**
   * The claim of a server to a lease.
   *
   * @param server the server's name; what it held before it was started anew is nobody's
   * @param holder that start of the server
   */
  public record Claim(String name, String server, String holder, Duration duration) {}

  private record Row(String holder, long fence, boolean expired) {}

  /**
   * Takes a lease that is free, or keeps it where it is held by the same holder.
   *
   * @param restarted whether this start of the server asks for the first time, and may so take what
   *     an earlier one held
   * @return the fence, which grows with each new holder; empty while another holds it
   */
  public static Optional<Long> take(Handle handle, Claim claim, boolean restarted) {
    if (restarted) {
      handle.execute(
          "INSERT IGNORE INTO status.lease (name, holder, fence, expires_at) VALUES (?, '', 0, 0)",
          claim.name());
    }
    Row row =
        handle
            .createQuery(
                """
                SELECT holder, fence, expires_at <= UNIX_TIMESTAMP(NOW(3)) * 1000 AS expired
                FROM status.lease WHERE name = :name FOR UPDATE
                """)
            .bind("name", claim.name())
            .map((one, context) ->
                new Row(one.getString("holder"), one.getLong("fence"), one.getBoolean("expired")))
            .one();
    boolean mine = row.holder().equals(claim.holder());
    boolean own = restarted && row.holder().startsWith(claim.server() + "#");
    if (!mine && !own && !row.expired()) {
      return Optional.empty();
    }
    long fence = mine ? row.fence() : row.fence() + 1;
    handle
        .createUpdate(
            """
            UPDATE status.lease SET holder = :holder, fence = :fence,
              expires_at = UNIX_TIMESTAMP(NOW(3)) * 1000 + :duration
            WHERE name = :name
            """)
        .bind("holder", claim.holder())
        .bind("fence", fence)
        .bind("duration", claim.duration().toMillis())
        .bind("name", claim.name())
        .execute();
    return Optional.of(fence);
  }

  /**
   * Prolongs a lease in the transaction in which something is done by right of it; nobody takes it
   * before the end of the transaction.
   *
   * @return false if another server has taken over
   */
  public static boolean keep(Handle handle, Claim claim, long fence) {
    return handle
            .createUpdate(
                """
                UPDATE status.lease SET expires_at = UNIX_TIMESTAMP(NOW(3)) * 1000 + :duration
                WHERE name = :name AND holder = :holder AND fence = :fence
                """)
            .bind("duration", claim.duration().toMillis())
            .bind("name", claim.name())
            .bind("holder", claim.holder())
            .bind("fence", fence)
            .execute()
        == 1;
  }
}
