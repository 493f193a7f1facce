package org.jitsuin.repository.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.repository.FilterPlaces;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.build.HeadWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where status filters are. */
class StatusFilterAddressTest {
  private static final String HEAD = "/filter/signature/head";
  private static final byte[] BASE = ServedCrls.octets("base");
  private static final byte[] DELTA = ServedCrls.octets("delta");
  @TempDir private Path directory;
  private ServedCrls served;
  private FilterPlaces places;

  @BeforeEach
  void start() throws Exception {
    served = new ServedCrls(directory);
    served.publishFirst();
    places = new FilterPlaces(directory);
    Files.createDirectories(places.directory(Authority.SIGNATURE));
    Files.write(places.base(Authority.SIGNATURE, Fingerprint.of(BASE)), BASE);
    Files.write(places.delta(Authority.SIGNATURE, Fingerprint.of(DELTA)), DELTA);
    Files.write(places.directory(Authority.SIGNATURE).resolve("7.head"), head(7, DELTA));
    Files.write(places.head(Authority.SIGNATURE), head(7, DELTA));
  }

  @AfterEach
  void stop() {
    served.close();
  }

  /** The signature is what readers look at; who hands it out does not. */
  private static byte[] head(long number, byte[] delta) {
    return HeadWriter.content(
        new Head(
            "signature",
            number,
            1_770_681_600_000L,
            1_770_781_600_000L,
            Head.FileHash.of(BASE),
            Head.FileHash.of(delta)));
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return served.get(path, headers);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String base() {
    return "/filter/signature/" + Fingerprint.of(BASE) + ".base";
  }

  @Test
  void get_head_isAskedForAgain_andAnotherTagIsAnotherHead() throws Exception {
    HttpResponse<byte[]> response = get(HEAD);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(head(7, DELTA));
    assertThat(ServedCrls.header(response, "Cache-Control"))
        .isEqualTo("public, max-age=60, must-revalidate");
    String tag = ServedCrls.header(response, "ETag");
    assertThat(get(HEAD, "If-None-Match", tag).statusCode()).isEqualTo(304);
    Files.write(places.head(Authority.SIGNATURE), head(8, DELTA));
    assertThat(get(HEAD, "If-None-Match", tag).body()).isEqualTo(head(8, DELTA));
  }

  @Test
  void get_base_neverChanges_andPartsOfItAreThere() throws Exception {
    HttpResponse<byte[]> response = get(base());
    assertThat(response.body()).isEqualTo(BASE);
    assertThat(ServedCrls.header(response, "Cache-Control")).contains("immutable");
    assertThat(ServedCrls.header(response, "ETag")).isEqualTo("\"" + Fingerprint.of(BASE) + "\"");
    HttpResponse<byte[]> part = get(base(), "Range", "bytes=0-3");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(text(part)).isEqualTo("base");
    assertThat(get("/filter/signature/" + Fingerprint.of(DELTA) + ".delta").body())
        .isEqualTo(DELTA);
  }

  @Test
  void get_index_tellsOfTheFilter_andOfTheNextOne() throws Exception {
    String told = "\"url\":\"http://localhost:8080/filter/signature/head\"";
    for (String path : new String[] {"/crl/signature/", "/filter/signature/"}) {
      assertThat(text(get(path)))
          .contains(told, "\"number\":7", "http://localhost:8080" + base(), ".delta\"")
          .contains("\"thisUpdate\":\"2026-02-10T00:00:00Z\"");
    }
    Files.write(places.head(Authority.SIGNATURE), head(8, new byte[0]));
    assertThat(text(get("/crl/signature/"))).contains("\"number\":8").doesNotContain(".delta\"");
    assertThat(text(get("/crl/user-identification/"))).doesNotContain("\"filter\"");
  }

  @Test
  void get_landingPage_linksToWhatIsThere() throws Exception {
    assertThat(text(get("/")))
        .contains("状態フィルタ", "href=\"/filter/signature/head\"", base())
        .doesNotContain("/filter/user-identification/", "{{");
    Files.write(places.head(Authority.SIGNATURE), new byte[] {1});
    assertThat(text(get("/"))).doesNotContain("状態フィルタ", "/filter/signature/head", "{{");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/filter/",
        "/filter/staff/head",
        "/filter/user-identification/head",
        "/filter/user-identification/",
        "/filter/signature/7.head",
        "/filter/signature/../signature/head",
        "/filter/signature/0000000000000000000000000000000000000000000000000000000000000000.base",
        "/filter/signature/x.base"
      })
  void get_whatIsNotHandedOut_isNotFound(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }
}
