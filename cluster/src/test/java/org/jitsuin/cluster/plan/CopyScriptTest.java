package org.jitsuin.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script by which relays and replicas in containers get their copy, upon databases with the
 * settings of the plan and the keys that its script makes. Their addresses are all this machine's.
 */
@Tag("stack")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CopyScriptTest {
  private static final Path SCRIPT = Path.of("..", "docker", "cluster", "copy").toAbsolutePath();
  private static final String ROWS = "SELECT GROUP_CONCAT(seq ORDER BY seq) FROM status.feed";
  private static final String HOSTS =
      "db-1=127.0.0.1,db-2=127.0.0.2,db-3=127.0.0.3,app-1=127.0.0.4,relay-1=127.0.0.5,va-1=127.0.0.6";

  @TempDir private static Path home;
  private static ClusterPlan plan;
  private static CopiedDatabase node;
  private static CopiedDatabase relay;
  private static CopiedDatabase replica;

  /** How a program ended, and what it said. */
  private record Ended(int code, String said) {}

  @BeforeAll
  static void start() throws Exception {
    Path keys = home.resolve("keys");
    plan =
        new ClusterPlan(
            Hosts.parse(HOSTS),
            Size.of(Size.USUAL),
            new Places(keys.toString(), "none", "none", "none", "mysql"),
            "http://pki.example.jp");
    Path maker = Files.writeString(home.resolve("make-keys"), plan.files().get("make-keys"));
    assertThat(run("sh", maker.toString(), keys.toString()).code()).isZero();
    node =
        new CopiedDatabase(
            home.resolve("db-3"),
            """
            [mariadb]
            bind-address=127.0.0.3
            server_id=11
            gtid_domain_id=0
            log_bin=jitsuin-bin
            binlog_format=ROW
            ssl_ca=%s/ca.pem
            """
                .formatted(keys),
            own(keys.resolve("db-3")));
    relay = planned("relay-1", own(keys.resolve("relay-1")));
    replica = planned("va-1", "");
    for (CopiedDatabase one : List.of(node, relay, replica)) {
      one.start();
    }
    String _ =
        node.ask(
            """
            CREATE SCHEMA status; CREATE TABLE status.feed (seq INT PRIMARY KEY); INSERT INTO status.feed VALUES (1), (2);
            CREATE SCHEMA ca; CREATE TABLE ca.resident (name VARCHAR(64) PRIMARY KEY); INSERT INTO ca.resident VALUES ('nobody outside');
            """);
    Files.writeString(home.resolve("copier-password"), "a1b2c3\n");
  }

  @AfterAll
  static void end() throws InterruptedException {
    for (CopiedDatabase one : new CopiedDatabase[] {replica, relay, node}) {
      if (one != null) {
        one.end();
      }
    }
  }

  private static CopiedDatabase planned(String name, String own) throws IOException {
    return new CopiedDatabase(home.resolve(name), plan.files().get(name + "/60-jitsuin.cnf"), own);
  }

  private static String own(Path keys) {
    return "ssl_cert=%1$s/node.pem\nssl_key=%1$s/node.key".formatted(keys);
  }

  private static Ended run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(home, "output", "");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Ended(process.waitFor(), Files.readString(output));
  }

  /** The plan's own statements, but for the port. */
  private static Ended copy(String name, CopiedDatabase source, CopiedDatabase target)
      throws IOException, InterruptedException {
    Path follow =
        Files.writeString(
            home.resolve("follow.sql"),
            plan.files()
                .get(name + "/follow.sql")
                .replace("MASTER_USE_GTID", "MASTER_PORT=" + source.port() + ", MASTER_USE_GTID"));
    return run(
        SCRIPT.toString(),
        follow.toString(),
        home.resolve("copier-password").toString(),
        source.command().toString(),
        target.command().toString());
  }

  @Test
  @Order(1)
  void copy_relayAndThenReplica_bothFollowAndHaveTheSchemaStatusAlone() throws Exception {
    assertThat(copy("relay-1", node, relay)).isEqualTo(new Ended(0, "it follows: 127.0.0.3\n"));
    assertThat(copy("va-1", relay, replica)).isEqualTo(new Ended(0, "it follows: 127.0.0.5\n"));
    assertThat(node.ask("INSERT INTO status.feed VALUES (3); INSERT INTO ca.resident VALUES ('x')"))
        .isEmpty();
    assertThat(replica.comesToSay(ROWS, "1,2,3")).isTrue();
    for (CopiedDatabase copied : List.of(relay, replica)) {
      assertThat(copied.ask("SHOW DATABASES LIKE 'ca'")).isEmpty();
      assertThat(copied.ask("SELECT @@read_only").strip()).isEqualTo("1");
    }
    // Who may copy stands with each source by itself, and does not travel.
    assertThat(replica.ask("SELECT COUNT(*) FROM mysql.user WHERE user = 'jitsuin_copier'").strip())
        .isEqualTo("0");
  }

  /** The numbers of the node began anew, and somebody wrote into the relay. */
  @Test
  @Order(2)
  void copy_anewOverWhatWentAstray_hasWhatTheSourceHasAndGoesOn() throws Exception {
    assertThat(relay.ask("INSERT INTO status.feed VALUES (666)")).isEmpty();
    assertThat(replica.comesToSay(ROWS, "1,2,3,666")).isTrue();
    assertThat(node.ask("RESET MASTER; DELETE FROM status.feed WHERE seq = 2")).isEmpty();
    assertThat(copy("relay-1", node, relay).code()).isZero();
    assertThat(relay.ask(ROWS).strip()).isEqualTo("1,3");
    assertThat(copy("va-1", relay, replica).code()).isZero();
    assertThat(replica.ask(ROWS).strip()).isEqualTo("1,3");
    assertThat(node.ask("INSERT INTO status.feed VALUES (4)")).isEmpty();
    assertThat(replica.comesToSay(ROWS, "1,3,4")).isTrue();
  }

  @Test
  @Order(3)
  void copy_sourceThatIsNotThere_takesNothingAway() throws Exception {
    Path nowhere = Files.writeString(home.resolve("nowhere"), "#!/bin/sh\nexit 1\n");
    Ended ended =
        run(
            SCRIPT.toString(),
            home.resolve("follow.sql").toString(),
            home.resolve("copier-password").toString(),
            "sh " + nowhere,
            replica.command().toString());
    assertThat(ended.code()).isNotZero();
    assertThat(replica.ask(ROWS).strip()).isEqualTo("1,3,4");
    assertThat(replica.ask("SHOW GLOBAL STATUS LIKE 'Slave_running'")).contains("ON");
  }

  /** What would be a statement of its own, or another word for the program that fills it in. */
  @Test
  @Order(4)
  void copy_passwordWithOtherCharacters_isRefusedBeforeAnything() throws Exception {
    for (String password : new String[] {"", "a'b", "a/b", "a&b", "a b"}) {
      Path file = Files.writeString(home.resolve("bad-password"), password + "\n");
      Ended ended =
          run(
              SCRIPT.toString(),
              home.resolve("follow.sql").toString(),
              file.toString(),
              "false",
              "false");
      assertThat(ended.code()).as(password).isOne();
      assertThat(ended.said()).contains("letters and digits alone");
    }
  }
}
