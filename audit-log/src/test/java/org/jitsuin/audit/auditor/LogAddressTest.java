package org.jitsuin.audit.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.tlog.SoftwareLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that two servers show behind one address, of which one is a moment behind. */
class LogAddressTest {
  private static final int EARLIER = 300;
  private static final int LATER = 700;

  @TempDir private Path home;
  private SoftwareLog log;
  private HttpServer server;

  /** The directory of the server that answers. */
  private volatile Path answering;

  private final AtomicInteger pauses = new AtomicInteger();

  @BeforeEach
  void publish() throws IOException {
    Path directory = home.resolve("ahead");
    log = new SoftwareLog(directory, "log.example/audit").grow(EARLIER);
    log.publish();
    copy(directory, home.resolve("behind"));
    log.grow(LATER).publish();
    answering = directory;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Path file = answering.resolve(exchange.getRequestURI().getPath().substring(1));
    byte[] body = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    exchange.sendResponseHeaders(body.length > 0 ? 200 : 404, body.length > 0 ? body.length : -1);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path one : tree.toList()) {
        Files.copy(one, to.resolve(from.relativize(one).toString()));
      }
    }
  }

  private Report verify(Runnable pause) {
    Report report = new Report();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    new LogVerification(
            log.key(),
            List.of(),
            new LogAddress(address, pause),
            Optional.of(home.resolve("seen")),
            true)
        .run(report);
    return report;
  }

  private void remember() throws IOException {
    Files.copy(home.resolve("ahead/checkpoint"), home.resolve("seen"));
  }

  @Test
  void verify_serverThatIsBehindAnswersFirst_waitsForTheOther() throws IOException {
    remember();
    answering = home.resolve("behind");
    Report report =
        verify(() -> {
          if (pauses.incrementAndGet() == 3) {
            answering = home.resolve("ahead");
          }
        });
    assertThat(report.isClean()).as("%s", report.lines()).isTrue();
    assertThat(pauses).hasValue(3);
  }

  @Test
  void verify_tilesOfTheServerThatIsBehind_waitsForTheOther() throws IOException {
    // The checkpoint is of one server, what it is about is asked of the other.
    Files.copy(
        home.resolve("ahead/checkpoint"),
        home.resolve("behind/checkpoint"),
        StandardCopyOption.REPLACE_EXISTING);
    answering = home.resolve("behind");
    Report report =
        verify(() -> {
          pauses.incrementAndGet();
          answering = home.resolve("ahead");
        });
    assertThat(report.isClean()).as("%s", report.lines()).isTrue();
    assertThat(pauses).hasValue(1);
  }

  @Test
  void verify_logThatStaysSmaller_hasShrunk() throws IOException {
    remember();
    answering = home.resolve("behind");
    Report report = verify(pauses::incrementAndGet);
    assertThat(report.lines()).anyMatch(line -> line.contains(Kind.LOG_SHRUNK.name()));
    assertThat(pauses).hasValue(60);
  }

  @Test
  void verify_nothingWrong_waitsForNobody() {
    assertThat(verify(pauses::incrementAndGet).isClean()).isTrue();
    assertThat(pauses).hasValue(0);
  }
}
