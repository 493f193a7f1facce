package org.jitsuin.repository.http;

import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.repository.ListedCrl;
import org.jitsuin.base.repository.RepositoryFiles.Part;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.repository.content.Follower;
import org.jitsuin.repository.testing.TestRepository;
import org.jitsuin.testing.SettableClock;

/** A server that hands out the CRLs of a city by HTTP. */
final class ServedCrls implements AutoCloseable {
  static final String ID = "13221-g1";
  static final String CRL = "/crl/signature/" + ID + ".crl";

  final SettableClock clock;
  final TestRepository repository;
  final Follower partitions;
  private final Follower complete;
  private final Undertow undertow;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * @param directory of the CRLs
   */
  ServedCrls(Path directory) {
    this(directory, new SettableClock(Clocks.system().instant()));
  }

  ServedCrls(Path directory, SettableClock clock) {
    this.clock = clock;
    Map<String, String> settings =
        Map.of(
            "jitsuin.base-url",
            "http://localhost:8080",
            "jitsuin.crl.directory",
            directory.toString(),
            "jitsuin.audit.directory",
            directory.resolve("audit").toString());
    repository = new TestRepository(directory, clock);
    partitions = new Follower(repository.files(), Part.PARTITIONS, clock);
    complete = new Follower(repository.files(), Part.COMPLETE, clock);
    CrlHandler handler =
        new CrlHandler(
            new Settings(key -> Optional.ofNullable(settings.get(key))),
            partitions::current,
            complete::current,
            clock);
    undertow = Undertow.builder().addHttpListener(0, "localhost").setHandler(handler).build();
    undertow.start();
  }

  /** As after the first start of a publisher. */
  void publishFirst() {
    repository.founded();
    publish(TestRepository.SIGNATURE, 1, octets("first"));
    publish(TestRepository.USER_IDENTIFICATION, 1, octets("first of the other"));
    follow();
  }

  ListedCrl publish(Issuer issuer, long number, byte[] crl) {
    return repository.publish(issuer, ID, number, crl);
  }

  static byte[] octets(String text) {
    return text.repeat(20).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes down what is published, and looks at it. */
  void follow() {
    repository.show();
    look();
  }

  void look() {
    partitions.run();
    complete.run();
  }

  /** What is handed out of the signature authority. */
  ListedCrl crl() {
    return partitions
        .current()
        .flatMap(all -> all.find(TestRepository.SIGNATURE.authority(), ID))
        .flatMap(one -> one.crl())
        .orElseThrow();
  }

  /** The file of the complete CRL of that number. */
  Path file(long number) {
    return repository.files().crl(TestRepository.SIGNATURE, ID, number);
  }

  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  HttpResponse<byte[]> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    int port = ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() {
    undertow.stop();
  }
}
