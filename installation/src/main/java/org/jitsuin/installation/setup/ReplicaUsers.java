package org.jitsuin.installation.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The users of the services on a replica of the schema {@code status}, which brings no users along:
 * they read there what {@code R__grants.sql} lets them read in that schema, and write nothing.
 */
public final class ReplicaUsers {
  private static final String GRANTS = "/db/migration/R__grants.sql";
  private static final Pattern GRANT =
      Pattern.compile("GRANT ([^;]+?)\\s+ON (status\\.\\w+) TO '(\\w+)'@'%';");
  private static final Pattern SELECT = Pattern.compile("\\bSELECT(\\s*\\([^)]*\\))?");

  private ReplicaUsers() {}

  /**
   * The statements that make them, for the replica's administrator.
   *
   * @param passwords of those that are needed; only their hashes stand in it
   */
  public static String sql(Map<DatabaseUser, String> passwords) {
    String grants = read();
    return passwords.entrySet().stream()
        .map(user -> statements(user.getKey(), user.getValue(), grants))
        .collect(
            Collectors.joining(
                "\n",
                """
                -- The users of Jitsuin's services on this replica. They are of this replica alone, and only read.
                SET SESSION sql_log_bin = 0;
                CREATE SCHEMA IF NOT EXISTS status CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

                """,
                ""));
  }

  private static String statements(DatabaseUser user, String password, String grants) {
    String name = "'" + user.databaseName() + "'@'%'";
    return "CREATE OR REPLACE USER %s IDENTIFIED BY PASSWORD '%s';\n"
            .formatted(name, PasswordHash.of(password))
        + GRANT
            .matcher(grants)
            .results()
            .filter(grant -> grant.group(3).equals(user.databaseName()))
            .flatMap(grant -> reading(grant).stream())
            .map(reading -> reading + " TO " + name + ";\n")
            .collect(Collectors.joining());
  }

  private static Optional<String> reading(MatchResult grant) {
    Matcher select = SELECT.matcher(grant.group(1));
    return select.find()
        ? Optional.of("GRANT " + select.group() + " ON " + grant.group(2))
        : Optional.empty();
  }

  private static String read() {
    try (InputStream file = ReplicaUsers.class.getResourceAsStream(GRANTS)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
