package org.jitsuin.cluster.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.cluster.trial.check.Act;
import org.jitsuin.cluster.trial.check.ActKind;
import org.jitsuin.cluster.trial.check.Outcome;
import org.jitsuin.cluster.trial.check.Status;

/** Asks the servers for acts, as an office's program does: under a key, again until it is told. */
final class Office {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PAUSE = 1_000;

  private final HttpClient client;
  private final List<Host> servers;
  private final HistoryFile history;
  private final InstantSource clock;
  private final BooleanSupplier over;

  /**
   * @param over whether nobody waits any more for what is not told yet
   */
  Office(
      Path home,
      String who,
      List<Host> servers,
      HistoryFile history,
      InstantSource clock,
      BooleanSupplier over) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(StaffTls.of(home, who))
            .connectTimeout(CONNECT)
            .build();
    this.servers = servers;
    this.history = history;
    this.clock = clock;
    this.over = over;
  }

  /**
   * An act to be done.
   *
   * @param subject what it is about; for the history
   */
  record Order(ActKind kind, String key, String subject, String path, String body) {}

  /**
   * What was told of it; empty where it was refused, or nothing was told to the end.
   *
   * @param near the number of the server that is asked first
   */
  JsonNode ask(Order order, int near, RandomGenerator random) {
    int server = near % servers.size();
    while (!over.getAsBoolean()) {
      Told told = attempt(order, servers.get(server));
      if (told.outcome() != Outcome.UNKNOWN) {
        return told.outcome() == Outcome.OK ? told.body() : MissingNode.getInstance();
      }
      pause(PAUSE / 4 + random.nextInt(PAUSE));
      // The other one, as a balancer would.
      server = (server + 1) % servers.size();
    }
    return MissingNode.getInstance();
  }

  private record Told(Outcome outcome, JsonNode body) {}

  private Told attempt(Order order, Host server) {
    long begin = clock.millis();
    Told told;
    String answer = "";
    try {
      var response =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "https://%s:8443/api/v1/%s".formatted(server.address(), order.path())))
                  .timeout(PATIENCE)
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", order.key())
                  .POST(HttpRequest.BodyPublishers.ofString(order.body()))
                  .build(),
              BodyHandlers.ofByteArray());
      Outcome outcome = outcome(response.statusCode());
      answer = outcome == Outcome.UNKNOWN ? "" : Fingerprint.of(response.body()).toString();
      told =
          new Told(
              outcome,
              outcome == Outcome.OK ? JSON.readTree(response.body()) : MissingNode.getInstance());
    } catch (IOException e) {
      told = new Told(Outcome.UNKNOWN, MissingNode.getInstance());
      answer = "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    history.add(
        new Act(
            order.kind(),
            order.key(),
            order.subject(),
            server.name(),
            begin,
            clock.millis(),
            told.outcome(),
            answer,
            effects(order.kind(), told.body()),
            told.body().path("receipt").path("entry").asLong(0)));
    return told;
  }

  /** What is over a limit, or not possible now, is asked for again. */
  private static Outcome outcome(int status) {
    if (status / 100 == 2) {
      return Outcome.OK;
    }
    return status / 100 == 4 && status != 408 && status != 429 ? Outcome.REFUSED : Outcome.UNKNOWN;
  }

  private static Map<String, Status> effects(ActKind kind, JsonNode body) {
    return switch (kind) {
      case REGISTER -> Map.of();
      case ISSUE -> each(body.path("certificates"), _ -> Status.GOOD);
      case SUSPEND, LIFT -> each(body.path("certificates"), Office::status);
      case EVENT -> each(body.path("revoked"), _ -> Status.REVOKED);
    };
  }

  private static Map<String, Status> each(
      JsonNode certificates, Function<JsonNode, Status> status) {
    return certificates
        .valueStream()
        .collect(
            Collectors.toMap(
                one -> one.path("serial").asText(), status, (one, _) -> one, LinkedHashMap::new));
  }

  private static Status status(JsonNode certificate) {
    return switch (certificate.path("state").asText()) {
      case "suspended" -> Status.HOLD;
      case "revoked" -> Status.REVOKED;
      default -> Status.GOOD;
    };
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
