package org.jitsuin.sandbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleKey;
import org.jitsuin.sandbox.http.Parameters;
import org.jitsuin.sandbox.signing.TestSigner;
import org.jitsuin.verifier.status.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins with a card: what is signed, whose it is, and each lie refused. */
class CardLoginTest {
  @TempDir private static Path directory;
  private static final TestAuthority AUTHORITY = new TestAuthority();
  private static final SampleKey KEY = SampleKey.rsa();
  private static final SampleKey OTHER_KEY = SampleKey.rsa();
  private static SandboxStage stage;
  private static TestParty party;

  private final TestBrowser browser = stage.browser();
  private final X509CertificateHolder identification = good(AUTHORITY.identification);
  private final X509CertificateHolder signature = good(AUTHORITY.signature);

  CardLoginTest() {
    AUTHORITY.know(identification, identification.getSerialNumber(), Optional.of(signature));
  }

  @BeforeAll
  static void start() {
    stage = new SandboxStage(directory, Optional.of(AUTHORITY));
    party = stage.register("http://localhost:9999/back");
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static X509CertificateHolder good(SampleAuthority authority) {
    return AUTHORITY.draft(authority, KEY).signedBy(authority.key());
  }

  /** A login that waits for a card. */
  private record Waiting(String login, String card, String text) {
    byte[] challenge() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private Waiting begin(String scope) {
    String page = browser.get(party.address(party.request(scope))).body();
    String card = TestBrowser.found("holder login [^<]*/card/([^<]+)<", page);
    Map<String, Object> told = TestParty.json(browser.get(stage.issuer() + "/card/" + card));
    return new Waiting(TestBrowser.login(page), card, told.get("challenge").toString());
  }

  private static String cms(byte[] content, SampleKey key, X509CertificateHolder certificate) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              TestSigner.cms(content, key, certificate, AUTHORITY.identification.certificate()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> bring(Waiting waiting, Map<String, String> signatures) {
    return browser.send(
        HttpRequest.newBuilder(URI.create(stage.issuer() + "/card/" + waiting.card()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSONObjectUtils.toJSONString(signatures)))
            .build());
  }

  private HttpResponse<String> bring(Waiting waiting, X509CertificateHolder certificate) {
    return bring(waiting, Map.of("identification", cms(waiting.challenge(), KEY, certificate)));
  }

  private HttpResponse<String> confirm(Waiting waiting, Object number) {
    return browser.post(
        "/authorize/confirm", Map.of("login", waiting.login(), "number", number.toString()));
  }

  private Map<String, Object> tokens(HttpResponse<String> confirmed) {
    String code = TestParty.back(confirmed).one("code").orElseThrow();
    return TestParty.json(party.token(party.exchange(code)));
  }

  private String subject(X509CertificateHolder certificate) throws Exception {
    Waiting waiting = begin("openid");
    Object number = TestParty.json(bring(waiting, certificate)).get("confirmation");
    return SignedJWT.parse(tokens(confirm(waiting, number)).get("id_token").toString())
        .getJWTClaimsSet()
        .getSubject();
  }

  private void refused(String code, Waiting waiting, X509CertificateHolder certificate) {
    refused(code, bring(waiting, certificate));
  }

  private static void refused(String code, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isIn(404, 422, 503);
    Map<String, Object> told = TestParty.json(answer);
    assertThat(told).containsEntry("error", code);
    assertThat(told.get("error_description").toString()).isNotBlank();
    assertThat(told.get("error_description_ja").toString()).isNotBlank();
  }

  @Test
  void card_goodOne_letsItsHolderIn_withWhatStandsInTheOtherCertificate() throws Exception {
    Waiting waiting = begin("openid name address birthdate gender");
    Map<String, String> signed = new LinkedHashMap<>();
    signed.put("identification", cms(waiting.challenge(), KEY, identification));
    signed.put("attributes", cms(waiting.challenge(), KEY, signature));

    Object number = TestParty.json(bring(waiting, signed)).get("confirmation");
    Map<String, Object> tokens = tokens(confirm(waiting, number));

    assertThat(
            SignedJWT.parse(tokens.get("id_token").toString())
                .getJWTClaimsSet()
                .getStringListClaim("amr"))
        .containsExactly("sc", "pin", "mfa");
    assertThat(TestParty.json(party.with(tokens.get("access_token"), "/userinfo")))
        .containsEntry("name", "見本　花子")
        .containsEntry("birthdate", "1988-02-29")
        .containsEntry("gender", "female");
  }

  @Test
  void subject_isOfTheRoot_notOfTheCertificate() throws Exception {
    X509CertificateHolder next = good(AUTHORITY.identification);
    X509CertificateHolder stranger = good(AUTHORITY.identification);
    AUTHORITY.know(next, identification.getSerialNumber(), Optional.empty());
    AUTHORITY.know(stranger, stranger.getSerialNumber(), Optional.empty());

    assertThat(subject(identification)).isEqualTo(subject(next)).isNotEqualTo(subject(stranger));
  }

  @Test
  void certificate_notGood_isRefusedWithTheReason() {
    X509CertificateHolder lost = good(AUTHORITY.identification);
    X509CertificateHolder ended = good(AUTHORITY.identification);
    AUTHORITY.revoke(lost, Reason.CERTIFICATE_HOLD);
    AUTHORITY.revoke(ended, Reason.CESSATION_OF_OPERATION);

    refused("suspended", begin("openid"), lost);
    refused("revoked", begin("openid"), ended);
    refused(
        "expired",
        begin("openid"),
        AUTHORITY
            .identification
            .card(
                KEY,
                AUTHORITY.now.minus(Duration.ofDays(300)),
                AUTHORITY.now.minus(Duration.ofDays(1)))
            .signedBy(AUTHORITY.identification.key()));
    refused(
        "not-yet-valid",
        begin("openid"),
        AUTHORITY
            .identification
            .card(
                KEY,
                AUTHORITY.now.plus(Duration.ofDays(1)),
                AUTHORITY.now.plus(Duration.ofDays(300)))
            .signedBy(AUTHORITY.identification.key()));
  }

  @Test
  void certificate_notOfACardOfThisAuthority_isRefused() {
    refused("not-ours", begin("openid"), good(AUTHORITY.impostor));
    refused(
        "not-ours",
        begin("openid"),
        AUTHORITY
            .draft(AUTHORITY.identification, KEY)
            .without(Extension.certificatePolicies)
            .signedBy(AUTHORITY.identification.key()));
    refused("wrong-kind", begin("openid"), signature);
  }

  @Test
  void authority_silent_letsNobodyIn() {
    Waiting waiting = begin("openid");
    AUTHORITY.silent = true;
    try {
      refused("cannot-tell", waiting, identification);
    } finally {
      AUTHORITY.silent = false;
    }
    refused("no-lineage", begin("openid"), good(AUTHORITY.identification));
  }

  @Test
  void signature_byAnotherKeyOrOverAnotherChallenge_isRefused() {
    Waiting first = begin("openid");
    Waiting second = begin("openid");

    refused(
        "wrong-signature",
        bring(first, Map.of("identification", cms(first.challenge(), OTHER_KEY, identification))));
    refused(
        "wrong-signature",
        bring(second, Map.of("identification", cms(first.challenge(), KEY, identification))));
    refused("wrong-signature", bring(second, Map.of("identification", "AAAA")));
  }

  @Test
  void card_replayedOnceMore_isNotFound() {
    Waiting waiting = begin("openid");
    assertThat(bring(waiting, identification).statusCode()).isEqualTo(200);

    refused("not-found", bring(waiting, identification));
  }

  @Test
  void card_threeLies_endTheLogin() {
    Waiting waiting = begin("openid");
    for (int i = 0; i < 3; i++) {
      refused("wrong-kind", waiting, signature);
    }

    refused("not-found", waiting, identification);
  }

  @Test
  void attributes_ofAnotherPerson_areRefused() {
    Waiting waiting = begin("openid name");

    refused(
        "other-person",
        bring(
            waiting,
            Map.of(
                "identification", cms(waiting.challenge(), KEY, identification),
                "attributes", cms(waiting.challenge(), KEY, good(AUTHORITY.signature)))));
    refused("other-signatures", waiting, identification);
  }

  /** Who began the login in a browser, and who has the card, are one: a number says so. */
  @Test
  void number_wrongThreeTimes_endsTheLogin() {
    Waiting waiting = begin("openid");
    Object number = TestParty.json(bring(waiting, identification)).get("confirmation");
    String wrong = number.equals("123456") ? "123457" : "123456";
    for (int i = 0; i < 3; i++) {
      assertThat(confirm(waiting, wrong).statusCode()).isEqualTo(422);
    }

    assertThat(confirm(waiting, number).statusCode()).isEqualTo(404);
  }

  @Test
  void card_suspendedBetweenSigningAndLettingIn_isRefused() {
    Waiting waiting = begin("openid");
    Object number = TestParty.json(bring(waiting, identification)).get("confirmation");
    AUTHORITY.revoke(identification, Reason.CERTIFICATE_HOLD);

    HttpResponse<String> answer = confirm(waiting, number);

    assertThat(answer.headers().firstValue("Location")).isEmpty();
    assertThat(answer.body()).contains("error_description=suspended");
  }

  @Test
  void challenge_namesProviderPartyAndAct_andIsNeverTheSame() {
    Waiting one = begin("openid");
    Waiting other = begin("openid name");

    String text = new String(one.challenge(), StandardCharsets.UTF_8);
    assertThat(text)
        .startsWith("Log in with a card\nprovider: " + stage.issuer() + "\n")
        .contains(party.id, party.redirect, "tells: openid\n", "signs: nothing\n", "until: ");
    assertThat(one.challenge()).isNotEqualTo(other.challenge());
  }

  @Test
  void document_signedByTheCard_isHandedToItsParty() throws Exception {
    byte[] document = "委任状".getBytes(StandardCharsets.UTF_8);
    Object own =
        TestParty.json(party.token(Map.of("grant_type", "client_credentials"))).get("access_token");
    String id =
        TestParty.json(
                browser.send(
                    HttpRequest.newBuilder(URI.create(stage.issuer() + "/api/sign-transactions"))
                        .header("Authorization", "Bearer " + own)
                        .POST(
                            HttpRequest.BodyPublishers.ofString(
                                JSONObjectUtils.toJSONString(
                                    Map.of(
                                        "title",
                                        "委任状",
                                        "document",
                                        Base64.getEncoder().encodeToString(document)))))
                        .build()))
            .get("sign_transaction_id")
            .toString();
    Map<String, String> request = party.request("openid sign");
    request.put("sign_transaction_id", id);
    String page = browser.get(party.address(request)).body();
    String card = TestBrowser.found("holder login [^<]*/card/([^<]+)<", page);
    Map<String, Object> told = TestParty.json(browser.get(stage.issuer() + "/card/" + card));
    byte[] challenge = told.get("challenge").toString().getBytes(StandardCharsets.UTF_8);
    Waiting waiting = new Waiting(TestBrowser.login(page), card, told.get("challenge").toString());
    assertThat(Base64.getDecoder().decode(told.get("document").toString())).isEqualTo(document);

    String signed = cms(document, KEY, signature);
    refused(
        "wrong-signature",
        bring(
            waiting,
            Map.of(
                "identification", cms(challenge, KEY, identification),
                "document", cms(challenge, KEY, signature))));
    Object number =
        TestParty.json(
                bring(
                    waiting,
                    Map.of(
                        "identification", cms(challenge, KEY, identification), "document", signed)))
            .get("confirmation");
    Parameters back = TestParty.back(confirm(waiting, number));
    Map<String, Object> tokens =
        TestParty.json(party.token(party.exchange(back.one("code").orElseThrow())));
    Map<String, Object> result =
        TestParty.json(
            party.with(tokens.get("access_token"), "/api/sign-transactions/" + id + "/result"));

    assertThat(result).containsEntry("signature", signed);
    assertThat(
            new X509CertificateHolder(
                    Base64.getDecoder().decode(result.get("certificate").toString()))
                .getSerialNumber())
        .isEqualTo(signature.getSerialNumber())
        .isNotEqualTo(BigInteger.ZERO);
  }
}
