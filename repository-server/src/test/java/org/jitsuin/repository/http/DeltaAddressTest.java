package org.jitsuin.repository.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jitsuin.base.repository.ListedDelta;
import org.jitsuin.repository.testing.TestRepository;
import org.jitsuin.repository.testing.TestRepository.Delta;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where delta CRLs are. */
class DeltaAddressTest {
  private static final String CRL = ServedCrls.CRL;
  private static final String DELTA = "/crl/signature/13221-g1-delta.crl";
  @TempDir private Path directory;
  private ServedCrls served;

  @BeforeEach
  void start() {
    served = new ServedCrls(directory);
    served.repository.founded();
    served.repository.publish(
        TestRepository.SIGNATURE,
        ServedCrls.ID,
        7,
        ServedCrls.octets("complete"),
        Optional.of(new Delta(ServedCrls.octets("delta"), 3, 2)));
    served.repository.publish(
        TestRepository.SIGNATURE, "13104-g1", 7, ServedCrls.octets("another"));
    served.follow();
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
    return served.repository.files().delta(TestRepository.SIGNATURE, ServedCrls.ID, 7);
  }

  private ListedDelta delta() {
    return served.crl().delta().orElseThrow();
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
    assertThat(get("/crl/signature/13104-g1.crl").statusCode()).isEqualTo(200);
    assertThat(get("/crl/signature/13104-g1-delta.crl").statusCode()).isEqualTo(404);
    JsonNode index = new ObjectMapper().readTree(get("/crl/signature/").body());
    assertThat(index.path("crls").path(1).has("delta")).isFalse();
  }

  @Test
  void get_deltaFileGone_isToBeTriedAgain_andTheCompleteCrlIsThereStill() throws Exception {
    Files.delete(deltaFile());
    for (int i = 0; i < 3; i++) {
      assertThat(get(DELTA).statusCode()).isEqualTo(503);
      assertThat(get(CRL).statusCode()).isEqualTo(200);
      served.clock.advance(Duration.ofMinutes(1));
      served.look();
    }
    assertThat(served.partitions.state().unsound()).isOne();
  }

  @Test
  void get_index_listsTheDeltaBesideTheCompleteCrl() throws Exception {
    JsonNode found =
        new ObjectMapper()
            .readTree(get("/crl/signature/").body())
            .path("crls")
            .path(0)
            .path("delta");
    assertThat(found.path("base").asLong()).isEqualTo(3);
    assertThat(found.path("entries").asLong()).isEqualTo(2);
    assertThat(found.path("size").asLong()).isEqualTo(delta().size());
    assertThat(found.path("sha256").asText()).isEqualTo(delta().sha256().toString());
    assertThat(found.path("url").asText()).isEqualTo("http://localhost:8080" + DELTA);
  }
}
