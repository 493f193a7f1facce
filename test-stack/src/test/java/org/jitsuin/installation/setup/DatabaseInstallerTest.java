package org.jitsuin.installation.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("stack")
class DatabaseInstallerTest {
  private final TestStack stack = TestStack.shared();

  private long count(String user, String table) {
    return stack
        .jdbi(user)
        .withHandle(
            handle -> handle.select("SELECT COUNT(*) FROM " + table).mapTo(long.class).one());
  }

  @Test
  void install_again_changesNothing() {
    Secrets secrets = new Secrets(stack.home().resolve("secrets"), new SecureRandom());
    Map<DatabaseUser, String> passwords = new EnumMap<>(DatabaseUser.class);
    for (DatabaseUser user : DatabaseUser.values()) {
      passwords.put(user, secrets.value("db-" + user.id()));
    }
    long history = count("admin", "ca.schema_history");
    new DatabaseInstaller(stack.dataSource("admin")).install(passwords);
    assertThat(count("admin", "ca.schema_history")).isEqualTo(history);
    assertThat(count("admin", "status.feed_head")).isOne();
  }

  /**
   * Both authorities have the partition of every municipality, and all can be read by all three.
   */
  @ParameterizedTest
  @EnumSource(DatabaseUser.class)
  void install_partitions_areReadByEveryService(DatabaseUser user) {
    assertThat(count(user.id(), "status.crl_partition WHERE shard = 0")).isEqualTo(2L * 1_912);
  }
}
