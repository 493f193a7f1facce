package org.jitsuin.sandbox.boot;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.card.HolderQuestions;
import org.jitsuin.sandbox.http.Json;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.keep.Secret;

/** Brings holders' questions to the API of an authority, by mutual TLS. */
final class LiveQuestions implements HolderQuestions {
  private static final int OK = 200;
  private static final int MOST = 512 * 1024;

  private final URI address;
  private final HttpClient client;
  private final Duration patience;
  private final String bearer;

  /**
   * @param api where the authority's API is
   * @param client that shows the party's certificate
   * @param bearer the name in that certificate
   */
  LiveQuestions(URI api, HttpClient client, Duration patience, String bearer) {
    this.address = api.resolve("/api/v1/consents/of-holder");
    this.client = client;
    this.patience = patience;
    this.bearer = bearer;
  }

  @Override
  public String bearer() {
    return bearer;
  }

  @Override
  public String bring(Bytes signed) throws IOException {
    String body =
        JSONObjectUtils.toJSONString(
            Map.of("signed", Base64.getEncoder().encodeToString(signed.bytes())));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", Secret.fresh())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        String text = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        if (answer.statusCode() != OK) {
          throw refused(text);
        }
        return text;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Refused refused(String problem) throws IOException {
    Optional<Map<String, Object>> told;
    try {
      told = Optional.of(Json.object(problem));
    } catch (Refused e) {
      throw new IOException("an answer that is no JSON", e);
    }
    return new Refused(
        422,
        told.flatMap(members -> Json.text(members, "code")).orElse("refused"),
        told.flatMap(members -> Json.text(members, "detailJa")).orElse("認証局が受け付けませんでした。"),
        told.flatMap(members -> Json.text(members, "detail")).orElse("The authority refused it."));
  }
}
