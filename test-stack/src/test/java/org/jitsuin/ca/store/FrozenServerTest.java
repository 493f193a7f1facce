package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.store.Head;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server is stopped, by a signal or by the machine below it, between the change of a head and the
 * commit: its connection stays, and with it the lock that all other servers wait for.
 */
@Tag("stack")
class FrozenServerTest {
  private static final Path SERVER = Path.of("../ear/src/main/server/configure.cli");
  private static final Pattern VARIABLES =
      Pattern.compile(
          "data-source=CaDS/connection-properties=sessionVariables:add\\(value=\"(.*)\"");
  private static final Duration LONGEST = Duration.ofSeconds(12);
  private static final int SHORT = 2;
  private static final int POOLED = 16;

  private final DataSource database = TestStack.shared().dataSource("ca");

  /** What the server's connections are told, by name. */
  private static Map<String, Integer> configured() throws IOException {
    String all =
        VARIABLES
            .matcher(Files.readString(SERVER))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.joining());
    return Pattern.compile("(\\w+)=(\\d+)")
        .matcher(all)
        .results()
        .collect(
            Collectors.toMap(found -> found.group(1), found -> Integer.valueOf(found.group(2))));
  }

  /** The connections are others' again. */
  @AfterEach
  void restore() throws SQLException {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < POOLED; i++) {
      Connection connection = database.getConnection();
      all.add(connection);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "SET SESSION innodb_lock_wait_timeout = DEFAULT,"
                + " idle_write_transaction_timeout = DEFAULT");
      }
    }
    for (Connection connection : all) {
      connection.close();
    }
  }

  @Test
  void connections_ofTheServer_holdNobodyUpForLong() throws IOException {
    Map<String, Integer> variables = configured();
    assertThat(variables)
        .containsOnlyKeys(
            "innodb_lock_wait_timeout",
            "idle_write_transaction_timeout",
            // No wait: LongListTest.
            "in_predicate_conversion_threshold");
    assertThat(Duration.ofSeconds(variables.get("idle_write_transaction_timeout")))
        .isLessThan(LONGEST);
    // Who waits must not give up for good before the stopped one is thrown out.
    assertThat(2 * variables.get("innodb_lock_wait_timeout"))
        .isGreaterThan(variables.get("idle_write_transaction_timeout"));
  }

  /**
   * The same variables, but that the stopped one is thrown out sooner, for the sake of the test.
   */
  private ConnectionFactory connections() throws IOException {
    Map<String, Integer> variables = configured();
    variables.put("idle_write_transaction_timeout", SHORT);
    String set =
        variables.entrySet().stream()
            .map(variable -> variable.getKey() + " = " + variable.getValue())
            .collect(Collectors.joining(", ", "SET SESSION ", ""));
    return () -> {
      Connection connection = database.getConnection();
      try (Statement statement = connection.createStatement()) {
        statement.execute(set);
      }
      return connection;
    };
  }

  @Test
  void frozen_betweenHeadAndCommit_isThrownOutAndTheOthersGoOn() throws IOException, SQLException {
    Transactions others = new Transactions(Database.open(connections()), Clocks.system());
    long before = others.run(Head.FEED::last);
    try (Connection frozen = connections().openConnection();
        Statement statement = frozen.createStatement()) {
      frozen.setAutoCommit(false);
      statement.executeUpdate("UPDATE status.feed_head SET last = last + 1 WHERE one = 1");
      long begin = System.nanoTime();
      others.run(handle -> handle.execute("UPDATE status.feed_head SET last = last WHERE one = 1"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofSeconds(1), LONGEST);
      assertThatThrownBy(frozen::commit).isInstanceOf(SQLException.class);
    }
    assertThat(others.run(Head.FEED::last)).isEqualTo(before);
  }
}
