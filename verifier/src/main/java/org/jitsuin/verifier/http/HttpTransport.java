package org.jitsuin.verifier.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reaches others by Java's own HTTP client. A whole exchange has a deadline, however slowly its
 * octets come; nobody is followed elsewhere.
 *
 * <pre>{@code
 * HttpTransport http = new HttpTransport(Duration.ofSeconds(10));
 * }</pre>
 */
public final class HttpTransport implements Exchange, Download, Lookup {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final HttpClient client;
  private final Duration patience;

  /**
   * @param patience how long an exchange may take from its first octet to its last
   */
  public HttpTransport(Duration patience) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build(),
        patience);
  }

  /**
   * @param client with a proxy or a client certificate of one's own
   * @param patience how long an exchange may take from its first octet to its last
   * @throws IllegalArgumentException if that client follows redirections
   */
  public HttpTransport(HttpClient client, Duration patience) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("an authority is asked where it says, and nowhere else");
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("no answer comes in no time");
    }
    this.client = client;
    this.patience = patience;
  }

  @Override
  public byte[] post(URI address, String type, byte[] content, int most) throws IOException {
    HttpRequest request =
        builder(address)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(content))
            .build();
    return whole(request, most);
  }

  @Override
  public byte[] get(URI address, int most) throws IOException {
    return whole(builder(address).GET().build(), most);
  }

  private byte[] whole(HttpRequest request, int most) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    HttpResponse<Void> response = send(request, answer, most);
    if (response.statusCode() != OK) {
      throw new IOException("status " + response.statusCode());
    }
    return answer.toByteArray();
  }

  @Override
  public Result fetch(URI address, Optional<String> tag, Path file, long most) throws IOException {
    HttpRequest.Builder request = builder(address).GET();
    tag.ifPresent(known -> request.header("If-None-Match", known));
    HttpResponse<Void> response;
    try (OutputStream out = Files.newOutputStream(file)) {
      response = send(request.build(), out, most);
    }
    if (response.statusCode() == NOT_MODIFIED && tag.isPresent()) {
      return new Result(false, tag);
    }
    if (response.statusCode() != OK) {
      throw new IOException("status " + response.statusCode());
    }
    return new Result(true, response.headers().firstValue("ETag"));
  }

  private static HttpRequest.Builder builder(URI address) throws IOException {
    try {
      return HttpRequest.newBuilder(address);
    } catch (IllegalArgumentException e) {
      throw new IOException("no address of HTTP", e);
    }
  }

  private HttpResponse<Void> send(HttpRequest request, OutputStream out, long most)
      throws IOException {
    CompletableFuture<HttpResponse<Void>> response =
        client.sendAsync(request, head -> new LimitedBody(out, most));
    try {
      return response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw problem(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no whole answer in " + patience, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      // Nobody waits for it any longer, where it is not done.
      response.cancel(true);
    }
  }

  /** The client wraps what ended a body, now once and now twice. */
  private static IOException problem(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooLargeException tooLarge) {
        return tooLarge;
      }
    }
    return new IOException(problem.getClass().getSimpleName(), problem);
  }
}
