package org.jitsuin.ocsp.boot;

import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.ocsp.OcspLog;

/**
 * Tells the authority's database that this responder lives, and which step of its schema this
 * release knows: what it needs is not taken away as long as it does. Signs are counted there, so
 * that no clock has to be believed. Nothing else waits for it, and a responder that nobody has
 * admitted says nothing. Run it again and again from one thread.
 */
final class SignOfLife implements Runnable, AutoCloseable {
  /** As often as servers of the authority give theirs. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final Jdbi home;
  private final String responder;
  private final int knows;
  private final Trouble trouble = new Trouble();
  private volatile boolean told;

  /**
   * @param home of the authority's own database
   * @param responder the name of this one
   * @param knows the number of the last step of the schema that this release knows; 0 where nobody
   *     told it
   */
  SignOfLife(Jdbi home, String responder, int knows) {
    this.home = home;
    this.responder = responder;
    this.knows = knows;
  }

  @Override
  public void run() {
    try {
      told = home.withHandle(handle -> beat(handle) || begin(handle));
      trouble.worked(OcspLog.LOG::lifeToldAgain);
    } catch (JdbiException e) {
      if (!Thread.currentThread().isInterrupted()) {
        trouble.failed(reason(e), () -> OcspLog.LOG.lifeNotTold(reason(e)));
      }
    }
  }

  private boolean beat(Handle handle) {
    return handle
            .createUpdate(
                """
                UPDATE status.responder_life
                SET beat = beat + 1, knows = NULLIF(:knows, 0), stopped = FALSE
                WHERE responder = :responder
                """)
            .bind("responder", responder)
            .bind("knows", knows)
            .execute()
        == 1;
  }

  private boolean begin(Handle handle) {
    return handle
            .createUpdate(
                """
                INSERT IGNORE INTO status.responder_life (responder, knows)
                SELECT name, NULLIF(:knows, 0) FROM status.ocsp_responder
                WHERE name = :responder AND state = 'admitted'
                """)
            .bind("responder", responder)
            .bind("knows", knows)
            .execute()
        == 1;
  }

  /**
   * Returns which kind of failure it is: the database's number and state, and not its message,
   * which may repeat data.
   */
  private static String reason(JdbiException thrown) {
    return Stream.<Throwable>iterate(thrown, cause -> cause != null, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst()
        .map(cause -> "error " + cause.getErrorCode() + ", state " + cause.getSQLState())
        .orElseGet(() -> thrown.getClass().getSimpleName());
  }

  /** Says that this responder has ended, so that nobody need wait to see whether it lives. */
  @Override
  public void close() {
    if (!told) {
      return;
    }
    try {
      home.useHandle(handle ->
          handle
              .createUpdate(
                  "UPDATE status.responder_life SET stopped = TRUE WHERE responder = :responder")
              .bind("responder", responder)
              .execute());
    } catch (JdbiException e) {
      OcspLog.LOG.lifeNotTold(reason(e));
    }
  }
}
