package org.jitsuin.installation.setup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The servers of the authority that live, and the responders that it has admitted, on whichever
 * machine: each gives a sign of life each second, which is counted, so that no clock of theirs has
 * to be believed.
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

  /** A server, or a responder, which has the name of the server that it runs on. */
  private record Member(String kind, String name) {}

  private record Sign(String boot, long beat) {}

  /**
   * Who does not know a step.
   *
   * @param living the names of those of which a sign of life was seen, in order
   * @param silent the names of those of which none was seen, as far as they are not among the
   *     others, in order; also of responders that never gave one
   */
  record Unknowing(List<String> living, List<String> silent) {}

  /**
   * Returns who does not know a step. Where none is registered that did not end in order this is
   * told at once; otherwise after the time in which one would have been heard of.
   */
  Unknowing of(int step) {
    Map<Member, Sign> first = read(step);
    long end = System.nanoTime() + silence.toNanos();
    Set<Member> living = new HashSet<>();
    while (living.size() < first.size() && System.nanoTime() - end < 0) {
      pause();
      read(step)
          .forEach((member, sign) -> {
            if (!sign.equals(first.get(member))) {
              living.add(member);
            }
          });
    }
    SortedSet<String> heard = names(living);
    SortedSet<String> silent = names(first.keySet());
    silent.addAll(neverHeard());
    silent.removeAll(heard);
    return new Unknowing(List.copyOf(heard), List.copyOf(silent));
  }

  private static SortedSet<String> names(Set<Member> members) {
    return members.stream().map(Member::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<Member, Sign> read(int step) {
    Map<Member, Sign> signs = new HashMap<>();
    try (Connection connection = admin.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT kind, name, boot, beat FROM (
                  SELECT 'server' AS kind, name, boot, beat, knows FROM ca.server WHERE NOT stopped
                  UNION ALL
                  SELECT 'responder', name, '', beat, knows
                  FROM status.responder_life JOIN status.ocsp_responder ON name = responder
                  WHERE NOT stopped AND state = 'admitted') registered
                WHERE COALESCE(knows, 0) <
                """
                    + step)) {
      while (rows.next()) {
        signs.put(
            new Member(rows.getString("kind"), rows.getString("name")),
            new Sign(rows.getString("boot"), rows.getLong("beat")));
      }
    } catch (SQLException e) {
      throw new SetupFailure("the database refused to tell which servers live", e);
    }
    return signs;
  }

  /** Those of a release that gave no signs, or that were admitted and never came. */
  private List<String> neverHeard() {
    List<String> names = new ArrayList<>();
    try (Connection connection = admin.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT name FROM status.ocsp_responder
                WHERE state = 'admitted'
                  AND name NOT IN (SELECT responder FROM status.responder_life)
                """)) {
      while (rows.next()) {
        names.add(rows.getString("name"));
      }
    } catch (SQLException e) {
      throw new SetupFailure("the database refused to tell which responders there are", e);
    }
    return names;
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
