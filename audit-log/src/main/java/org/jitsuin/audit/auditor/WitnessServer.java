package org.jitsuin.audit.auditor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.Witness;
import org.jitsuin.audit.tlog.Witness.Answer;

/**
 * A witness over HTTP (C2SP tlog-witness): cosigns, and shows what it cosigned. Each request has a
 * thread that costs next to nothing and ends after a while, so that slow clients hold up nobody.
 */
final class WitnessServer implements AutoCloseable {
  /** Seconds to send a request, and to take the answer. */
  private static final String TIME = "10";

  private static final String CONNECTIONS = "1000";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int WRONG_METHOD = 405;
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;
  private static final int FAILED = 500;

  private final Witness witness;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);

  static {
    // The JDK's server has no other way to be told, and looks before the first of them is made.
    limit("sun.net.httpserver.maxReqTime", TIME);
    limit("sun.net.httpserver.maxRspTime", TIME);
    limit("jdk.httpserver.maxConnections", CONNECTIONS);
  }

  private static void limit(String property, String usual) {
    System.setProperty(property, System.getProperty(property, usual));
  }

  private WitnessServer(Witness witness, HttpServer server) {
    this.witness = witness;
    this.server = server;
  }

  static WitnessServer start(Witness witness, InetSocketAddress address) {
    try {
      WitnessServer server = new WitnessServer(witness, HttpServer.create(address, 0));
      server.server.createContext("/", server::handle);
      server.server.setExecutor(server.threads);
      server.server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at " + address, e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Returns when it is closed, or when this thread is interrupted. */
  void await() {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    end.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/add-checkpoint")) {
        add(exchange);
      } else {
        show(exchange, path);
      }
    }
  }

  private void add(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      answer(exchange, WRONG_METHOD, "text/plain", "");
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(SignedNote.LARGEST + 1);
    if (body.length > SignedNote.LARGEST) {
      answer(exchange, TOO_LARGE, "text/plain", "");
      return;
    }
    try {
      switch (witness.add(body)) {
        case Answer.Cosigned(String line) -> answer(exchange, OK, "text/plain", line);
        case Answer.Conflict(long size) ->
            answer(exchange, CONFLICT, "text/x.tlog.size", size + "\n");
        case Answer.Refused(Witness.Reason reason) ->
            answer(exchange, reason.status(), "text/plain", reason + "\n");
      }
    } catch (LogDamaged | UncheckedIOException e) {
      // It cannot remember: then it says nothing.
      answer(exchange, FAILED, "text/plain", "");
    }
  }

  private void show(HttpExchange exchange, String path) throws IOException {
    Optional<SignedNote> note =
        witness.logs().stream()
            .filter(log -> path.equals("/" + WitnessFiles.name(log.name()) + "/checkpoint"))
            .findFirst()
            .flatMap(witness::last);
    if (note.isPresent()) {
      answer(exchange, OK, "text/plain", new String(note.get().bytes(), StandardCharsets.UTF_8));
    } else {
      answer(exchange, NOT_FOUND, "text/plain", "");
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
