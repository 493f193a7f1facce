package org.jitsuin.ca.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That what auditors are shown of the database's users is what the database lets them do. */
@Tag("stack")
class InstalledGrantsTest {
  @Test
  void parse_grantsOfOneObject_areTogether() {
    Grants grants =
        Grants.parse(
            """
            -- A comment; with a semicolon.
            GRANT SELECT ON a.x TO 'u'@'%';
            REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'u'@'%';
            GRANT SELECT ON a.* TO 'u'@'%';
            GRANT INSERT, UPDATE (x, y) ON a.b TO 'u'@'%';
            GRANT UPDATE (z), DELETE ON a.b TO 'u'@'%';
            REVOKE DELETE ON a.b FROM 'u'@'%';
            """);
    assertThat(grants.users()).containsOnlyKeys("u");
    assertThat(grants.users().get("u"))
        .isEqualTo(
            Map.of(
                "a.*", Set.of("SELECT"),
                "a.b", Set.of("INSERT", "UPDATE (x)", "UPDATE (y)", "UPDATE (z)")));
  }

  @Test
  void parse_whatIsNoGrant_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Grants.parse("DROP TABLE a.b;"))
        .withMessageContaining("DROP TABLE a.b");
  }

  /** By the database itself: a grant that another script gave would be missing here. */
  @Test
  void installed_eachUser_isWhatTheDatabaseHas() {
    Jdbi admin = TestStack.shared().jdbi("admin");
    Grants installed = Grants.installed();
    List<String> users =
        admin.withHandle(handle ->
            handle
                .createQuery(
                    "SELECT User FROM mysql.user WHERE User LIKE 'jitsuin%' AND User <> :admin")
                .bind("admin", PrivateDatabase.ADMIN)
                .mapTo(String.class)
                .list());
    assertThat(installed.users().keySet()).containsExactlyInAnyOrderElementsOf(users);
    for (String user : users) {
      String granted =
          admin.withHandle(handle ->
              handle.createQuery("SHOW GRANTS FOR '" + user + "'@'%'").mapTo(String.class).stream()
                  .filter(grant -> !grant.startsWith("GRANT USAGE ON *.*"))
                  .collect(Collectors.joining(";\n")));
      assertThat(Grants.parse(granted).users().getOrDefault(user, null))
          .as(user)
          .isEqualTo(installed.users().get(user));
    }
  }
}
