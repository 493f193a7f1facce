package org.jitsuin.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jitsuin.launcher.installation.Installation;

/** Calls the office API as one member of staff, or as nobody. */
final class StaffClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final String base;
  private final HttpClient client;

  private StaffClient(Installation installation, Optional<KeyStore> credential) {
    this.base = installation.settings().httpsAddress();
    this.client =
        HttpClient.newBuilder()
            .sslContext(context(installation.ca().resolve("staff.pem"), credential))
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /**
   * @param name as in {@code staff/NAME.p12}
   */
  static StaffClient of(Installation installation, String name) {
    return new StaffClient(installation, Optional.of(credential(installation, name)));
  }

  private static KeyStore credential(Installation installation, String name) {
    Path file = installation.staff().resolve(name + ".p12");
    try (InputStream stream = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(stream, PASSWORD);
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The client certificate of a member of staff. */
  static X509Certificate certificate(Installation installation, String name)
      throws GeneralSecurityException {
    KeyStore store = credential(installation, name);
    return (X509Certificate) store.getCertificate(store.aliases().nextElement());
  }

  /** With any credential; its password is that of development. */
  static StaffClient with(Installation installation, KeyStore credential) {
    return new StaffClient(installation, Optional.of(credential));
  }

  /** Without a client certificate. */
  static StaffClient anonymous(Installation installation) {
    return new StaffClient(installation, Optional.empty());
  }

  /**
   * TLS to the server.
   *
   * @param name of the member of staff; empty for a client without a certificate
   */
  static SSLContext tls(Installation installation, Optional<String> name) {
    return context(
        installation.ca().resolve("staff.pem"), name.map(known -> credential(installation, known)));
  }

  private static SSLContext context(Path authority, Optional<KeyStore> credential) {
    try (InputStream pem = Files.newInputStream(authority)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      if (credential.isPresent()) {
        keys.init(credential.get(), PASSWORD);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          credential.isPresent() ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was answered. */
  record Answer(int status, JsonNode body, Optional<String> tag) {
    String code() {
      return body.path("code").asText();
    }
  }

  Answer get(String path) throws IOException {
    return send(request("GET", path).build());
  }

  /** With an Idempotency-Key drawn for it. */
  Answer post(String path, String json) throws IOException {
    return post(path, json, UUID.randomUUID().toString());
  }

  Answer post(String path, String json, String key) throws IOException {
    return send(posting(path, json, key));
  }

  /** On the version of a card that was seen, as an ETag told it. */
  Answer postOn(String tag, String path, String json) throws IOException {
    return postOn(tag, path, json, UUID.randomUUID().toString());
  }

  Answer postOn(String tag, String path, String json, String key) throws IOException {
    return send(
        HttpRequest.newBuilder(posting(path, json, key), (_, _) -> true)
            .header("If-Match", tag)
            .build());
  }

  /**
   * As a browser sends what a page asks for.
   *
   * @param site of the page, as the browser says it
   */
  Answer fromPage(String site, String method, String path) throws IOException {
    return send(
        request(method, path)
            .method(method, HttpRequest.BodyPublishers.ofString("GET".equals(method) ? "" : "{}"))
            .header("Sec-Fetch-Site", site)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .build());
  }

  /** Sends without waiting for the answer. */
  CompletableFuture<HttpResponse<byte[]>> postLater(String path, String json, String key) {
    return client.sendAsync(posting(path, json, key), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Any method, without a body. */
  Answer call(String method, String path) throws IOException {
    return send(request(method, path).method(method, HttpRequest.BodyPublishers.noBody()).build());
  }

  private HttpRequest posting(String path, String json, String key) {
    return request("POST", path)
        .header("Idempotency-Key", key)
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  private HttpRequest.Builder request(String method, String path) {
    return HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
        .timeout(Duration.ofSeconds(60))
        .method(method, HttpRequest.BodyPublishers.noBody())
        .header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      ApiDocument.check(response);
      boolean json =
          response
              .headers()
              .firstValue("Content-Type")
              .filter(type -> type.contains("json"))
              .isPresent();
      // Checkpoints and proofs are text.
      return new Answer(
          response.statusCode(),
          json ? JSON.readTree(response.body()) : MissingNode.getInstance(),
          response.headers().firstValue("ETag"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
