package org.jitsuin.crl.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.testing.TestStack;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.Listing;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where delta CRLs are. */
class DeltaAddressTest {
  private static final String CRL = "/crl/signature/13221-g1.crl";
  private static final String DELTA = "/crl/signature/13221-g1-delta.crl";
  private final TestClock clock = new TestClock(Clocks.system().instant());
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path directory;
  private CrlService service;
  private Undertow undertow;

  @BeforeEach
  void start() {
    StatusRows rows = new StatusRows();
    rows.reset();
    rows.issueFirst("13221", clock.instant());
    TestStack stack = TestStack.shared();
    Settings settings = stack.settingsWith(Map.of("jitsuin.crl.directory", directory.toString()));
    service =
        CrlService.of(
            settings,
            stack.dataSource("crl"),
            clock,
            partition -> partition.municipality().equals(Optional.of("13221")));
    service.publisher().run();
    undertow = serve(new CrlHandler(settings, service, clock));
  }

  private static Undertow serve(CrlHandler handler) {
    Undertow undertow =
        Undertow.builder().addHttpListener(0, "localhost").setHandler(handler).build();
    undertow.start();
    return undertow;
  }

  @AfterEach
  void stop() {
    undertow.stop();
    service.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    InetSocketAddress address =
        (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + address.getPort() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String tag(HttpResponse<byte[]> response) {
    return response.headers().firstValue("ETag").orElse("");
  }

  private Listing listing() {
    return service
        .catalogue()
        .current()
        .orElseThrow()
        .find(Authority.SIGNATURE, "13221-g1")
        .orElseThrow();
  }

  private PublishedDelta delta() {
    return listing().served().flatMap(PublishedCrl::delta).orElseThrow();
  }

  @Test
  void get_deltaCrl_isTheFileBesideTheCompleteCrl() throws Exception {
    HttpResponse<byte[]> response = get(DELTA);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(Files.readAllBytes(service.files().deltaFile(listing().partition(), 1)));
    assertThat(response.headers().firstValue("Content-Type")).contains("application/pkix-crl");
    assertThat(tag(response)).isEqualTo("\"" + delta().sha256() + "\"").isNotEqualTo(tag(get(CRL)));
    assertThat(get(DELTA, "If-None-Match", tag(response)).statusCode()).isEqualTo(304);
  }

  @Test
  void get_deltaThatIsNotMade_isNotFound() throws Exception {
    new StatusRows().reset();
    Settings settings =
        TestStack.shared()
            .settingsWith(Map.of("jitsuin.crl.directory", directory.resolve("new").toString()));
    try (CrlService unused =
        CrlService.of(
            settings,
            TestStack.shared().dataSource("crl"),
            clock,
            partition -> partition.municipality().equals(Optional.of("13221")))) {
      unused.publisher().run();
      undertow.stop();
      undertow = serve(new CrlHandler(settings, unused, clock));
      assertThat(get(CRL).statusCode()).isEqualTo(200);
      assertThat(get(DELTA).statusCode()).isEqualTo(404);
      JsonNode index = new ObjectMapper().readTree(get("/crl/signature/").body());
      assertThat(index.path("crls").path(0).has("delta")).isFalse();
    }
  }

  @Test
  void get_deltaFileGone_isToBeTriedAgain() throws Exception {
    Files.delete(service.files().deltaFile(listing().partition(), 1));
    assertThat(get(DELTA).statusCode()).isEqualTo(503);
    assertThat(get(CRL).statusCode()).isEqualTo(200);
  }

  @Test
  void get_index_listsTheDeltaBesideTheCompleteCrl() throws Exception {
    JsonNode found =
        new ObjectMapper()
            .readTree(get("/crl/signature/").body())
            .path("crls")
            .path(0)
            .path("delta");
    assertThat(found.path("base").asLong()).isEqualTo(1);
    assertThat(found.path("entries").asLong(-1)).isZero();
    assertThat(found.path("size").asLong()).isEqualTo(delta().size());
    assertThat(found.path("sha256").asText()).isEqualTo(delta().sha256().toString());
    assertThat(found.path("url").asText()).isEqualTo("http://localhost:8080" + DELTA);
  }
}
