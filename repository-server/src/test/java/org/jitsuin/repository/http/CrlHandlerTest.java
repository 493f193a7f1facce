package org.jitsuin.repository.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.repository.http.ServedCrls.header;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.bouncycastle.cms.CMSSignedData;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.repository.FilterPlaces;
import org.jitsuin.repository.content.Contents;
import org.jitsuin.repository.testing.TestRepository;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrlHandlerTest {
  private static final String CRL = ServedCrls.CRL;
  @TempDir private static Path directory;
  private ServedCrls served;
  private SettableClock clock;

  @BeforeAll
  void start() {
    served = new ServedCrls(directory);
    clock = served.clock;
    served.publishFirst();
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private HttpResponse<byte[]> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return served.send(method, path, headers);
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  @Test
  void get_crl_isTheFileWithEverythingThatCachesNeed() throws Exception {
    HttpResponse<byte[]> response = get(CRL);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(Files.readAllBytes(served.file(1)));
    assertThat(header(response, "Content-Type")).isEqualTo("application/pkix-crl");
    assertThat(header(response, "ETag")).isEqualTo("\"" + served.crl().sha256() + "\"");
    assertThat(header(response, "Last-Modified")).isEqualTo(HttpDate.of(served.crl().thisUpdate()));
    assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=300, must-revalidate");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void head_crl_isTheSameWithoutTheBody() throws Exception {
    HttpResponse<byte[]> response = send("HEAD", CRL);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "Content-Length")).isEqualTo(Long.toString(served.crl().size()));
    assertThat(header(response, "ETag")).isEqualTo(header(get(CRL), "ETag"));
  }

  @Test
  void get_crlThatTheClientHas_isNotSentAgain() throws Exception {
    String tag = header(get(CRL), "ETag");
    Instant thisUpdate = served.crl().thisUpdate();
    String other = "\"" + "0".repeat(64) + "\"";
    assertThat(get(CRL, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get(CRL, "If-None-Match", other + ", W/" + tag).statusCode()).isEqualTo(304);
    assertThat(get(CRL, "If-None-Match", "*").statusCode()).isEqualTo(304);
    assertThat(get(CRL, "If-None-Match", other).statusCode()).isEqualTo(200);
    assertThat(get(CRL, "If-Modified-Since", HttpDate.of(thisUpdate)).statusCode()).isEqualTo(304);
    assertThat(get(CRL, "If-Modified-Since", HttpDate.of(thisUpdate.minusSeconds(1))).statusCode())
        .isEqualTo(200);
    assertThat(
            get(CRL, "If-None-Match", other, "If-Modified-Since", HttpDate.of(thisUpdate))
                .statusCode())
        .isEqualTo(200);
    assertThat(send("HEAD", CRL, "If-None-Match", tag).statusCode()).isEqualTo(304);
    HttpResponse<byte[]> notModified = get(CRL, "If-None-Match", tag);
    assertThat(notModified.body()).isEmpty();
    assertThat(header(notModified, "ETag")).isEqualTo(tag);
    assertThat(header(notModified, "Cache-Control")).isNotEmpty();
  }

  @Test
  void get_crlOnConditionThatItIsAnother_isRefused() throws Exception {
    String tag = header(get(CRL), "ETag");
    Instant thisUpdate = served.crl().thisUpdate();
    String other = "\"" + "0".repeat(64) + "\"";
    for (String method : new String[] {"GET", "HEAD"}) {
      HttpResponse<byte[]> refused = send(method, CRL, "If-Match", other);
      assertThat(refused.statusCode()).isEqualTo(412);
      assertThat(header(refused, "Cache-Control")).isEqualTo("no-store");
      assertThat(send(method, CRL, "If-Match", other + ", " + tag).statusCode()).isEqualTo(200);
    }
    assertThat(get(CRL, "If-Match", "*").statusCode()).isEqualTo(200);
    assertThat(get(CRL, "If-Match", "W/" + tag).statusCode()).isEqualTo(412);
    assertThat(get(CRL, "If-Match", "nonsense").statusCode()).isEqualTo(412);
    assertThat(get(CRL, "If-Match", tag, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get(CRL, "If-Match", other, "If-None-Match", tag).statusCode()).isEqualTo(412);
    assertThat(get(CRL, "If-Match", other, "Range", "bytes=0-1").statusCode()).isEqualTo(412);
    assertThat(get(CRL, "If-Unmodified-Since", HttpDate.of(thisUpdate)).statusCode())
        .isEqualTo(200);
    assertThat(
            get(CRL, "If-Unmodified-Since", HttpDate.of(thisUpdate.minusSeconds(1))).statusCode())
        .isEqualTo(412);
    assertThat(
            get(
                    CRL,
                    "If-Match",
                    tag,
                    "If-Unmodified-Since",
                    HttpDate.of(thisUpdate.minusSeconds(1)))
                .statusCode())
        .isEqualTo(200);
    assertThat(get("/ca/signature.cer", "If-Match", tag).statusCode()).isEqualTo(412);
    assertThat(get("/nothing", "If-Match", tag).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "\"", "W/", "\"unterminated", ",,,"})
  void get_malformedCondition_isAnsweredInFull(String condition) throws Exception {
    assertThat(get(CRL, "If-None-Match", condition).statusCode()).isEqualTo(200);
    assertThat(get(CRL, "If-Modified-Since", condition).statusCode()).isEqualTo(200);
    assertThat(get(CRL, "If-Unmodified-Since", condition).statusCode()).isEqualTo(200);
    assertThat(get(CRL, "Range", "bytes=0-1", "If-Range", condition).statusCode()).isEqualTo(200);
  }

  @Test
  void get_rangeOfACrl_isThatPart() throws Exception {
    byte[] whole = get(CRL).body();
    HttpResponse<byte[]> part = get(CRL, "Range", "bytes=10-19");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 10, 20));
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 10-19/" + whole.length);
    HttpResponse<byte[]> beyond = get(CRL, "Range", "bytes=" + whole.length + "-");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(header(beyond, "Cache-Control")).isEqualTo("no-store");
    assertThat(get(CRL, "Range", "bytes=0-1,4-5").body()).isEqualTo(whole);
    assertThat(get(CRL, "Range", "nonsense").body()).isEqualTo(whole);
    assertThat(get(CRL, "Range", "bytes=0-1", "If-Range", "\"other\"").body()).isEqualTo(whole);
  }

  @Test
  void get_crlNearItsEnd_isFreshNoLongerThanItself() throws Exception {
    Duration untilTheLastMinute =
        Duration.between(clock.instant(), served.crl().nextUpdate()).minusMinutes(1);
    clock.advance(untilTheLastMinute);
    try {
      assertThat(header(get(CRL), "Cache-Control"))
          .isEqualTo("public, max-age=60, must-revalidate");
      clock.advance(Duration.ofMinutes(2));
      assertThat(header(get(CRL), "Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
      clock.advance(Duration.ofMinutes(-2));
    } finally {
      clock.advance(untilTheLastMinute.negated());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/crl/signature/99999-g9-delta.crl",
        "/crl/signature/-delta.crl",
        "/crl/signature/13221-g1-delta-delta.crl",
        "/crl/signature/13221-g2.crl",
        "/crl/signature/13221-g1.1.crl",
        "/crl/signature/13221-g1",
        "/crl/signature",
        "/crl/nobody/13221-g1.crl",
        "/crl/nobody/",
        "/crl/",
        "/crl/signature/../signature/13221-g1.crl",
        "/crl/signature/%2e%2e/%2e%2e/etc/passwd",
        "/crl/signature/..%2f..%2fetc%2fpasswd.crl",
        "/crl/signature/%2fetc%2fpasswd.crl",
        "/crl/signature-g1/13221-g1.1.crl",
        "/crl/signature/13221-g1.crl%00.crl",
        "/crl/signature/13221-g1.crl/",
        "/crl//signature/13221-g1.crl",
        "//crl/signature/13221-g1.crl",
        "/crl/SIGNATURE/13221-g1.crl",
        "/ca/nobody.cer",
        "/ca/signature.pem",
        "/ca/signature-g9.cer",
        "/ca/signature-g0.cer",
        "/ca/../ca/signature.cer.",
        "/favicon.ico",
        "/WEB-INF/beans.xml"
      })
  void get_anythingElse_isNotFound(String path) throws Exception {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo("There is no resource at this address.\n");
  }

  @ParameterizedTest
  @CsvSource({"POST, /", "PUT, " + CRL, "DELETE, " + CRL, "OPTIONS, /ca/signature.cer"})
  void otherMethods_anywhere_areRefused(String method, String path) throws Exception {
    HttpResponse<byte[]> response = send(method, path);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void get_index_listsEveryCrl() throws Exception {
    HttpResponse<byte[]> response = get("/crl/signature/");
    assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    JsonNode index = new ObjectMapper().readTree(response.body());
    assertThat(index.path("authority").asText()).isEqualTo("signature");
    assertThat(index.path("crls")).hasSize(1);
    JsonNode crl = index.path("crls").path(0);
    assertThat(crl.path("partition").asText()).isEqualTo("13221-g1");
    assertThat(crl.path("municipality").asText()).isEqualTo("13221");
    assertThat(crl.path("number").asLong()).isEqualTo(1);
    assertThat(crl.path("entries").asLong(-1)).isZero();
    assertThat(crl.path("size").asLong()).isEqualTo(served.crl().size());
    assertThat(Instant.parse(crl.path("thisUpdate").asText())).isEqualTo(served.crl().thisUpdate());
    assertThat(crl.path("url").asText()).isEqualTo("http://localhost:8080" + CRL);
    assertThat(get("/crl/signature/", "If-None-Match", header(response, "ETag")).statusCode())
        .isEqualTo(304);
    JsonNode certificate = index.path("certificates").path(0);
    assertThat(index.path("certificates")).hasSize(1);
    assertThat(certificate.path("issuer").asInt()).isEqualTo(1);
    assertThat(certificate.path("subject").asInt()).isEqualTo(1);
    assertThat(certificate.path("url").asText())
        .isEqualTo("http://localhost:8080/ca/signature-g1.cer");
    assertThat(certificate.path("sha256").asText())
        .isEqualTo(Fingerprint.of(get("/ca/signature-g1.cer").body()).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"signature", "user-identification"})
  void get_caCertificates_areTheAuthoritys(String authority) throws Exception {
    HttpResponse<byte[]> one = get("/ca/" + authority + ".cer");
    assertThat(header(one, "Content-Type")).isEqualTo("application/pkix-cert");
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(one.body()));
    certificate.verify(certificate.getPublicKey());

    HttpResponse<byte[]> all = get("/ca/" + authority + ".p7c");
    assertThat(header(all, "Content-Type")).isEqualTo("application/pkcs7-mime");
    CMSSignedData bundle = new CMSSignedData(all.body());
    assertThat(bundle.getSignerInfos().size()).isZero();
    assertThat(bundle.getCertificates().getMatches(null))
        .singleElement()
        .satisfies(found -> assertThat(found.getEncoded()).isEqualTo(one.body()));
  }

  @Test
  void get_root_isAPageThatLoadsNothing() throws Exception {
    HttpResponse<byte[]> response = get("/");
    String page = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(response, "Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'sha256-");
    assertThat(page)
        .contains("/ca/signature.cer", "/ca/user-identification.p7c", "/crl/signature/")
        .contains("http://localhost:8080/ocsp")
        .doesNotContain("{{", "<script", "src=");
  }

  @Test
  void get_completeCrl_isServedAndListedApart() throws Exception {
    byte[] ofAll = ServedCrls.octets("of all");
    served.repository.publish(TestRepository.SIGNATURE, "complete-g1", 1, ofAll);
    served.follow();
    HttpResponse<byte[]> response = get("/crl/signature/complete-g1.crl");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(ofAll);
    assertThat(get("/crl/signature/complete-g1-delta.crl").statusCode()).isEqualTo(404);

    JsonNode index = new ObjectMapper().readTree(get("/crl/signature/").body());
    assertThat(index.get("complete")).hasSize(1);
    JsonNode complete = index.get("complete").get(0);
    assertThat(complete.get("url").asText()).endsWith("/crl/signature/complete-g1.crl");
    assertThat(complete.has("municipality")).isFalse();
    assertThat(complete.has("delta")).isFalse();
    assertThat(index.get("crls")).hasSize(1);
  }

  /** Large text, such as the list of all CRLs of the country, is not sent as it is. */
  @Test
  void get_text_isCompressedWhereThatIsWorthIt() throws Exception {
    HttpResponse<byte[]> plain = get("/");
    HttpResponse<byte[]> packed = get("/", "Accept-Encoding", "gzip");
    assertThat(header(plain, "Content-Encoding")).isEmpty();
    assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(packed.body().length).isLessThan(plain.body().length / 2);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(plain.body());
    assertThat(header(packed, "ETag")).isNotEqualTo(header(plain, "ETag"));
    assertThat(
            get("/", "Accept-Encoding", "gzip", "If-None-Match", header(packed, "ETag"))
                .statusCode())
        .isEqualTo(304);
    assertThat(header(get("/ca/signature.cer", "Accept-Encoding", "gzip"), "Content-Encoding"))
        .isEmpty();
  }

  /** A request costs no more than sending what was made when something changed. */
  @Test
  void find_sameState_isMadeOnce() {
    Documents documents =
        new Documents(
            new LandingPage("http://localhost/ocsp"),
            new CrlIndex(
                "http://localhost",
                new StatusFilters(new FilterPlaces(directory), "http://localhost")));
    Contents state = served.partitions.current().orElseThrow();
    Optional<Representation> first =
        documents.find("/crl/signature/", new Documents.State(state, Optional.empty(), Map.of()));
    assertThat(first).isPresent();
    assertThat(
            documents
                .find("/crl/signature/", new Documents.State(state, Optional.empty(), Map.of()))
                .orElseThrow())
        .isSameAs(first.orElseThrow());
    assertThat(
            documents
                .find("/crl/signature/", new Documents.State(state, Optional.of(state), Map.of()))
                .orElseThrow())
        .isNotSameAs(first.orElseThrow());
  }

  @Test
  void get_beforeAManifestWasRead_isToBeTriedAgain() throws Exception {
    try (ServedCrls unread = new ServedCrls(directory)) {
      HttpResponse<byte[]> response = unread.get(CRL);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(header(response, "Retry-After")).isEqualTo("5");
      unread.look();
      assertThat(unread.get(CRL).body()).isEqualTo(get(CRL).body());
    }
  }

  @Test
  void get_partitionWithoutACrl_isToBeTriedAgain() throws Exception {
    served.repository.open(TestRepository.SIGNATURE, "13104-g1");
    served.follow();
    assertThat(get("/crl/signature/13104-g1.crl").statusCode()).isEqualTo(503);
  }

  @Test
  void get_fileGone_isToBeTriedAgainAndNotCached() throws Exception {
    Path file = served.repository.files().crl(TestRepository.USER_IDENTIFICATION, ServedCrls.ID, 1);
    Path away = file.resolveSibling("away");
    Files.move(file, away);
    try {
      HttpResponse<byte[]> response = get("/crl/user-identification/13221-g1.crl");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(header(response, "ETag")).isEmpty();
      assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    } finally {
      Files.move(away, file);
    }
  }
}
