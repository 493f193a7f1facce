package org.jitsuin.crl.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where delta CRLs are. */
@Tag("stack")
class DeltaAddressTest {
  private static final String CRL = ServedCrls.CRL;
  private static final String DELTA = "/crl/signature/13221-g1-delta.crl";
  @TempDir private Path directory;
  private ServedCrls served;

  @BeforeEach
  void start() {
    served = new ServedCrls(directory);
    served.rows.reset();
    served.rows.issueFirst("13221", served.clock.instant());
    served.publish();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return served.get(path, headers);
  }

  private static String tag(HttpResponse<byte[]> response) {
    return ServedCrls.header(response, "ETag");
  }

  private Path deltaFile() {
    return served.service.files().deltaFile(served.listing().partition(), 1);
  }

  private PublishedDelta delta() {
    return served.listing().served().flatMap(PublishedCrl::delta).orElseThrow();
  }

  @Test
  void get_deltaCrl_isTheFileBesideTheCompleteCrl() throws Exception {
    HttpResponse<byte[]> response = get(DELTA);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(Files.readAllBytes(deltaFile()));
    assertThat(response.headers().firstValue("Content-Type")).contains("application/pkix-crl");
    assertThat(tag(response)).isEqualTo("\"" + delta().sha256() + "\"").isNotEqualTo(tag(get(CRL)));
    assertThat(get(DELTA, "If-None-Match", tag(response)).statusCode()).isEqualTo(304);
  }

  @Test
  void get_deltaThatIsNotMade_isNotFound() throws Exception {
    served.rows.reset();
    try (ServedCrls unused = new ServedCrls(directory.resolve("new"))) {
      unused.publish();
      assertThat(unused.get(CRL).statusCode()).isEqualTo(200);
      assertThat(unused.get(DELTA).statusCode()).isEqualTo(404);
      JsonNode index = new ObjectMapper().readTree(unused.get("/crl/signature/").body());
      assertThat(index.path("crls").path(0).has("delta")).isFalse();
    }
  }

  @Test
  void get_deltaFileGone_isToBeTriedAgain() throws Exception {
    Files.delete(deltaFile());
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
