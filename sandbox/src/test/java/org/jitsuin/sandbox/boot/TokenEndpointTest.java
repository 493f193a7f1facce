package org.jitsuin.sandbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.sandbox.http.Parameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a code is good for, once; what tokens say; and to whom a person is who. */
class TokenEndpointTest {
  private static final String REDIRECT = "http://localhost:9999/back";

  @TempDir private static Path directory;
  private static SandboxStage stage;
  private static TestParty party;

  @BeforeAll
  static void start() {
    stage = new SandboxStage(directory, Optional.empty());
    party = stage.register(REDIRECT, "http://localhost:9999/other");
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static String code(String scope, String person) {
    return party.loggedIn(stage.browser(), party.request(scope), person).one("code").orElseThrow();
  }

  private static IDTokenClaimsSet validated(Object token) throws Exception {
    OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(new Issuer(stage.issuer()));
    return new IDTokenValidator(
            metadata.getIssuer(),
            new ClientID(party.id),
            JWSAlgorithm.RS256,
            metadata.getJWKSetURI().toURL())
        .validate(JWTParser.parse(token.toString()), new Nonce("nonce-1"));
  }

  private static String subject(TestParty anyParty, String person) throws Exception {
    return SignedJWT.parse(anyParty.tokens("openid", person).get("id_token").toString())
        .getJWTClaimsSet()
        .getSubject();
  }

  @Test
  void code_isTakenForTokens_whichTellWhatWasAskedFor() throws Exception {
    Map<String, Object> tokens = party.tokens("openid name birthdate", "HANAKO");

    IDTokenClaimsSet claims = validated(tokens.get("id_token"));
    assertThat(claims.getACR().getValue()).isEqualTo("aal3");
    assertThat(claims.getAMR()).extracting(Object::toString).containsExactly("test");
    assertThat(claims.getAccessTokenHash()).isNotNull();
    Map<String, Object> info = TestParty.json(party.with(tokens.get("access_token"), "/userinfo"));
    assertThat(info)
        .containsOnly(
            Map.entry("sub", claims.getSubject().getValue()),
            Map.entry("name", "見本　花子"),
            Map.entry("birthdate", "1988-02-29"));
  }

  /** As parties of the Agency's send it: it holds in any case. */
  @ParameterizedTest
  @ValueSource(strings = {"aal3", "aal3 crl", "crl", "other"})
  void acrValues_areTaken_andTheTokenSaysWhatItWas(String values) throws Exception {
    Map<String, String> request = party.request("openid");
    request.put("acr_values", values);

    Parameters back = party.loggedIn(stage.browser(), request, "HANAKO");
    Map<String, Object> tokens =
        TestParty.json(party.token(party.exchange(back.one("code").orElseThrow())));

    assertThat(validated(tokens.get("id_token")).getACR().getValue()).isEqualTo("aal3");
    assertThat(tokens).as("as the document says").doesNotContainKey("refresh_token");
  }

  @Test
  void refreshToken_isNoGrantHere() {
    HttpResponse<String> answer =
        party.token(Map.of("grant_type", "refresh_token", "refresh_token", "x"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestParty.json(answer)).containsEntry("error", "unsupported_grant_type");
  }

  @Test
  void attributes_unknownOrSubstituted_areNotGuessed() {
    String all = "openid name address birthdate gender";
    Map<String, Object> taro =
        TestParty.json(party.with(party.tokens(all, "TARO").get("access_token"), "/userinfo"));
    Map<String, Object> jiro =
        TestParty.json(party.with(party.tokens(all, "JIRO").get("access_token"), "/userinfo"));

    assertThat(taro).containsEntry("birthdate", "1931").containsEntry("gender", "male");
    assertThat(taro.get("name_substitutes")).asString().isEqualTo("[0]");
    assertThat(taro.get("address")).asString().contains("東京都清瀬市見本町３番地");
    assertThat(jiro).doesNotContainKeys("birthdate", "gender").containsKey("name");
  }

  @Test
  void subject_staysAfterAMove_andIsAnotherToEachParty() throws Exception {
    TestParty other = stage.register(REDIRECT);

    assertThat(subject(party, "HANAKO")).isEqualTo(subject(party, "HANAKO_MOVED"));
    assertThat(subject(party, "HANAKO"))
        .isNotEqualTo(subject(other, "HANAKO"))
        .isNotEqualTo(subject(party, "TARO"));
  }

  @Test
  void code_twice_takesBackWhatWasGiven() {
    String code = code("openid", "HANAKO");
    Map<String, Object> tokens = TestParty.json(party.token(party.exchange(code)));
    Object token = tokens.get("access_token");
    assertThat(party.with(token, "/userinfo").statusCode()).isEqualTo(200);

    HttpResponse<String> again = party.token(party.exchange(code));

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(TestParty.json(again)).containsEntry("error", "invalid_grant");
    HttpResponse<String> info = party.with(token, "/userinfo");
    assertThat(info.statusCode()).isEqualTo(401);
    assertThat(info.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("invalid_token");
  }

  @ParameterizedTest
  @CsvSource({
    "code_verifier, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "redirect_uri, http://localhost:9999/other",
    "redirect_uri, http://localhost:9999/back/",
    "code, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  })
  void code_withSomethingElse_isNoGrant_andIsSpent(String name, String value) {
    Map<String, String> right = party.exchange(code("openid", "HANAKO"));
    Map<String, String> wrong = new java.util.LinkedHashMap<>(right);
    wrong.put(name, value);

    HttpResponse<String> answer = party.token(wrong);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestParty.json(answer)).containsEntry("error", "invalid_grant");
    if (!name.equals("code")) {
      assertThat(party.token(right).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void code_withoutVerifier_isNoGrant() {
    Map<String, String> form = party.exchange(code("openid", "HANAKO"));
    form.remove("code_verifier");

    assertThat(TestParty.json(party.token(form))).containsEntry("error", "invalid_grant");
  }

  @Test
  void code_ofAnotherParty_isNoGrant() {
    TestParty thief = stage.register(REDIRECT);

    HttpResponse<String> answer = thief.token(party.exchange(code("openid", "HANAKO")));

    assertThat(TestParty.json(answer)).containsEntry("error", "invalid_grant");
  }

  @Test
  void code_afterAMinute_isNoGrant_andATokenAfterFiveNone(@TempDir Path other) {
    try (SandboxStage late = new SandboxStage(other, Optional.empty())) {
      TestParty its = late.register(REDIRECT);
      String code =
          its.loggedIn(late.browser(), its.request("openid"), "HANAKO").one("code").orElseThrow();
      Object token = its.tokens("openid", "HANAKO").get("access_token");

      late.move(Duration.ofSeconds(61));
      assertThat(TestParty.json(its.token(its.exchange(code))))
          .containsEntry("error", "invalid_grant");
      late.move(Duration.ofMinutes(5));
      assertThat(its.with(token, "/userinfo").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void party_withoutItsSecret_isUnknown() {
    Map<String, String> form = party.exchange(code("openid", "HANAKO"));
    String assertion = new PlainJWT(claims()).serialize();

    HttpResponse<String> wrong =
        stage.browser().post("/token", form, "Authorization", party.basic("wrong"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(TestParty.json(wrong)).containsEntry("error", "invalid_client");
    assertThat(stage.browser().post("/token", form, "X", "y").statusCode()).isIn(400, 401);

    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion);
    assertThat(stage.browser().post("/token", form, "X", "y").statusCode()).isIn(400, 401);
  }

  private static com.nimbusds.jwt.JWTClaimsSet claims() {
    return new com.nimbusds.jwt.JWTClaimsSet.Builder()
        .issuer(party.id)
        .subject(party.id)
        .audience(List.of(stage.issuer() + "/token"))
        .build();
  }

  /** What a party must refuse, the library refuses, too: a token that nobody signed. */
  @Test
  void idToken_ofAlgorithmNone_isRefusedByTheParty() throws Exception {
    SignedJWT right = SignedJWT.parse(party.tokens("openid", "HANAKO").get("id_token").toString());
    String none = new PlainJWT(right.getJWTClaimsSet()).serialize();

    assertThatThrownBy(() -> validated(none)).isInstanceOf(Exception.class);
    assertThat(validated(right.serialize()).getSubject()).isNotNull();
  }

  @Test
  void discovery_saysWhatIsTaken() throws Exception {
    OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(new Issuer(stage.issuer()));

    assertThat(metadata.getAuthorizationEndpointURI())
        .isEqualTo(URI.create(stage.issuer() + "/authorize"));
    assertThat(metadata.getIDTokenJWSAlgs()).containsExactly(JWSAlgorithm.RS256);
    assertThat(metadata.getSubjectTypes()).extracting(Object::toString).containsExactly("pairwise");
    assertThat(stage.browser().get(metadata.getJWKSetURI().toString()).body())
        .contains("\"n\"")
        .doesNotContain("\"d\"", "\"p\"");
  }
}
