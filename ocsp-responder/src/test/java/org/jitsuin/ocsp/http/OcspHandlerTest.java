package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.model.CertIdHash;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stack")
class OcspHandlerTest {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Instant now = clock.instant();
  private final Lab lab = new Lab(clock, Map.of());
  private final Serial serial = lab.rows.issue(Lab.SIGNATURE);

  @BeforeEach
  void refresh() {
    lab.refreshed();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private byte[] question() {
    return Requests.of(lab.certId(Lab.SIGNATURE, serial));
  }

  private static String base64(byte[] request) {
    return Base64.getEncoder().encodeToString(request);
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(lab.url() + path));
  }

  private HttpResponse<byte[]> get(byte[] request) {
    return lab.send(at("/" + base64(request)));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static List<String> statuses(HttpResponse<byte[]> response) {
    return Statuses.of(Lab.response(response.body()));
  }

  private static void assertNotStored(HttpResponse<byte[]> response) {
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(response.headers().map()).doesNotContainKeys("etag", "expires", "last-modified");
  }

  /** RFC 9919 §7.2: what is signed is not said to be no-store, whoever it is for. */
  private static void assertForOne(HttpResponse<byte[]> response) {
    assertThat(header(response, "Cache-Control"))
        .isEqualTo("max-age=0, private, no-transform, must-revalidate");
    assertThat(response.headers().map()).doesNotContainKeys("etag", "expires", "last-modified");
  }

  @Test
  void get_status_hasTheFieldsOfRfc9919() {
    clock.advance(Duration.ofSeconds(10));
    HttpResponse<byte[]> response = get(question());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(statuses(response)).containsExactly("good");
    assertThat(header(response, "Content-Type")).isEqualTo("application/ocsp-response");
    assertThat(header(response, "Content-Length"))
        .isEqualTo(Integer.toString(response.body().length));
    assertThat(header(response, "Last-Modified")).isEqualTo(HTTP_DATE.format(now));
    assertThat(header(response, "Expires")).isEqualTo(HTTP_DATE.format(now.plusSeconds(900)));
    assertThat(header(response, "Cache-Control"))
        .isEqualTo("max-age=890, public, no-transform, must-revalidate");
    assertThat(header(response, "ETag"))
        .isEqualTo("\"" + Fingerprint.of(response.body()) + '"')
        .hasSize(66);
    assertThat(header(response, "Date")).isNotEmpty();
    assertThat(header(response, "Pragma")).isEmpty();
  }

  @Test
  void get_everyForm_isUnderstood() {
    String base64 = base64(question());
    String encoded = URLEncoder.encode(base64, StandardCharsets.US_ASCII);
    for (String path :
        List.of(
            "/" + base64, "/" + base64 + "/", "//" + base64, "/" + encoded, "/" + encoded + "/")) {
      assertThat(statuses(lab.send(at(path)))).as(path).containsExactly("good");
    }
  }

  /** Whatever the serial number, and so wherever slashes stand in the base64. */
  @Test
  void get_manySerials_areAllUnderstood() {
    IntStream.range(0, 200)
        .mapToObj(_ -> Requests.of(lab.certId(Lab.SIGNATURE, lab.rows.neverIssued())))
        .forEach(request ->
            assertThat(statuses(get(request)))
                .containsExactly("certificateHold 1970-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
  void get_sameTagAgain_isNotModified(String match) {
    String tag = header(get(question()), "ETag");
    HttpResponse<byte[]> again =
        lab.send(
            at("/" + base64(question()))
                .header("If-None-Match", String.format(Locale.ROOT, match, tag)));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(tag);
    assertThat(header(again, "Cache-Control")).startsWith("max-age=");
    assertThat(header(again, "Expires")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"other\"", "garbage", "\"", ",,", ""})
  void get_otherTag_isAnswered(String match) {
    HttpResponse<byte[]> response =
        lab.send(at("/" + base64(question())).header("If-None-Match", match));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(statuses(response)).containsExactly("good");
  }

  private HttpResponse<byte[]> getIfModifiedSince(String date) {
    return lab.send(at("/" + base64(question())).header("If-Modified-Since", date));
  }

  @Test
  void get_goodAndNotModifiedSince_isNotSentAgain() {
    String date = header(get(question()), "Last-Modified");
    String obsolete =
        DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC)
            .format(now);
    for (String since : List.of(date, HTTP_DATE.format(now.plusSeconds(5)), obsolete)) {
      HttpResponse<byte[]> again = getIfModifiedSince(since);
      assertThat(again.statusCode()).as(since).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(header(again, "Last-Modified")).isEqualTo(date);
    }
  }

  @Test
  void get_modifiedSinceOrNoDate_isAnswered() {
    String before = HTTP_DATE.format(now.minusSeconds(1));
    for (String since : List.of(before, "yesterday", "")) {
      assertThat(getIfModifiedSince(since).statusCode()).as(since).isEqualTo(200);
    }
  }

  /** RFC 9110 §13.1.3. */
  @Test
  void get_otherTagAndNotModifiedSince_isAnswered() {
    HttpResponse<byte[]> response =
        lab.send(
            at("/" + base64(question()))
                .header("If-None-Match", "\"other\"")
                .header("If-Modified-Since", HTTP_DATE.format(now)));
    assertThat(response.statusCode()).isEqualTo(200);
  }

  /** Revoked in the second that the answer before names as its last modification. */
  @Test
  void get_revokedInTheSameSecond_isTold() {
    String date = header(get(question()), "Last-Modified");
    lab.rows.revoke(Lab.SIGNATURE, serial, new Revocation(now, RevocationReason.KEY_COMPROMISE));
    lab.refreshed();
    HttpResponse<byte[]> response = getIfModifiedSince(date);
    assertThat(header(response, "Last-Modified")).isEqualTo(date);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(statuses(response)).containsExactly("keyCompromise " + now);
  }

  /** Some relying parties add what their proxies or statistics want. */
  @Test
  void get_query_isPassedOver() {
    HttpResponse<byte[]> response = lab.send(at("/" + base64(question()) + "?from=portal"));
    assertThat(statuses(response)).containsExactly("good");
  }

  @Test
  void head_status_isGetWithoutABody() {
    HttpResponse<byte[]> head =
        lab.send(at("/" + base64(question())).method("HEAD", BodyPublishers.noBody()));
    HttpResponse<byte[]> get = get(question());
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(get.body().length));
    assertThat(header(head, "ETag")).isEqualTo(header(get, "ETag"));
  }

  @Test
  void get_signedForOneClient_isGivenToNobodyElse() {
    assertForOne(get(Requests.of(lab.certId(Lab.SIGNATURE, lab.rows.neverIssued()))));
    assertForOne(
        get(Requests.of(lab.certId(Lab.SIGNATURE, serial), Requests.foreign(BigInteger.ONE))));
    assertForOne(get(Requests.with(lab.certId(Lab.SIGNATURE, serial), Requests.nonce(16))));
  }

  @Test
  void get_notSigned_isNotStored() {
    assertNotStored(get(Requests.of(Requests.foreign(BigInteger.ONE))));
    assertNotStored(get(new byte[] {1, 2, 3}));
    assertNotStored(lab.send(at("/garbage!")));
  }

  @Test
  void get_garbage_isMalformedRequest() {
    assertThat(statuses(lab.send(at("/garbage!")))).containsExactly("malformedRequest");
    assertThat(statuses(get(new byte[] {0x30, 0}))).containsExactly("malformedRequest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//"})
  void get_nothing_saysWhatThisIs(String path) {
    HttpResponse<byte[]> response = lab.send(at(path));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(header(response, "Content-Type")).startsWith("text/plain");
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("OCSP responder");
  }

  @Test
  void get_longerThanAnyRequest_isRefused() {
    assertThat(lab.send(at("/" + "M".repeat(70_000))).statusCode()).isEqualTo(414);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "PATCH"})
  void otherMethods_anywhere_areNotAllowed(String method) {
    HttpResponse<byte[]> response = lab.send(at("/").method(method, BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/ocsp-request", "text/plain", "garbage"})
  void post_anyMediaType_isAnswered(String type) {
    HttpResponse<byte[]> response =
        lab.send(at("").header("Content-Type", type).POST(BodyPublishers.ofByteArray(question())));
    assertThat(statuses(response)).containsExactly("good");
  }

  private HttpRequest.Builder post(byte[] request) {
    return at("").POST(BodyPublishers.ofByteArray(request));
  }

  /** RFC 9919 §6; no cache keeps an answer to a POST (RFC 9110 §9.3.3), but clients do. */
  @Test
  void post_status_hasTheFieldsOfAGet_andNoConditionCounts() {
    HttpResponse<byte[]> get = get(question());
    HttpResponse<byte[]> post = lab.send(post(question()).header("If-None-Match", "*"));
    assertThat(post.statusCode()).isEqualTo(200);
    assertThat(post.body()).isEqualTo(get.body());
    for (String field :
        List.of("Cache-Control", "Content-Type", "ETag", "Expires", "Last-Modified")) {
      assertThat(header(post, field)).as(field).isNotEmpty().isEqualTo(header(get, field));
    }
    assertForOne(
        lab.send(post(Requests.with(lab.certId(Lab.SIGNATURE, serial), Requests.nonce(16)))));
    assertNotStored(lab.send(post(new byte[] {1, 2, 3})));
  }

  /** RFC 9919 §3.1.2: a name without a signature is as none. */
  @Test
  void requestorName_notSigned_isAnsweredAsWithoutIt() {
    GeneralName name = new GeneralName(GeneralName.dNSName, "client.example");
    byte[] named =
        Requests.request(
            new DERTaggedObject(1, name), Requests.list(lab.certId(Lab.SIGNATURE, serial)));
    byte[] unnamed = get(question()).body();
    assertThat(get(named).body()).isEqualTo(unnamed);
    assertThat(lab.send(post(named)).body()).isEqualTo(unnamed);
  }

  /** RFC 9919 §3.2.1: one response for old clients and new ones, to who asks for that. */
  @Test
  void post_oneCertificateByTwoHashes_hasAResponseForEach() {
    X509CertificateHolder issuer = lab.issuer(Lab.SIGNATURE);
    CertID sha1 = Requests.certId(issuer, serial.value(), Requests.SHA_1);
    CertID sha256 = Requests.certId(issuer, serial.value(), Requests.SHA_256);
    HttpResponse<byte[]> response = lab.send(post(Requests.of(sha256, sha1)));
    assertThat(statuses(response)).containsExactly("good", "good");
    assertThat(Statuses.basic(Lab.response(response.body())).getResponses())
        .extracting(single -> single.getCertID().toASN1Primitive())
        .containsExactly(sha256, sha1);
  }

  @Test
  void post_bySha1WhereItIsRefused_isUnauthorizedAndCounted() {
    try (Lab strict = new Lab(clock, Map.of("jitsuin.ocsp.sha-1", "refused")).refreshed()) {
      X509CertificateHolder issuer = strict.issuer(Lab.SIGNATURE);
      CertID sha1 = Requests.certId(issuer, serial.value(), Requests.SHA_1);
      CertID sha256 = Requests.certId(issuer, serial.value(), Requests.SHA_256);
      assertThat(Statuses.of(strict.post(Requests.of(sha1)))).containsExactly("unauthorized");
      assertThat(Statuses.of(strict.post(Requests.of(sha256)))).containsExactly("good");
      assertThat(Statuses.of(strict.post(Requests.of(sha1, sha256))))
          .containsExactly("unknown", "good");
      assertThat(strict.tally().hashes(CertIdHash.SHA_1)).isEqualTo(2);
      assertThat(strict.tally().hashes(CertIdHash.SHA_256)).isEqualTo(2);
      assertThat(strict.tally().hashes(CertIdHash.OTHER)).isZero();
    }
  }

  @Test
  void post_chunked_isAnswered() {
    byte[] question = question();
    HttpResponse<byte[]> response =
        lab.send(
            at("").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(question))));
    assertThat(statuses(response)).containsExactly("good");
  }

  @Test
  void post_expectContinue_isAnswered() {
    HttpResponse<byte[]> response =
        lab.send(at("").expectContinue(true).POST(BodyPublishers.ofByteArray(question())));
    assertThat(statuses(response)).containsExactly("good");
  }

  @Test
  void post_nothing_isMalformedRequest() {
    assertThat(statuses(lab.send(at("").POST(BodyPublishers.noBody()))))
        .containsExactly("malformedRequest");
  }

  @Test
  void post_longestThatIsRead_isMalformedAndOneMoreIsTooLarge() {
    assertThat(statuses(lab.send(at("").POST(BodyPublishers.ofByteArray(new byte[16_384])))))
        .containsExactly("malformedRequest");
    assertThat(lab.send(at("").POST(BodyPublishers.ofByteArray(new byte[16_385]))).statusCode())
        .isEqualTo(413);
  }
}
