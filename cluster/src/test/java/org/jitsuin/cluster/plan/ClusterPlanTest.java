package org.jitsuin.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jitsuin.base.settings.KnownSettings;
import org.jitsuin.installation.setup.SetupFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlanTest {
  private static final ClusterPlan PLAN = plan(Hosts.USUAL);

  @TempDir private Path directory;

  static ClusterPlan plan(String hosts) {
    return new ClusterPlan(
        Hosts.parse(hosts), Size.of(Size.USUAL), Places.USUAL, "http://pki.example.jp");
  }

  @Test
  void files_everyMachine_hasItsOwn() {
    assertThat(PLAN.files().keySet())
        .containsExactly(
            "README.md",
            "app-1/haproxy.cfg",
            "app-1/jitsuin-ca.service",
            "app-1/jitsuin-prepare.service",
            "app-1/settings.properties",
            "app-2/haproxy.cfg",
            "app-2/jitsuin-ca.service",
            "app-2/jitsuin-prepare.service",
            "app-2/settings.properties",
            "db-1/60-jitsuin.cnf",
            "db-1/db-health",
            "db-1/jitsuin-db-health.socket",
            "db-1/jitsuin-db-health@.service",
            "db-1/mariadb-jitsuin.conf",
            "db-2/60-jitsuin.cnf",
            "db-2/db-health",
            "db-2/jitsuin-db-health.socket",
            "db-2/jitsuin-db-health@.service",
            "db-2/mariadb-jitsuin.conf",
            "db-3/60-jitsuin.cnf",
            "db-3/db-health",
            "db-3/jitsuin-db-health.socket",
            "db-3/jitsuin-db-health@.service",
            "db-3/mariadb-jitsuin.conf",
            "make-keys",
            "relay-1/60-jitsuin.cnf",
            "relay-1/follow.sql",
            "va-1/60-jitsuin.cnf",
            "va-1/follow.sql",
            "va-1/jitsuin-ca.service",
            "va-1/jitsuin-prepare.service",
            "va-1/settings.properties");
  }

  /** As the launcher and the server read them. */
  @Test
  void settings_ofAServer_areKnownAndItsOwn() {
    Map<String, String> settings = settings(PLAN, "app-1");

    KnownSettings.checkKeys(settings.keySet());
    assertThat(settings)
        .containsEntry("jitsuin.node", "app-1")
        .containsEntry("jitsuin.base-url", "http://pki.example.jp")
        .containsEntry("jitsuin.crl.peers", "http://app-2:8080");
  }

  /** It has no administrator of a database and no node's keys, and reads its own replica. */
  @Test
  void settings_ofAValidationAuthority_areKnownAndNothingOfTheAuthoritys() {
    Map<String, String> settings = settings(PLAN, "va-1");

    KnownSettings.checkKeys(settings.keySet());
    assertThat(settings)
        .containsEntry("jitsuin.services", "ocsp,crl-mirror,repository")
        .containsEntry("jitsuin.db.url", "jdbc:mariadb://127.0.0.1:3306/")
        .containsEntry("jitsuin.crl.peers", "http://app-1:8080,http://app-2:8080")
        .doesNotContainKeys("jitsuin.db.admin.user", "jitsuin.db.second");
    assertThat(settings.get("jitsuin.db.home"))
        .startsWith("jdbc:mariadb:sequential://db-1:3306,db-2:3306,db-3:3306/?sslMode=verify-ca");
  }

  /** What filters stands on no node, and what holds all schemas goes to relays alone. */
  @Test
  void followers_ofAPlan_filterOutsideOfTheClusterOnly() {
    ClusterPlan plan = plan(Hosts.USUAL + ",relay-2,va-2,va-3");

    for (String node : List.of("db-1", "db-2", "db-3")) {
      assertThat(
              plan.files()
                  .get(node + "/60-jitsuin.cnf")
                  .lines()
                  .filter(line -> !line.startsWith("#")))
          .noneMatch(line ->
              line.startsWith("replicate")
                  || line.startsWith("binlog_do")
                  || line.startsWith("read_only"))
          .contains("log_slave_updates=ON", "server_id=11");
    }
    assertThat(
            List.of("relay-1", "relay-2", "va-1", "va-2", "va-3").stream()
                .map(name -> plan.files().get(name + "/60-jitsuin.cnf")))
        .allSatisfy(settings ->
            assertThat(settings).contains("replicate_wild_do_table=status.%\n", "read_only=1\n"));
    assertThat(
            List.of("relay-1", "relay-2", "va-1", "va-2", "va-3").stream()
                .map(name ->
                    plan.files()
                        .get(name + "/follow.sql")
                        .replaceAll("(?s).*HOST='([^']*)'.*", "$1")))
        .containsExactly("db-3", "db-2", "relay-1", "relay-2", "relay-1");
  }

  /** Nobody follows: nothing is written for nobody. */
  @Test
  void nodes_withoutRelays_keepNoBinaryLog() {
    ClusterPlan plan = plan("db-1,db-2,db-3,app-1");

    assertThat(plan.files().get("db-1/60-jitsuin.cnf")).doesNotContain("log_bin");
    assertThat(plan.files().get("README.md")).doesNotContain("jitsuin_copier");
  }

  @Test
  void settings_ofTheOnlyServer_nameNoPeers() {
    assertThat(settings(plan("db-1,db-2,db-3,app-1"), "app-1"))
        .doesNotContainKey("jitsuin.crl.peers");
  }

  @Test
  void settings_ofThreeServers_nameTheOthers() {
    assertThat(settings(plan(Hosts.USUAL + ",app-3=10.1.2.3"), "app-2"))
        .containsEntry("jitsuin.crl.peers", "http://app-1:8080,http://10.1.2.3:8080");
  }

  private static Map<String, String> settings(ClusterPlan plan, String server) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(plan.files().get(server + "/settings.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(key -> key, properties::getProperty));
  }

  /** One node is written to at first, and it is never its own second. */
  @Test
  void proxy_writersAndSeconds_areOthers() {
    String proxy = PLAN.files().get("app-2/haproxy.cfg");

    assertThat(proxy)
        .contains("localpeer app-2")
        .containsOnlyOnce("db-1:3306 check\n")
        .containsOnlyOnce("db-2:3306 check backup\n")
        .containsOnlyOnce("db-3:3306 check backup\n");
    for (String writer : List.of("db-1", "db-2", "db-3")) {
      assertThat(servers(proxy, "backend beside-" + writer))
          .hasSize(2)
          .doesNotContain(writer)
          .isSubsetOf("db-1", "db-2", "db-3");
    }
    assertThat(servers(proxy, "listen db")).containsExactly("db-1", "db-2", "db-3");
  }

  /** The servers of a section. */
  private static List<String> servers(String proxy, String section) {
    return proxy
        .lines()
        .dropWhile(line -> !line.equals(section))
        .skip(1)
        .takeWhile(line -> line.startsWith(" "))
        .map(String::strip)
        .filter(line -> line.startsWith("server "))
        .map(line -> line.split(" ", -1)[1])
        .toList();
  }

  @Test
  void write_directoryWithSomething_isLeftAlone() throws IOException {
    Path other = Files.writeString(directory.resolve("mine"), "mine");

    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(() -> PlanFiles.write(PLAN, directory));
    assertThat(directory).isDirectoryContaining(path -> path.equals(other));
    assertThat(other).hasContent("mine");
  }

  @Test
  void write_programs_canBeRun() {
    PlanFiles.write(PLAN, directory.resolve("plan"));

    assertThat(directory.resolve("plan/make-keys")).isExecutable();
    assertThat(directory.resolve("plan/db-1/db-health")).isExecutable();
    assertThat(directory.resolve("plan/db-1/60-jitsuin.cnf"))
        .content()
        .contains("gcomm://db-1,db-2,db-3\n", "wsrep_node_name=db-1\n");
  }
}
