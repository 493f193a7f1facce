package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that has no key, no lease and nothing to write, and hands out what others publish. */
@Tag("stack")
class CrlMirrorTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  private final AtomicInteger asked = new AtomicInteger();
  @TempDir private Path disk;
  private HttpServer web;
  private Server publisher;

  @BeforeEach
  void start() throws IOException {
    rows.reset();
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext("/", this::answer);
    web.start();
    publisher = new Server(disk.resolve("publisher"), clock, Map.of("jitsuin.node", "one"));
  }

  @AfterEach
  void stop() {
    publisher.close();
    web.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    byte[] body =
        switch (exchange.getRequestURI().getPath()) {
          case "/crl/signature/13221-g1.crl" -> publisher.crl();
          case "/crl/signature/13221-g1-delta.crl" -> publisher.delta();
          default -> new byte[0];
        };
    exchange.sendResponseHeaders(body.length > 0 ? 200 : 404, body.length > 0 ? body.length : -1);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Of its settings none names a token. */
  private CrlMirror mirror() {
    Map<String, String> all = new HashMap<>();
    all.put("jitsuin.crl.directory", disk.resolve("mirror").toString());
    all.put("jitsuin.crl.peers", "http://127.0.0.1:" + web.getAddress().getPort());
    return new CrlMirror(
        new Settings(key -> Optional.ofNullable(all.get(key))),
        TestStack.shared().dataSource("crl"),
        clock,
        one -> one.municipality().equals(Optional.of(Server.MUNICIPALITY)));
  }

  private void publishChange(int serial) {
    rows.revoke(
        publisher.partition().no(),
        StatusRows.serial(serial),
        RevocationReason.SUPERSEDED,
        clock.instant());
    clock.advance(Duration.ofMinutes(1));
    publisher.run();
  }

  private static PublishedPartition listing(CrlMirror mirror) {
    return mirror.partitions().current().orElseThrow().listings().stream()
        .filter(one -> one.partition().id().equals(Server.PARTITION))
        .filter(one -> one.partition().authority().id().equals("signature"))
        .findFirst()
        .orElseThrow();
  }

  private static long number(CrlMirror mirror) {
    return listing(mirror).served().orElseThrow().number();
  }

  private byte[] octets(long number) throws IOException {
    return Files.readAllBytes(
        new CrlFiles(disk.resolve("mirror")).file(publisher.partition(), number));
  }

  @Test
  void run_whatWasPublished_isFetchedAndWrittenDown() throws IOException {
    publisher.run();
    try (CrlMirror mirror = mirror()) {
      mirror.partitions().publisher().run();
      assertThat(octets(1)).isEqualTo(publisher.crl());
      publishChange(1);
      mirror.partitions().publisher().run();
      assertThat(number(mirror)).isEqualTo(2);
      assertThat(octets(2)).isEqualTo(publisher.crl());
      assertThat(disk.resolve("mirror/partitions.manifest"))
          .content()
          .contains("crl signature-g1 13221-g1 13221 2 ");
    }
  }

  @Test
  void run_writesNothingIntoTheDatabase() {
    publisher.run();
    var before = rows.crls(publisher.partition().no());
    long leases = leases();
    try (CrlMirror mirror = mirror()) {
      mirror.partitions().publisher().run();
      mirror.complete().orElseThrow().publisher().run();
      assertThat(rows.crls(publisher.partition().no())).isEqualTo(before);
      assertThat(leases()).isEqualTo(leases);
    }
  }

  private long leases() {
    return rows.jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT COALESCE(SUM(fence), 0) FROM status.crl_lease")
                .mapTo(Long.class)
                .one());
  }

  /** A replica that was made anew is late: nothing goes back, and nobody is asked for it. */
  @Test
  void run_databaseBehindWhatIsHere_keepsTheNewer() {
    publisher.run();
    publishChange(1);
    try (CrlMirror mirror = mirror()) {
      mirror.partitions().publisher().run();
      rows.setBack(publisher.partition().no(), 1);
      int before = asked.get();
      clock.advance(Duration.ofSeconds(20));
      mirror.partitions().publisher().run();
      assertThat(number(mirror)).isEqualTo(2);
      // Only the partition of the other authority is still looked for, of which nobody has a CRL.
      assertThat(asked.get() - before).isLessThanOrEqualTo(1);
      assertThat(mirror.health().report().failing()).isZero();
    }
    try (CrlMirror again = mirror()) {
      again.partitions().publisher().run();
      assertThat(number(again)).isEqualTo(2);
    }
  }

  /** As the numbers of an authority that was founded anew: what the key did not sign is nothing. */
  @Test
  void run_fileThatOnlyItsNumberMakesNewer_keepsNothingBack() throws IOException {
    publisher.run();
    Path stray = new CrlFiles(disk.resolve("mirror")).file(publisher.partition(), 9);
    Files.createDirectories(stray.getParent());
    Files.write(stray, new byte[] {1, 2, 3});
    try (CrlMirror mirror = mirror()) {
      mirror.partitions().publisher().run();
      assertThat(number(mirror)).isEqualTo(1);
      assertThat(octets(1)).isEqualTo(publisher.crl());
    }
  }

  @Test
  void create_withoutPeers_isRefused() {
    Map<String, String> directoryOnly = Map.of("jitsuin.crl.directory", disk.toString());
    assertThatThrownBy(() ->
            new CrlMirror(
                new Settings(key -> Optional.ofNullable(directoryOnly.get(key))),
                TestStack.shared().dataSource("crl"),
                clock,
                _ -> true))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("JITSUIN_CRL_PEERS");
  }
}
