package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.Opened;
import org.jitsuin.filter.StatusFilter;
import org.jitsuin.filter.build.HeadWriter;
import org.jitsuin.filter.cli.Check;
import org.jitsuin.launcher.filter.FilterDownload;
import org.jitsuin.verifier.http.HttpTransport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status filters of the deployed server, as relying parties get and believe them. */
@Tag("deployed")
class StatusFilterIT extends DeployedServerTest {
  private static final int TRIES = 120;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final OfficeRequests desk = new OfficeRequests(installation());
  private final FilterDownload download =
      new FilterDownload(new HttpTransport(Duration.ofMinutes(1)));
  @TempDir private Path directory;

  private static X509Certificate read(Path file) throws IOException {
    return SignedCertificate.parse(Files.readAllBytes(file));
  }

  private static List<X509Certificate> authorities() throws IOException {
    return List.of(
        read(installation().ca().resolve("signature.pem")),
        read(installation().ca().resolve("user-identification.pem")));
  }

  private static X509Certificate certificate(TestCard card, String kind) throws IOException {
    return read(card.directory().resolve(kind + ".pem"));
  }

  /** Fetches from where the certificate says, as the command does. */
  private byte[] pack(X509Certificate certificate) throws IOException {
    return download.fetch(FilterDownload.address(certificate).orElseThrow());
  }

  private void awaitStatus(X509Certificate certificate, FilterStatus expected) throws Exception {
    FilterStatus status = FilterStatus.TOO_OLD;
    for (int i = 0; i < TRIES && status != expected; i++) {
      try {
        if (StatusFilter.open(pack(certificate), authorities())
            instanceof Opened.Usable(StatusFilter filter)) {
          X509Certificate issuer =
              authorities().stream()
                  .filter(one ->
                      one.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                  .findFirst()
                  .orElseThrow();
          status =
              filter.status(
                  issuer.getPublicKey(), certificate.getSerialNumber(), Clocks.system().instant());
        }
      } catch (IOException e) {
        // The first one is still to come.
      }
      Thread.sleep(PAUSE);
    }
    assertThat(status).isEqualTo(expected);
  }

  @Test
  void filter_ofACard_followsWhatBecomesOfIt() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    X509Certificate signature = certificate(card, "signature");
    X509Certificate identification = certificate(card, "user-identification");
    awaitStatus(signature, FilterStatus.GOOD);
    awaitStatus(identification, FilterStatus.GOOD);

    desk.suspend(card);
    awaitStatus(signature, FilterStatus.ON_HOLD);
    desk.answer(
        200,
        desk.as("operator")
            .post(
                "/certificates/signature/" + serials.get("signature") + "/revocation",
                "{\"ground\":\"ex-officio\",\"note\":\"監査指摘による\"}"));
    awaitStatus(signature, FilterStatus.REVOKED);
    assertThat(
            Check.tell(signature, authorities(), pack(signature), Clocks.system().instant())
                .sentence())
        .startsWith("revoked as of ");
    opensslBelieves(signature);
    isInTheLog(signature);
  }

  /** The signature behind a head is a CMS message over what stands before it. */
  private void opensslBelieves(X509Certificate certificate) throws Exception {
    byte[] head = get(FilterDownload.address(certificate).orElseThrow()).body();
    byte[] content = HeadWriter.content(Head.unchecked(head));
    Files.write(directory.resolve("content"), content);
    Files.write(directory.resolve("cms"), Arrays.copyOfRange(head, content.length, head.length));
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                directory.resolve("cms").toString(),
                "-content",
                directory.resolve("content").toString(),
                "-CAfile",
                installation().ca().resolve("signature.pem").toAbsolutePath().toString(),
                "-purpose",
                "any",
                "-out",
                directory.resolve("out").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor()).as(said).isZero();
    assertThat(Files.readAllBytes(directory.resolve("out"))).isEqualTo(content);
  }

  private static HttpResponse<byte[]> get(URI address, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private void isInTheLog(X509Certificate certificate) throws Exception {
    String found = "";
    for (int i = 0; i < TRIES && found.isEmpty(); i++) {
      Thread.sleep(PAUSE);
      Head head = Head.unchecked(get(FilterDownload.address(certificate).orElseThrow()).body());
      String entries =
          desk.answer(
                  200,
                  desk.as("auditor").get("/audit/entries?limit=1000&kind=status-filter-published"))
              .toString();
      found = entries.contains(head.base().sha256().toString()) ? entries : "";
    }
    assertThat(found).contains("status-filter-published");
    assertThat(
            desk.answer(
                    200,
                    desk.as("auditor").get("/audit/entries?limit=10&kind=status-signer-issued"))
                .toString())
        .contains("status-signer-issued");
  }

  @Test
  void addresses_ofAFilter_areForCaches_andOnTheListAndThePage() throws Exception {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    X509Certificate signature = certificate(card, "signature");
    awaitStatus(signature, FilterStatus.GOOD);
    URI head = FilterDownload.address(signature).orElseThrow();
    Head named = Head.unchecked(get(head).body());
    URI base = head.resolve(named.base().sha256() + ".base");
    HttpResponse<byte[]> whole = get(base);
    assertThat(whole.body()).hasSize((int) named.base().length());
    assertThat(whole.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    String tag = whole.headers().firstValue("ETag").orElseThrow();
    assertThat(get(base, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(new String(get(base, "Range", "bytes=0-7").body(), StandardCharsets.UTF_8))
        .isEqualTo("JSF1BASE");
    assertThat(new String(get(head.resolve("/crl/signature/")).body(), StandardCharsets.UTF_8))
        .contains("\"filter\":{\"authority\":\"signature\"");
    assertThat(new String(get(head.resolve("/")).body(), StandardCharsets.UTF_8))
        .contains("状態フィルタ", "/filter/signature/head");
  }
}
