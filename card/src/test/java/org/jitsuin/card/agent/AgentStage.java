package org.jitsuin.card.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.counter.CardDesk;
import org.jitsuin.card.personalisation.TestOffice;
import org.jitsuin.card.personalisation.WrittenCertificate;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.CardInHand;
import org.jitsuin.card.testing.HandReaders;
import org.jitsuin.card.testing.TestCards;

/** An agent with one reader and a card in it, and an office that certifies. */
final class AgentStage implements AutoCloseable {
  static final String ORIGIN = "https://ca.example:8443";

  final CardInHand card;
  final TestOffice office = new TestOffice();
  private final Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final SecureRandom random = new SecureRandom();
  private final AgentToken.Made token;
  private CounterAgent agent;

  /** An agent whose holders enter PINs at its pages. */
  AgentStage(Path directory, CardState state) throws IOException {
    this.directory = directory;
    this.card = new CardInHand(state);
    this.token = AgentToken.make(directory.resolve("token"), random);
    start();
  }

  private void start() throws IOException {
    AgentSettings settings =
        new AgentSettings(0, Set.of(ORIGIN), directory, AgentSettings.USUAL_PATIENCE);
    agent =
        CounterAgent.start(
            settings,
            AgentToken.kept(directory.resolve("token")).orElseThrow(),
            new CardDesk(new HandReaders(card), (_, _) -> TestCards.CHANNEL_KEYS, random),
            Optional.empty(),
            InstantSource.fixed(Instant.parse("2026-11-30T00:00:00Z")),
            random,
            trouble -> {
              throw new AssertionError(trouble);
            });
  }

  /** The program is ended and started again. */
  void restart() throws IOException {
    agent.close();
    card.reinsert();
    start();
  }

  static String readerId() {
    return HandReaders.id();
  }

  String address() {
    return agent.address();
  }

  AgentClient client() {
    return new AgentClient(agent.address(), token.text());
  }

  String token() {
    return token.text();
  }

  /** A request below the base of the API, with the token. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(agent.address() + Route.BASE + path))
        .header("Authorization", "Bearer " + token.text());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** What is asked for of the card in the reader. */
  ObjectNode deed(String name) {
    return AgentJson.object()
        .put("do", name)
        .put("reader", readerId())
        .put("chip", card.saved().number());
  }

  ObjectNode prepare(UUID order) {
    ObjectNode deed = deed("prepare").put("order", order.toString()).put("scheme", "p-384");
    deed.putArray("certificates").add("signature").add("user-identification");
    return deed;
  }

  /** Certificates for requests, to be written. */
  ObjectNode finish(UUID order, JsonNode prepared) throws IOException {
    Map<KeyUse, Bytes> requests = new EnumMap<>(KeyUse.class);
    for (KeyUse use : KeyUse.values()) {
      String pem = prepared.path("requests").path(use.authority().id()).asText();
      String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      requests.put(use, Bytes.of(Base64.getDecoder().decode(base64)));
    }
    ObjectNode deed = deed("finish").put("order", order.toString());
    for (Map.Entry<KeyUse, WrittenCertificate> one : office.certify(requests).entrySet()) {
      deed.withArray("certificates")
          .addObject()
          .put("authority", one.getKey().authority().id())
          .put("certificate", pem(one.getValue().certificate()))
          .put("issuer", Base64.getEncoder().encodeToString(one.getValue().authority().bytes()));
    }
    return deed;
  }

  private static String pem(Bytes der) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.bytes())
        + "\n-----END CERTIFICATE-----\n";
  }

  /** Enters a PIN at the page of a job that waits for one. */
  HttpResponse<String> enter(JsonNode job, KeyUse use, String pin, String again, String origin)
      throws IOException {
    String form = "use=%s&pin=%s&again=%s".formatted(use.authority().id(), pin, again);
    return send(
        HttpRequest.newBuilder(URI.create(job.path("pin").path("page").asText()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.ofString(form, StandardCharsets.US_ASCII))
            .build());
  }

  /** Enters both PINs as a holder does. */
  void enterBoth(JsonNode job) {
    try {
      enter(job, KeyUse.SIGNATURE, "abc123", "abc123", agent.address());
      enter(job, KeyUse.USER_IDENTIFICATION, "1234", "1234", agent.address());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    agent.close();
  }
}
