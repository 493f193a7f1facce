package org.jitsuin.crl.http;

import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.PublishedPartition;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.testing.TestStack;

/** A server that publishes the CRLs of a city and serves them by HTTP. */
final class ServedCrls implements AutoCloseable {
  static final String CRL = "/crl/signature/13221-g1.crl";
  private static final String MUNICIPALITY = "13221";

  final StatusRows rows = new StatusRows();
  final TestClock clock;
  final CrlService service;
  private final Undertow undertow;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * @param directory of the CRLs
   */
  ServedCrls(Path directory) {
    this(directory, new TestClock(Clocks.system().instant()));
  }

  ServedCrls(Path directory, TestClock clock) {
    this.clock = clock;
    Settings settings =
        TestStack.shared()
            .settingsWith(
                Map.of(
                    "jitsuin.crl.directory",
                    directory.toString(),
                    "jitsuin.audit.directory",
                    directory.resolve("audit").toString()));
    service =
        CrlService.of(
            settings,
            TestStack.shared().dataSource("crl"),
            clock,
            partition ->
                partition.isComplete()
                    || partition.municipality().equals(Optional.of(MUNICIPALITY)));
    undertow =
        Undertow.builder()
            .addHttpListener(0, "localhost")
            .setHandler(new CrlHandler(settings, service, clock))
            .build();
    undertow.start();
  }

  void publish() {
    service.publisher().run();
  }

  PublishedPartition listing(Authority authority) {
    return service
        .catalogue()
        .current()
        .flatMap(all -> all.find(authority, MUNICIPALITY + "-g1"))
        .orElseThrow();
  }

  PublishedPartition listing() {
    return listing(Authority.SIGNATURE);
  }

  /** The file of the complete CRL of that number. */
  Path file(long number) {
    return service.files().file(listing().partition(), number);
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
    service.close();
  }
}
