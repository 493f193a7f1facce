package org.jitsuin.bench.ocsp;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ocsp.boot.OcspService;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/**
 * The responder behind the HTTP server that WildFly has, Undertow, with a static body of 2 KB
 * beside it. Prints its port when it is ready, and ends well with its standard input.
 */
public final class ResponderServer {
  /** The variable with the settings, a line of key and value for each. */
  static final String SETTINGS = "JITSUIN_BENCH_SETTINGS";

  static final String OCSP = "/ocsp";
  static final String STATIC = "/static";

  /** See {@link Allocation}. */
  static final String ALLOCATED = "/allocated";

  static final String DATABASE = "bench.database";
  static final String USER = "bench.user";
  static final String PASSWORD_FILE = "bench.password-file";

  private static final ByteBuffer BODY = ByteBuffer.allocate(2048);
  private static final int CONNECTIONS = 4;

  /** A multiple of the cores, as WildFly has it. */
  private static final int WORKERS_PER_CORE = 16;

  private ResponderServer() {}

  /** Runs the process. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Logger.getLogger("").setLevel(Level.WARNING);
    Map<String, String> settings = settings();
    MariaDbPoolDataSource database =
        new MariaDbPoolDataSource(
            String.format(
                Locale.ROOT,
                "%s?maxPoolSize=%d&connectTimeout=5000&user=%s&password=%s",
                settings.get(DATABASE),
                CONNECTIONS,
                settings.get(USER),
                Files.readString(Path.of(settings.get(PASSWORD_FILE))).strip()));
    OcspService service =
        new OcspService(
            new Settings(key -> Optional.ofNullable(settings.get(key))),
            database,
            Clocks.system(),
            Executors.defaultThreadFactory());
    service.start();
    Undertow server = server(service.handler());
    server.start();
    while (!service.readiness().up()) {
      LockSupport.parkNanos(10_000_000);
    }
    int port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    System.out.println(port);
    System.in.transferTo(OutputStream.nullOutputStream());
    service.close();
    Runtime.getRuntime().halt(0);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    List<String> lines = Optional.ofNullable(System.getenv(SETTINGS)).orElse("").lines().toList();
    for (String line : lines) {
      int equals = line.indexOf('=');
      settings.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return settings;
  }

  private static Undertow server(HttpHandler ocsp) {
    return Undertow.builder()
        .addHttpListener(0, "localhost")
        .setWorkerThreads(WORKERS_PER_CORE * Runtime.getRuntime().availableProcessors())
        .setHandler(
            Handlers.path()
                .addPrefixPath(OCSP, ocsp)
                .addExactPath(STATIC, ResponderServer::sendStatic)
                .addExactPath(ALLOCATED, Allocation::send))
        .build();
  }

  /** Sends a static body, the least that a handler can do. */
  private static void sendStatic(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/ocsp-response");
    exchange.getResponseSender().send(BODY.duplicate());
  }
}
