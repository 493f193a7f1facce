package org.jitsuin.card.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.counter.CardDesk;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.counter.ProblemCode;

/** A counter agent that runs: an HTTP server on loopback. */
public final class CounterAgent implements AutoCloseable {
  /** What is read of a body, at the most. */
  static final int LONGEST_BODY = 64 * 1024;

  private static final int MOST_REQUESTS = 32;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Semaphore room = new Semaphore(MOST_REQUESTS);
  private final Gate gate;
  private final AgentApi api;
  private final Optional<PinSite> site;
  private final Consumer<Throwable> trouble;

  static {
    // The server of the JDK reads its limits once.
    limit("sun.net.httpserver.maxReqHeaders", "64");
    limit("sun.net.httpserver.maxReqHeaderSize", "16384");
    limit("sun.net.httpserver.maxReqTime", "10");
    limit("sun.net.httpserver.maxRspTime", "60");
    limit("sun.net.httpserver.idleInterval", "30");
    limit("sun.net.httpserver.nodelay", "true");
    limit("jdk.httpserver.maxConnections", "64");
  }

  private static void limit(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  private CounterAgent(
      HttpServer server,
      Gate gate,
      AgentApi api,
      Optional<PinSite> site,
      ExecutorService threads,
      Consumer<Throwable> trouble) {
    this.server = server;
    this.gate = gate;
    this.api = api;
    this.site = site;
    this.threads = threads;
    this.trouble = trouble;
  }

  /**
   * Starts one.
   *
   * @param testPins where PINs come from, if holders do not enter them
   * @param trouble is told what nobody expected
   * @throws IOException if the port is taken, or its directory cannot be used
   */
  public static CounterAgent start(
      AgentSettings settings,
      AgentToken token,
      CardDesk desk,
      Optional<PinFile> testPins,
      InstantSource clock,
      SecureRandom random,
      Consumer<Throwable> trouble)
      throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, settings.port()), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      int port = server.getAddress().getPort();
      PinPages pages =
          new PinPages(
              "http://127.0.0.1:" + port + PinSite.BASE, settings.pinPatience(), clock, random);
      PinPad pad = testPins.map(PinPad.class::cast).orElse(pages);
      Journal journal = new Journal(settings.directory().resolve("jobs"));
      Jobs jobs = new Jobs(desk, pad, journal, clock, threads, trouble);
      CounterAgent agent =
          new CounterAgent(
              server,
              new Gate(settings.origins(), token, port),
              new AgentApi(desk, jobs, pad.kind()),
              Optional.of(new PinSite(pages)).filter(_ -> testPins.isEmpty()),
              threads,
              trouble);
      server.setExecutor(threads);
      server.createContext("/", agent::handle);
      server.start();
      return agent;
    } catch (IOException | RuntimeException e) {
      server.stop(0);
      threads.shutdownNow();
      throw e;
    }
  }

  /** Where it is reached, without a path. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!room.tryAcquire()) {
        send(exchange, Reply.problem(new CounterFailure(ProblemCode.AGENT_BUSY)), Map.of());
        return;
      }
      try {
        answer(exchange);
      } finally {
        room.release();
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> admitted = new LinkedHashMap<>();
    Reply reply;
    try {
      reply = reply(exchange, admitted);
    } catch (CounterFailure e) {
      reply = Reply.problem(e);
    } catch (RuntimeException | Error e) {
      trouble.accept(e);
      reply = Reply.problem(new CounterFailure(ProblemCode.AGENT_FAILED, e));
    }
    send(exchange, reply, admitted);
  }

  private Reply reply(HttpExchange exchange, Map<String, String> admitted) throws IOException {
    Gate.Headers headers = name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    String method = exchange.getRequestMethod();
    String path = Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("");
    if (site.isPresent() && path.startsWith(PinSite.BASE)) {
      gate.enterPage(headers);
      return site.orElseThrow().answer(method, path, body(exchange));
    }
    admitted.putAll(gate.enter(headers));
    if (method.equals("OPTIONS")) {
      return Reply.nothing(Gate.preflight(headers));
    }
    gate.requireToken(headers);
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return api.answer(new AgentApi.Request(method, path, query, headers, Bytes.of(body(exchange))));
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      throw new CounterFailure(ProblemCode.BODY_TOO_LARGE);
    }
    return body;
  }

  private static void send(HttpExchange exchange, Reply reply, Map<String, String> admitted)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(admitted);
    headers.putAll(reply.headers());
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    if (!reply.type().isEmpty()) {
      headers.put("Content-Type", reply.type());
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    int length = reply.body().length();
    exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
    if (length > 0) {
      exchange.getResponseBody().write(reply.body().bytes());
    }
  }

  /** Takes no more requests. What is being written to a card is finished by the card alone. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
