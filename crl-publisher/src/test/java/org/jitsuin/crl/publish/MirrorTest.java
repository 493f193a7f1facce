package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.peer.Peers;
import org.jitsuin.crl.plan.Status;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.plan.StatusReader;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that share a database, and no disk. */
@Tag("stack")
class MirrorTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  private final AtomicInteger asked = new AtomicInteger();
  @TempDir private Path disk;
  private HttpServer web;
  private Server one;
  private Server two;

  /** What the first server hands out; as it is published unless a test says otherwise. */
  private volatile Answering answering = path -> handedOut(path);

  private interface Answering {
    byte[] to(String path) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    rows.reset();
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext("/crl/", this::answer);
    web.start();
    one = new Server(disk.resolve("one"), clock, Map.of("jitsuin.node", "one"));
    two =
        new Server(
            disk.resolve("two"), clock, Map.of("jitsuin.node", "two", "jitsuin.crl.peers", peer()));
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    web.stop(0);
  }

  private String peer() {
    return "http://127.0.0.1:" + web.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    byte[] body = answering.to(exchange.getRequestURI().getPath());
    exchange.sendResponseHeaders(body.length > 0 ? 200 : 404, body.length > 0 ? body.length : -1);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private byte[] handedOut(String path) {
    return switch (path) {
      case "/crl/signature/13221-g1.crl" -> one.crl();
      case "/crl/signature/13221-g1-delta.crl" -> one.delta();
      default -> new byte[0];
    };
  }

  private void makeChange(int serial) {
    rows.revoke(
        one.partition().no(),
        StatusRows.serial(serial),
        RevocationReason.SUPERSEDED,
        clock.instant());
    clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void run_withoutTheLease_fetchesWhatTheOtherPublishedAndHandsItOut() {
    one.run();
    two.run();
    assertThat(two.number()).isEqualTo(1);
    assertThat(two.crl()).isEqualTo(one.crl());
    makeChange(1);
    one.run();
    two.run();
    assertThat(two.number()).isEqualTo(2);
    assertThat(two.crl()).isEqualTo(one.crl());
    assertThat(two.delta()).isEqualTo(one.delta());
    assertThat(disk.resolve("two/partitions.manifest")).exists();
  }

  @Test
  void run_nothingNew_asksNobody() {
    one.run();
    two.run();
    int before = asked.get();
    clock.advance(Duration.ofSeconds(20));
    two.run();
    // Of the partition whose peers have nothing to hand out it goes on to ask.
    assertThat(asked.get() - before).isEqualTo(1);
  }

  /** Whoever answers at that address: what is not what was published is not taken. */
  @Test
  void run_peerHandsOutAnotherOne_keepsNothingOfIt() throws IOException {
    one.run();
    byte[] right = one.crl();
    byte[] changed = right.clone();
    changed[changed.length - 1] ^= 1;
    byte[] longer = Arrays.copyOf(right, right.length + 1);
    byte[] shorter = Arrays.copyOf(right, right.length - 1);
    for (byte[] wrong : new byte[][] {changed, longer, shorter}) {
      answering = path -> wrong;
      clock.advance(Duration.ofSeconds(20));
      two.run();
      assertThat(two.number()).isZero();
    }
    try (var files = Files.walk(disk.resolve("two"))) {
      assertThat(files.filter(file -> file.toString().contains(".crl"))).isEmpty();
    }
    answering = this::handedOut;
    clock.advance(Duration.ofSeconds(20));
    two.run();
    assertThat(two.crl()).isEqualTo(right);
  }

  /** As of a machine that was stopped in the middle: whoever publishes is not held up by it. */
  @Test
  void fetch_answerThatDoesNotEnd_isLeftAfterAWhile() throws IOException {
    one.run();
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    web.removeContext("/crl/");
    web.createContext(
        "/crl/",
        exchange -> {
          begun.incrementAndGet();
          exchange.sendResponseHeaders(200, one.crl().length);
          exchange.getResponseBody().write(one.crl(), 0, one.crl().length / 2);
          exchange.getResponseBody().flush();
          awaitUninterruptibly(over);
          exchange.close();
        });
    CrlFiles files = new CrlFiles(disk.resolve("three"));
    Mirror mirror =
        new Mirror(
            new Peers(List.of(URI.create(peer().replaceAll("/$", ""))), Duration.ofMillis(500)),
            files);
    Status status =
        new StatusReader(new StatusDatabase(TestStack.shared().dataSource("crl")), _ -> true)
            .read();
    assertThat(
            CompletableFuture.runAsync(() -> {
              // A busy machine may not come to its answer in time.
              while (begun.get() == 0) {
                mirror.fetch(status);
              }
            }))
        .succeedsWithin(Duration.ofMinutes(1));
    over.countDown();
    try (var left = Files.walk(disk.resolve("three"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The publisher dies, and its disk with it. */
  @Test
  void run_publisherAndItsDiskGone_theOtherGoesOnWithTheNextNumber() {
    one.run();
    makeChange(1);
    one.run();
    two.run();
    byte[] last = two.crl();
    web.stop(0);
    rows.jdbi().useHandle(handle -> handle.execute("UPDATE status.crl_lease SET expires_at = 0"));
    clock.advance(Duration.ofSeconds(20));
    two.run();
    assertThat(two.crl()).isEqualTo(last);
    makeChange(2);
    two.run();
    assertThat(two.number()).isEqualTo(3);
    assertThat(two.health().ready()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app-2:8080", "ftp://app-2/", "http://", "http://a b/"})
  void configured_noAddress_isRefused(String peers) {
    assertThatThrownBy(() -> new Server(disk, clock, Map.of("jitsuin.crl.peers", peers)))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.SETTING_INVALID));
  }
}
