package org.jitsuin.card.holder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** An address that a page showed to the holder: what it asks as JSON, and what is brought to it. */
final class JsonVisit {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST = 512 * 1024;
  private static final int OK = 200;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  JsonVisit(URI address) {
    this.address = address;
  }

  /** Returns whether an address is by HTTPS or of this machine, and its path is such a one. */
  static boolean isAt(URI address, String path) {
    boolean secure =
        "https".equals(address.getScheme())
            || ("http".equals(address.getScheme())
                && LOOPBACK.contains(String.valueOf(address.getHost())));
    return secure
        && address.getRawUserInfo() == null
        && String.valueOf(address.getRawPath()).matches(path);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Asks what is wanted there. */
  JsonNode ask() {
    return send(HttpRequest.newBuilder(address).GET());
  }

  /**
   * Brings something.
   *
   * @throws HolderFailure if it is refused; the words say why
   */
  JsonNode bring(ObjectNode body) {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  /** Nothing that a terminal takes for a command, or shows elsewhere than it stands. */
  static boolean isPlain(String text) {
    return text.codePoints()
        .allMatch(one ->
            one == '\n'
                || (!Character.isISOControl(one) && Character.getType(one) != Character.FORMAT));
  }

  /** A line that looks like the next one would say something in our name, or the document's. */
  static boolean isLine(String text) {
    return isPlain(text) && text.indexOf('\n') < 0;
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> answer =
          client.send(
              request.timeout(PATIENCE).header("Accept", "application/json").build(),
              HttpResponse.BodyHandlers.ofInputStream());
      byte[] body;
      try (InputStream in = answer.body()) {
        body = in.readNBytes(MOST + 1);
      }
      if (body.length > MOST) {
        throw unreadable(null);
      }
      JsonNode told = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      if (answer.statusCode() != OK) {
        throw refused(told);
      }
      return told;
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    } catch (IOException e) {
      throw new HolderFailure(
          address.getHost() + " から回答がありません。", "Nobody answers at " + address.getHost() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(e);
    }
  }

  private static HolderFailure refused(JsonNode told) {
    String en = told.path("error_description").asText();
    String ja = told.path("error_description_ja").asText();
    return !en.isEmpty() && !ja.isEmpty() && isPlain(en) && isPlain(ja)
        ? new HolderFailure(ja, en)
        : unreadable(null);
  }

  static HolderFailure unreadable(Exception cause) {
    return new HolderFailure("相手の回答を読み取れません。", "The answer cannot be read.", cause);
  }
}
