package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.StatusFeed.Change;
import org.jitsuin.ca.store.Transactions.Effect;
import org.jitsuin.store.Fence;
import org.jitsuin.store.Lease;
import org.jitsuin.testing.GaleraCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers, each at another node of a Galera cluster. Locks are those of one node; who was in
 * the way is found out at the commit, when another node's came first.
 */
@Tag("stack")
class TwoNodesTest {
  private static final int NODES = 3;
  private static final int ACTS = 20;
  private static final Instant END = Instant.parse("2030-02-17T14:59:59Z");
  private static final Actor ACTOR = new Actor.Component("test", "test");
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private static Path home;
  private static GaleraCluster cluster;

  private final AuditLog auditLog = new AuditLog(Clocks.system(), RANDOM);
  private final SerialSource serials = new SerialSource(RANDOM);

  /** A server with its keys of requests. */
  private final class Server {
    final Transactions transactions;

    Server(int node) {
      this(node, Acknowledgement.AT_ONCE);
    }

    Server(int node, Acknowledgement acknowledgement) {
      transactions =
          new Transactions(
              Database.open(cluster.node(node, "ca")), Clocks.system(), () -> {}, acknowledgement);
    }

    Outcome<Answered<Integer>> act(RequestId request, Runnable meanwhile) {
      return transactions.once(
          request,
          handle -> {
            auditLog.append(handle, ACTOR, new OfficeAct.HolderRead(request.key()));
            StatusFeed.append(handle, List.of(change()), Clocks.system().instant());
            // From here on the heads are locked, at this node.
            HeadRows.of(handle).number(handle);
            meanwhile.run();
            Bytes answer = Bytes.of("{\"done\":1}".getBytes(StandardCharsets.UTF_8));
            return Outcome.done(Effect.<Integer>untold(1).answered(answer));
          });
    }

    /** As a client does it: what met a conflict is sent again, under its key. */
    void actUntilDone(RequestId request) {
      boolean done = false;
      while (!done) {
        try {
          done = !(act(request, () -> {}) instanceof Outcome.Refused<Answered<Integer>>);
        } catch (Fault e) {
          assertThat(e.code()).isEqualTo(FaultCode.DATABASE_CONFLICT);
        }
      }
    }
  }

  @BeforeAll
  static void start() {
    assumeTrue(
        GaleraCluster.isInstalled(), "Galera is not installed here: apt-get install galera-4");
    cluster = GaleraCluster.start(home, NODES);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private Change change() {
    return new Change(1, serials.next(Clocks.system().instant()), 1, END, Optional.empty());
  }

  private static RequestId request() {
    return new RequestId(
        "caller",
        UUID.randomUUID().toString(),
        Fingerprint.of("request".getBytes(StandardCharsets.UTF_8)));
  }

  /** What a node has, once it has what the others had when it was asked. */
  private static <T> T at(int node, Function<Handle, T> read) {
    return Jdbi.create(cluster.upToDate(node, "admin")).withHandle(read::apply);
  }

  private static List<Long> numbers(int node, String column, String table) {
    return at(
        node,
        handle ->
            handle
                .select("SELECT " + column + " FROM " + table + " ORDER BY 1")
                .mapTo(Long.class)
                .list());
  }

  private static List<String> entries(int node) {
    return at(
        node,
        handle ->
            handle
                .select(
                    "SELECT CONCAT(entry_no, ' ', id, ' ', card) FROM audit.entry ORDER BY entry_no")
                .mapTo(String.class)
                .list());
  }

  private static void assertOneLogWithoutGaps() {
    List<String> first = entries(0);
    for (int node = 0; node < NODES; node++) {
      assertThat(entries(node)).isEqualTo(first);
      for (String head : List.of("audit", "feed")) {
        List<Long> taken =
            head.equals("audit")
                ? numbers(node, "entry_no", "audit.entry")
                : numbers(node, "seq", "status.feed");
        long last = numbers(node, "last", "status." + head + "_head").getFirst();
        assertThat(taken).isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
      }
    }
  }

  private static long entriesOf(RequestId request) {
    return entries(0).stream().filter(entry -> entry.endsWith(request.key())).count();
  }

  /** Where the proxy leads who asks for a second node: also to what has become the first one. */
  private static Jdbi led(AtomicInteger node) {
    return Database.open((ConnectionFactory) () -> cluster.node(node.get(), "ca").getConnection());
  }

  /** A connection may be left from before it became the one that is written to. */
  @Test
  void otherNode_thatIsTheWriterItself_showsNothing() {
    AtomicInteger node = new AtomicInteger(1);
    OtherNode other = new OtherNode(led(node));
    String name = other.apply("another").node();
    assertThat(name).isNotEmpty();

    assertThatExceptionOfType(JdbiException.class).isThrownBy(() -> other.apply(name));
    // Nor by the connection that comes in its place.
    assertThatExceptionOfType(JdbiException.class).isThrownBy(() -> other.apply(name));
    node.set(2);
    assertThat(other.apply(name).node()).isNotEqualTo(name);
  }

  /** In the very moment in which another node is written to, what it alone shows is told nobody. */
  @Test
  void once_committedAtTheNodeThatWasTheSecond_isToldWhenAThirdShowsIt() {
    AtomicInteger second = new AtomicInteger(1);
    Acknowledgement acknowledgement = new SecondNode(new OtherNode(led(second)));
    assertThat(new Server(0, acknowledgement).act(request(), () -> {}))
        .isInstanceOf(Outcome.Done.class);

    Server moved = new Server(1, acknowledgement);
    RequestId request = request();
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> moved.act(request, () -> {}))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_UNAVAILABLE));
    assertThat(moved.transactions.shown(at(1, Committed::last))).isZero();
    second.set(2);
    assertThat(moved.act(request, () -> {})).isInstanceOf(Outcome.Repeated.class);
    assertThat(entriesOf(request)).isEqualTo(1);
  }

  @Test
  void once_anotherNodeCommitsFirst_isTriedAgainAndGetsTheNextNumbers() {
    Server one = new Server(0);
    Server other = new Server(1);
    AtomicInteger tries = new AtomicInteger();
    RequestId request = request();
    RequestId first = request();
    Outcome<Answered<Integer>> outcome =
        one.act(
            request,
            () -> {
              if (tries.incrementAndGet() == 1) {
                other.actUntilDone(first);
              }
            });
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(tries).hasValueGreaterThanOrEqualTo(2);
    assertThat(entriesOf(first)).isEqualTo(1);
    assertThat(entriesOf(request)).isEqualTo(1);
    assertOneLogWithoutGaps();
  }

  /** One request, sent to two servers at once. */
  @Test
  void once_sameRequestAtAnotherNode_isDoneOnce() {
    Server one = new Server(0);
    Server other = new Server(1);
    AtomicInteger tries = new AtomicInteger();
    RequestId request = request();
    Outcome<Answered<Integer>> outcome =
        one.act(
            request,
            () -> {
              if (tries.incrementAndGet() == 1) {
                other.actUntilDone(request);
              }
            });
    assertThat(outcome).isInstanceOf(Outcome.Repeated.class);
    assertThat(entriesOf(request)).isEqualTo(1);
    assertOneLogWithoutGaps();
  }

  @Test
  void once_twoServersAtOnce_keepOneLogAndOneFeed() throws Exception {
    List<RequestId> requests = new ArrayList<>();
    List<Callable<Integer>> servers = new ArrayList<>();
    for (int node = 0; node < 2; node++) {
      Server server = new Server(node);
      List<RequestId> own = new ArrayList<>();
      for (int i = 0; i < ACTS; i++) {
        own.add(request());
      }
      requests.addAll(own);
      servers.add(() -> {
        own.forEach(server::actUntilDone);
        return own.size();
      });
    }
    run(servers);
    assertThat(requests).allSatisfy(request -> assertThat(entriesOf(request)).isEqualTo(1));
    assertOneLogWithoutGaps();
  }

  /** The node that this server works at has not yet what was acknowledged at another one. */
  @Test
  void beat_atANodeThatIsBehind_saysNothingThatIsNotSo() throws Exception {
    Server behind = new Server(1);
    Node node = Node.starting("behind", RANDOM);
    behind.transactions.use(handle ->
        assertThat(ServerTable.claim(handle, node, "0".repeat(32), Optional.empty(), 1)).isTrue());
    try (Connection stopping = cluster.node(1, "admin").getConnection();
        Statement statement = stopping.createStatement();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      statement.execute("FLUSH TABLES WITH READ LOCK");
      Future<?> beat;
      long acknowledged;
      try {
        new Server(0).actUntilDone(request());
        acknowledged = numbers(0, "last", "status.feed_head").getFirst();
        beat =
            thread.submit(() -> {
              Instant asked = Clocks.system().instant();
              assertThat(behind.transactions.<Boolean>run(handle -> ServerTable.beat(handle, node)))
                  .isTrue();
              behind.transactions.use(handle -> BeatTable.beat(handle, asked));
            });
        awaitWaiting(statement);
      } finally {
        statement.execute("UNLOCK TABLES");
      }
      beat.get();
      assertThat(numbers(1, "seq", "status.beat").getFirst()).isGreaterThanOrEqualTo(acknowledged);
    }
  }

  /** Until somebody of that node waits for the lock: a minute at the most. */
  private static void awaitWaiting(Statement statement) throws SQLException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    boolean waits = false;
    while (!waits && System.nanoTime() - end < 0) {
      try (ResultSet found =
          statement.executeQuery(
              "SELECT SLEEP(0.02), COUNT(*) FROM information_schema.processlist"
                  + " WHERE user = 'jitsuin_ca' AND state LIKE 'Waiting%'")) {
        waits = found.next() && found.getInt(2) > 0;
      }
    }
    assertThat(waits).isTrue();
  }

  @Test
  void hold_leaseAtTwoNodesAtOnce_isOfOne() throws Exception {
    List<Callable<Optional<Fence>>> servers = new ArrayList<>();
    for (int node = 0; node < 2; node++) {
      Lease lease =
          new Lease(
              new Server(node).transactions,
              Node.starting("server-" + node, RANDOM),
              "contended",
              Duration.ofMinutes(1));
      servers.add(lease::hold);
    }
    assertThat(run(servers).stream().flatMap(Optional::stream)).containsExactly(new Fence(1));
  }

  private static <T> List<T> run(List<Callable<T>> work) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<T> one : threads.invokeAll(work)) {
        results.add(one.get());
      }
    }
    return results;
  }
}
