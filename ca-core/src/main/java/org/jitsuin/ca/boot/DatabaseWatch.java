package org.jitsuin.ca.boot;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionFactory;
import org.jitsuin.ca.CaLog;

/**
 * Asks the database again and again whether it is there, so that nobody else need wait to find out.
 * One that is stopped, or behind a network that swallows everything, refuses nothing: it is silent.
 */
public final class DatabaseWatch implements Runnable {
  /** The patience with a database that answers within a millisecond. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ConnectionFactory connections;
  private final InstantSource clock;
  private volatile Optional<Instant> asked = Optional.empty();
  private volatile Optional<Instant> silent = Optional.empty();

  /**
   * @param connections one for this alone, which is tried each time before it is lent
   */
  public DatabaseWatch(ConnectionFactory connections, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
  }

  /** Asks the database once. Not for several threads at a time. */
  @Override
  public void run() {
    Instant now = clock.instant();
    asked = Optional.of(now);
    boolean answers = answers();
    if (answers && silent.isPresent()) {
      CaLog.LOG.databaseAnswersAgain();
    } else if (!answers && silent.isEmpty()) {
      CaLog.LOG.databaseSilent();
    }
    silent = answers ? Optional.empty() : silent.or(() -> Optional.of(now));
    asked = Optional.empty();
  }

  private boolean answers() {
    try (Connection _ = connections.openConnection()) {
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  /**
   * Returns since when the database has not answered; empty if it answers, or was not asked yet.
   */
  public Optional<Instant> silentSince() {
    return silent.or(() -> asked.filter(at -> at.plus(PATIENCE).isBefore(clock.instant())));
  }
}
