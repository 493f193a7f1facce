package org.jitsuin.card.holder;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends over HTTP by Java's own client. */
public final class HttpPost implements Post {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int OK = 200;

  @Override
  public byte[] send(URI address, String type, byte[] body) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(address)
                  .timeout(PATIENCE)
                  .header("Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != OK) {
        throw unreachable(address, null);
      }
      return response.body();
    } catch (IOException | IllegalArgumentException e) {
      throw unreachable(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(address, e);
    }
  }

  private static HolderFailure unreachable(URI address, Exception cause) {
    return new HolderFailure(
        address + " から回答がありません。", "Nobody answers properly at " + address + ".", cause);
  }
}
