package org.jitsuin.installation.setup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The servers of the authority that live: each gives a sign of life each second, which is counted,
 * so that no clock of theirs has to be believed.
 */
final class LivingServers {
  /** Ten signs of life, as servers wait for one another. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration STEP = Duration.ofSeconds(1);

  private final DataSource admin;
  private final Duration silence;

  LivingServers(DataSource admin) {
    this(admin, SILENCE);
  }

  /**
   * @param silence after which one that was not heard of does not live
   */
  LivingServers(DataSource admin, Duration silence) {
    this.admin = admin;
    this.silence = silence;
  }

  private record Sign(String boot, long beat) {}

  /**
   * Returns the names of those that do not know a step. Where none is registered that did not end
   * in order this is told at once; otherwise after the time in which one would have been heard of.
   */
  List<String> thatDoNotKnow(int step) {
    Map<String, Sign> first = read(step);
    long end = System.nanoTime() + silence.toNanos();
    Map<String, Sign> living = new HashMap<>();
    while (living.size() < first.size() && System.nanoTime() - end < 0) {
      pause();
      read(step)
          .forEach((name, sign) -> {
            if (!sign.equals(first.get(name))) {
              living.put(name, sign);
            }
          });
    }
    return living.keySet().stream().sorted().toList();
  }

  private Map<String, Sign> read(int step) {
    Map<String, Sign> signs = new HashMap<>();
    try (Connection connection = admin.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT name, boot, beat FROM ca.server
                WHERE NOT stopped AND COALESCE(knows, 0) <
                """
                    + step)) {
      while (rows.next()) {
        signs.put(rows.getString("name"), new Sign(rows.getString("boot"), rows.getLong("beat")));
      }
    } catch (SQLException e) {
      throw new SetupFailure("the database refused to tell which servers live", e);
    }
    return signs;
  }

  private static void pause() {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while servers were listened for", e);
    }
  }
}
