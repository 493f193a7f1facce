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
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Bytes;

/** A login at a provider that was begun in a browser: what the card is to sign, and bringing it. */
public final class LoginVisit {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST = 512 * 1024;
  private static final int OK = 200;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /**
   * Takes an address as the browser shows it.
   *
   * @throws HolderFailure if it is none of a login, or not by HTTPS
   */
  public LoginVisit(URI address) {
    boolean secure =
        "https".equals(address.getScheme())
            || ("http".equals(address.getScheme())
                && LOOPBACK.contains(String.valueOf(address.getHost())));
    if (!secure
        || address.getRawUserInfo() != null
        || !String.valueOf(address.getRawPath())
            .matches("(/[A-Za-z0-9._~-]+)*/card/[A-Za-z0-9_-]{20,64}")) {
      throw new HolderFailure(
          "ログイン画面に表示されたアドレスを指定してください。",
          "Name the address that the page for logging in shows; by https, or of this machine.");
    }
    this.address = address;
  }

  /**
   * What is asked of the holder.
   *
   * @param challenge what both keys sign; says to whom, for what and until when
   * @param attributes whether name, address, birth date and sex are shown
   * @param title what the document is
   * @param document to be signed, where there is one
   */
  public record Wanted(
      String challenge,
      String party,
      boolean attributes,
      Optional<String> title,
      Optional<byte[]> document) {}

  /**
   * What the card signed.
   *
   * @param identification the challenge, by the key for user identification
   * @param attributes the challenge, by the key for signatures
   * @param document the document, by the key for signatures
   */
  public record Signed(
      Bytes identification, Optional<Bytes> attributes, Optional<Bytes> document) {}

  /**
   * Asks what is to be signed.
   *
   * @throws HolderFailure if nothing is, or it is not for whom it was fetched from: somebody in
   *     between may pass on what another provider asks
   */
  public Wanted ask() {
    JsonNode told = send(HttpRequest.newBuilder(address).GET());
    String challenge = told.path("challenge").asText();
    String own = "Log in with a card\nprovider: " + provider() + "\n";
    if (!challenge.startsWith(own)
        || !isPlain(challenge)
        || !isPlain(told.path("party").asText())) {
      throw new HolderFailure(
          "相手が求めている署名は、この相手へのログインのためのものではありません。署名しないでください。",
          "What is to be signed is not for logging in there; nothing was signed.");
    }
    return new Wanted(
        challenge,
        told.path("party").asText(),
        told.path("attributes").asBoolean(),
        text(told, "title"),
        text(told, "document").map(LoginVisit::octets));
  }

  /** The address up to what stands in front of the login. */
  private String provider() {
    String text = address.toString();
    return text.substring(0, text.lastIndexOf("/card/"));
  }

  /** Nothing that a terminal takes for a command, or shows elsewhere than it stands. */
  private static boolean isPlain(String text) {
    return text.codePoints()
        .allMatch(one ->
            one == '\n'
                || (!Character.isISOControl(one) && Character.getType(one) != Character.FORMAT));
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.of(node.path(name).asText()).filter(text -> !text.isEmpty());
  }

  private static byte[] octets(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /**
   * Brings what was signed.
   *
   * @return the number that the holder types into the browser
   * @throws HolderFailure if it is refused; the words say why
   */
  public String bring(Signed signed) {
    ObjectNode body =
        JSON.createObjectNode().put("identification", signed.identification().bytes());
    signed.attributes().ifPresent(cms -> body.put("attributes", cms.bytes()));
    signed.document().ifPresent(cms -> body.put("document", cms.bytes()));
    JsonNode told =
        send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    String number = told.path("confirmation").asText();
    if (!number.matches("\\d{6}")) {
      throw unreadable(null);
    }
    return number;
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

  private static HolderFailure unreadable(Exception cause) {
    return new HolderFailure("相手の回答を読み取れません。", "The answer cannot be read.", cause);
  }
}
