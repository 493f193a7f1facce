package org.jitsuin.cluster.bed;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The plan at work: three nodes and two proxies, each on a machine of its own, started once. Where
 * no namespaces can be made, it says so and is left out.
 */
@Tag("stack")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseBedTest {
  /** Without servers. */
  private static final long MEMORY = 1_500;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path DIRECTORY = Path.of("target", "bed");

  private static Bed bed;

  @BeforeAll
  static void up() {
    Optional<String> missing = Requirements.missing(MEMORY);
    assumeTrue(missing.isEmpty(), () -> "left out: " + missing.orElseThrow());
    bed = new Bed(new BedPlace(DIRECTORY), List.of(), (_, _) -> {});
    // Whatever a run that was killed has left.
    bed.down();
    Runtime.getRuntime().addShutdownHook(new Thread(bed::down));
    bed.upDatabase(MEMORY);
  }

  @AfterAll
  static void down() {
    if (bed != null) {
      bed.down();
      assertThat(bed.exists()).isFalse();
    }
  }

  /** Asks through the proxy of a server, on its machine, with TLS as the server does. */
  private static Optional<String> through(Proxy proxy, int port, String statement) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "timeout",
                "20",
                "mariadb",
                "--defaults-file=" + password(),
                "--batch",
                "--skip-column-names",
                "--host=127.0.0.1",
                "--port=" + port,
                "--user=" + PrivateDatabase.ADMIN,
                "--ssl-ca=" + bed.place().keys().resolve("ca.pem"),
                "--connect-timeout=5",
                "--execute=" + statement));
    try {
      return Optional.of(proxy.machine().run(command));
    } catch (SetupFailure e) {
      return Optional.empty();
    }
  }

  /** Not on the command line, which everybody on the machine may read. */
  private static Path password() {
    Path file = DIRECTORY.resolve("administrator.cnf").toAbsolutePath();
    if (!Files.exists(file)) {
      Secrets.write(
          file, "[client]\npassword=\"%s\"\n".formatted(Secrets.read(bed.place().administrator())));
    }
    return file;
  }

  private static String awaited(Proxy proxy, int port, String statement) {
    List<String> answers = new ArrayList<>();
    Waiting.until(
        PATIENCE,
        () -> {
          through(proxy, port, statement).ifPresent(answers::add);
          return !answers.isEmpty();
        },
        () -> false,
        () -> "no answer through " + proxy.host().name());
    return answers.getFirst();
  }

  private static final String WHO = "SELECT @@wsrep_node_name";

  /**
   * The node that all proxies lead to, when they have come to one: on a busy machine a node that
   * answers late is left, so that it need not be the first.
   *
   * @param not which it is not
   */
  private static String agreed(String not) {
    List<String> answers = new ArrayList<>();
    Waiting.until(
        PATIENCE,
        () -> {
          answers.clear();
          bed.proxies().forEach(proxy -> through(proxy, 3306, WHO).ifPresent(answers::add));
          return answers.size() == bed.proxies().size()
              && Set.copyOf(answers).size() == 1
              && !answers.contains(not);
        },
        () -> false,
        () -> "the proxies lead to " + answers);
    return answers.getFirst();
  }

  private static DatabaseNode node(String name) {
    return bed.databases().stream()
        .filter(one -> one.host().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(1)
  void proxies_everybody_writesToOneNode() {
    String writer = agreed("");

    assertThat(node(writer).host().name()).isEqualTo(writer);
    for (Proxy proxy : bed.proxies()) {
      assertThat(node(awaited(proxy, 3307, WHO))).isNotNull();
    }
  }

  @Test
  @Order(2)
  void up_whileItRuns_changesNothing() {
    List<Long> before = processes();

    bed.upDatabase(MEMORY);

    assertThat(processes()).isEqualTo(before);
  }

  private static List<Long> processes() {
    return bed.databases().stream()
        .map(node -> node.machine().process(DatabaseNode.PROCESS).orElseThrow().pid())
        .toList();
  }

  /** Both go to the same other node, and stay there when the first one is back. */
  @Test
  @Order(3)
  void writer_killed_theOthersAgreeOnTheNext() {
    DatabaseNode first = node(agreed(""));
    ProcessHandle running = first.machine().process(DatabaseNode.PROCESS).orElseThrow();
    assertThat(running.destroyForcibly()).isTrue();
    running.onExit().join();

    String next = agreed(first.host().name());
    first.start(false);
    for (Proxy proxy : bed.proxies()) {
      Waiting.until(
          PATIENCE,
          () -> proxy.trusts(first.host()),
          () -> false,
          () -> first.host().name() + " is not trusted any more");
    }
    assertThat(agreed("")).isEqualTo(next);
  }

  /** While a server is connected to a node, as a server always is. */
  @Test
  @Order(4)
  void second_whileSomebodyWrites_isAnother() throws Exception {
    Proxy proxy = bed.proxies().getFirst();
    String name = agreed("");
    DatabaseNode writer = node(name);
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Optional<String>> writing =
          thread.submit(() -> through(proxy, 3306, "SELECT SLEEP(5), @@wsrep_node_name"));
      Waiting.until(
          PATIENCE,
          () -> proxy.connections(writer.host()) > 0,
          writing::isDone,
          () -> "nobody is connected to " + writer.host().name());
      for (int i = 0; i < 4; i++) {
        assertThat(awaited(proxy, 3307, WHO)).isNotEqualTo(name);
      }
      assertThat(writing.get()).contains("0\t" + name);
    }
  }

  /** A relay behind a node has that schema alone, and goes on behind another node by itself. */
  @Test
  @Order(5)
  void relay_behindANode_passesOnTheSchemaStatusAlone() {
    Proxy proxy = bed.proxies().getFirst();
    write(
        proxy,
        "CREATE SCHEMA IF NOT EXISTS status; CREATE TABLE IF NOT EXISTS status.feed (seq INT PRIMARY KEY)");
    write(proxy, "INSERT IGNORE INTO status.feed VALUES (1)");
    write(proxy, "CREATE SCHEMA t; CREATE TABLE t.name (name VARCHAR(64) PRIMARY KEY)");
    bed.upReplicas();
    Replica relay = bed.replicas().getFirst();
    Replica last = bed.replicas().getLast();

    write(proxy, "INSERT IGNORE INTO t.name VALUES ('nobody outside may read this')");
    write(proxy, "INSERT IGNORE INTO status.feed VALUES (2)");
    awaitFeed(last, "1,2");
    assertThat(relay.ask("SHOW SCHEMAS LIKE 't'")).contains("");
    assertThat(last.ask("SHOW SCHEMAS LIKE 't'")).contains("");
    assertThat(relay.binaryLog()).contains("status").doesNotContain("nobody outside");

    write(proxy, "INSERT IGNORE INTO status.feed VALUES (3)");
    relay.follow(bed.databases().getFirst());
    write(proxy, "INSERT IGNORE INTO status.feed VALUES (4)");
    awaitFeed(last, "1,2,3,4");
    assertThat(relay.state()).isEqualTo("follows");
  }

  /** All lose their power, and one its disk: what the others have is there, and it comes back. */
  @Test
  @Order(6)
  void all_killedAndOneDiskLost_goOnFromWhatIsLeft() {
    Proxy proxy = bed.proxies().getFirst();
    write(proxy, "INSERT INTO status.feed VALUES (5)");
    for (DatabaseNode node : bed.databases()) {
      ProcessHandle running = node.machine().process(DatabaseNode.PROCESS).orElseThrow();
      assertThat(running.destroyForcibly()).isTrue();
      running.onExit().join();
    }
    bed.databases().get(1).loseData();

    bed.startDatabases();

    assertThat(bed.databases())
        .allSatisfy(node -> assertThat(node.ask("SELECT MAX(seq) FROM status.feed")).contains("5"));

    awaitOneNumber();
    write(proxy, "INSERT INTO status.feed VALUES (6)");
    awaitFeed(bed.replicas().getLast(), "1,2,3,4,5,6");
    bed.replicas().forEach(Replica::copyAnew);
    write(proxy, "INSERT INTO status.feed VALUES (7)");
    awaitFeed(bed.replicas().getLast(), "1,2,3,4,5,6,7");
    assertThat(bed.replicas()).allMatch(Replica::isInStep);
  }

  /** It is sent nothing then, and has to know by itself in which domain the cluster numbers. */
  @Test
  @Order(7)
  void node_backBeforeItIsMissed_numbersAsTheOthers() {
    DatabaseNode away = bed.databases().get(1);
    List<DatabaseNode> others =
        bed.databases().stream().filter(node -> !node.host().equals(away.host())).toList();
    others.forEach(node -> send("STOP", node));
    try {
      ProcessHandle running = away.machine().process(DatabaseNode.PROCESS).orElseThrow();
      assertThat(running.destroyForcibly()).isTrue();
      running.onExit().join();
      away.begin(false);
    } finally {
      others.forEach(node -> send("CONT", node));
    }
    away.awaitStep();

    write(bed.proxies().getFirst(), "INSERT INTO status.feed VALUES (8)");

    awaitOneNumber();
    awaitFeed(bed.replicas().getLast(), "1,2,3,4,5,6,7,8");
  }

  private static void send(String signal, DatabaseNode node) {
    long number = node.machine().process(DatabaseNode.PROCESS).orElseThrow().pid();
    String _ = SystemCommand.run(List.of("/bin/kill", "-" + signal, "" + number), List.of());
  }

  /**
   * Waits until the last change has the same number at all nodes, and no other is of the cluster.
   */
  private static void awaitOneNumber() {
    Waiting.until(
        PATIENCE,
        () ->
            bed.databases().stream().map(DatabaseBedTest::position).distinct().count() == 1
                && position(bed.databases().getFirst()).matches("0-\\d+-\\d+"),
        () -> false,
        () -> "the numbers differ: " + states());
  }

  private static void write(Proxy proxy, String statement) {
    assertThat(awaited(proxy, 3306, statement + "; SELECT 'done'")).isEqualTo("done");
  }

  private static void awaitFeed(Replica replica, String rows) {
    Waiting.until(
        PATIENCE,
        () ->
            replica
                .ask("SELECT GROUP_CONCAT(seq ORDER BY seq) FROM status.feed")
                .filter(rows::equals)
                .isPresent(),
        () -> false,
        () -> replica.host().name() + " has not what was written: " + states());
  }

  private static String states() {
    return bed.replicas().stream()
            .map(one -> one.host().name() + " " + one.state())
            .collect(joining(", "))
        + bed.databases().stream()
            .map(one -> ", " + one.host().name() + " at " + position(one))
            .collect(joining());
  }

  private static String position(DatabaseNode node) {
    return node.ask("SELECT @@gtid_binlog_pos").orElse("");
  }

  @Test
  @Order(9)
  void down_somethingOfOthers_isLeftAlone() throws IOException {
    Path other = Files.createDirectories(Path.of("target", "no-bed"));
    Path mine = Files.writeString(other.resolve("mine"), "mine");

    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(() -> new Bed(new BedPlace(other), List.of(), (_, _) -> {}).down());
    assertThat(mine).hasContent("mine");
  }
}
