package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What services may do to each table is what {@code grants.txt} lists, and what {@code
 * statements.txt} says of it in statements. A new table is nobody's until it is listed: with the
 * system property {@code jitsuin.docs=write} the list is written anew, for whoever reviews it.
 */
@Tag("stack")
class GrantListTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/org/jitsuin/ca/store");
  private static final Path LIST = DIRECTORY.resolve("grants.txt");
  private static final Path STATEMENTS = DIRECTORY.resolve("statements.txt");
  private static final String HEAD =
      "# Who may do what to which table; GrantListTest compares it with the database, and writes it anew.";

  private static final String NOBODY = " | nobody |";

  private final GrantedRights rights = new GrantedRights();

  /** A line of {@code statements.txt}. */
  record Attempt(boolean allowed, String user, String sql) {
    static Attempt parse(String line) {
      String[] parts = line.split(" \\| ", 3);
      return switch (parts[0]) {
        case "allowed" -> new Attempt(true, parts[1], parts[2]);
        case "denied" -> new Attempt(false, parts[1], parts[2]);
        default -> throw new IllegalArgumentException(line);
      };
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  static List<Attempt> attempts() throws IOException {
    return lines(STATEMENTS).stream().map(Attempt::parse).toList();
  }

  @Test
  void grants_ofTheDatabase_areThoseListed() throws IOException {
    List<String> granted = rights.lines();
    if ("write".equals(System.getProperty("jitsuin.docs"))) {
      List<String> list = new ArrayList<>(List.of(HEAD));
      list.addAll(granted);
      Files.write(LIST, list);
      return;
    }
    assertThat(granted)
        .as("what R__grants.sql grants; -Djitsuin.docs=write writes grants.txt anew")
        .containsExactlyElementsOf(lines(LIST));
    assertThat(rights.beyondTables()).isEmpty();
  }

  /** Each column of each table, by each user. */
  @Test
  void statements_triedUponEveryColumn_workWhereListed() throws IOException, SQLException {
    assertThat(rights.tried())
        .containsExactlyElementsOf(
            lines(LIST).stream().filter(line -> !line.endsWith(NOBODY)).toList());
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void execute_statement_isAllowedOrDenied(Attempt attempt) throws SQLException {
    try (Connection connection = TestStack.shared().dataSource(attempt.user()).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        if (attempt.allowed()) {
          assertThatCode(() -> statement.execute(attempt.sql())).doesNotThrowAnyException();
        } else {
          assertThatExceptionOfType(SQLException.class)
              .isThrownBy(() -> statement.execute(attempt.sql()))
              .satisfies(
                  denied -> assertThat(GrantedRights.DENIED).contains(denied.getErrorCode()));
        }
      } finally {
        connection.rollback();
      }
    }
  }

  @Test
  void statements_ofEveryTable_areThereOfBothKinds() throws IOException {
    Set<String> nobodys =
        lines(LIST).stream()
            .filter(line -> line.endsWith(NOBODY))
            .map(line -> line.substring(0, line.length() - NOBODY.length()))
            .collect(Collectors.toSet());
    assertThat(tablesWithout(Attempt::allowed)).isEqualTo(nobodys);
    assertThat(tablesWithout(attempt -> !attempt.allowed())).isEmpty();
  }

  private Set<String> tablesWithout(Predicate<Attempt> kind) throws IOException {
    String all =
        attempts().stream().filter(kind).map(Attempt::sql).collect(Collectors.joining(" ")) + " ";
    return rights.tables().keySet().stream()
        .filter(table -> !all.contains(table + " "))
        .collect(Collectors.toSet());
  }
}
