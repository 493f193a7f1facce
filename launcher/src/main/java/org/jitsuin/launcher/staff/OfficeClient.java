package org.jitsuin.launcher.staff;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import org.jitsuin.installation.ceremony.RecordSignature.Credential;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;

/**
 * Speaks to the office API of an installation's server as one member of staff, over TLS that trusts
 * the installation's own authority and nobody else.
 */
public final class OfficeClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LEAST_PROBLEM = 400;

  private final String address;
  private final Caller caller;
  private final HttpClient client;

  private OfficeClient(String address, Caller caller, HttpClient client) {
    this.address = address;
    this.caller = caller;
    this.client = client;
  }

  /**
   * A client for the server of an installation.
   *
   * @param credential who asks
   * @param now by the machine's clock, which TLS goes by
   * @throws SetupFailure if nobody is let in with that credential
   */
  public static OfficeClient of(Installation installation, Credential credential, Instant now) {
    Caller caller = Caller.of(installation, credential, now);
    return new OfficeClient(
        installation.settings().httpsAddress(),
        caller,
        HttpClient.newBuilder().sslContext(caller.tls()).connectTimeout(CONNECT_PATIENCE).build());
  }

  /** Who asks. */
  public Caller caller() {
    return caller;
  }

  /**
   * Reads something.
   *
   * @param path below {@code /api/v1/}
   * @throws Refused as the server does
   * @throws SetupFailure if it does not answer
   */
  public JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  /**
   * Has something done. Where the answer does not come it is asked once more, which does nothing a
   * second time.
   *
   * @param path below {@code /api/v1/}
   * @param key the Idempotency-Key
   * @throws Refused as the server does
   * @throws SetupFailure if it does not answer
   */
  public JsonNode post(String path, JsonNode body, String key) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return send(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path)).timeout(PATIENCE);
  }

  private JsonNode send(HttpRequest request) {
    try {
      return exchange(request);
    } catch (ConnectException e) {
      throw new SetupFailure(
          "the server does not answer at %s; start it with: ./jitsuin up".formatted(address), e);
    } catch (SSLException e) {
      throw new SetupFailure(
          "there is no TLS between %s and the server at %s, which must have a certificate of this authority: %s"
              .formatted(caller.name(), address, e.getMessage()),
          e);
    } catch (IOException e) {
      return again(request);
    }
  }

  private JsonNode again(HttpRequest request) {
    try {
      return exchange(request);
    } catch (IOException e) {
      throw new SetupFailure(
          "the server at %s gave no answer; what was done shows: ./jitsuin staff list"
              .formatted(address),
          e);
    }
  }

  private JsonNode exchange(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while the server was asked", e);
    }
  }

  private JsonNode answer(int status, byte[] body) throws IOException {
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (JacksonException e) {
      throw new SetupFailure(
          "what answers at " + address + " with status " + status + " is no server of this program",
          e);
    }
    if (status < LEAST_PROBLEM) {
      return answer;
    }
    throw new Refused(
        answer.path("code").asText("HTTP " + status),
        answer.path("detail").asText("the server refused it"));
  }
}
