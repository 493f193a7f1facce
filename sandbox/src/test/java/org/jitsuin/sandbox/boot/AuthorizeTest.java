package org.jitsuin.sandbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
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

/** What parties may ask at the authorization endpoint, what browsers are shown, who is let in. */
class AuthorizeTest {
  private static final String REDIRECT = "http://localhost:9999/back";

  @TempDir private static Path directory;
  private static SandboxStage stage;
  private static TestParty party;

  @BeforeAll
  static void start() {
    stage = new SandboxStage(directory, Optional.empty());
    party = stage.register(REDIRECT, "https://party.example/back?kept=1");
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void page_loadsNothingAndIsFramedByNobody() {
    HttpResponse<String> page = stage.browser().get(party.address(party.request("openid name")));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("試験サービス", "氏名", "You log in at")
        .doesNotContain("<script", "/card/");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'sha256-")
        .contains("form-action 'self' http://localhost:9999;", "frame-ancestors 'none'");
    assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Lax");
  }

  @ParameterizedTest
  @CsvSource({
    "state, '', invalid_request",
    "nonce, '', invalid_request",
    "code_challenge, '', invalid_request",
    "code_challenge, short, invalid_request",
    "code_challenge_method, plain, invalid_request",
    "code_challenge_method, '', invalid_request",
    "response_type, token, unsupported_response_type",
    "response_type, code id_token, unsupported_response_type",
    "response_mode, fragment, invalid_request",
    "scope, name, invalid_scope",
    "scope, openid email, invalid_scope",
    "scope, openid sign, invalid_request",
    "sign_transaction_id, 65a04b4e-af8b-45a2-8713-5ec2631bab64, invalid_request",
    "prompt, none, login_required",
    "request, eyJhbGciOiJub25lIn0.e30., request_not_supported",
    "request_uri, https://party.example/r, request_uri_not_supported",
  })
  void request_wrong_isSentBackWithTheReason(String name, String value, String error) {
    Map<String, String> request = party.request("openid");
    request.put(name, value);

    Parameters back = TestParty.back(stage.browser().get(party.address(request)));

    assertThat(back.one("error")).contains(error);
    assertThat(back.one("code")).isEmpty();
    assertThat(back.one("iss")).contains(stage.issuer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9999/back/",
        "http://localhost:9999/Back",
        "http://localhost:9999/back?x",
        "http://localhost:9998/back",
        "https://localhost:9999/back",
        "http://localhost:9999/back#f",
        "http://evil.example/",
        "",
      })
  void request_otherAddress_isSentNowhere(String redirect) {
    Map<String, String> request = party.request("openid");
    request.put("redirect_uri", redirect);

    HttpResponse<String> answer = stage.browser().get(party.address(request));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void request_unknownPartyOrTwice_isSentNowhere() {
    Map<String, String> request = party.request("openid");
    String twice = party.address(request) + "&redirect_uri=http%3A%2F%2Fevil.example%2F";
    request.put("client_id", "RP0000000000000000");

    for (String address : new String[] {party.address(request), twice}) {
      HttpResponse<String> answer = stage.browser().get(address);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Location")).isEmpty();
    }
  }

  @Test
  void request_veryLong_isRefused() {
    assertThat(
            stage.browser().get(stage.issuer() + "/authorize?x=" + "a".repeat(9000)).statusCode())
        .isEqualTo(414);
    assertThat(stage.browser().post("/token", Map.of("x", "a".repeat(20_000))).statusCode())
        .isEqualTo(413);
  }

  @Test
  void addressWithAQuery_keepsIt() {
    Map<String, String> request = party.request("openid");
    request.put("redirect_uri", "https://party.example/back?kept=1");

    Parameters back = party.loggedIn(stage.browser(), request, "HANAKO");

    assertThat(back.one("kept")).contains("1");
    assertThat(back.one("code")).isPresent();
    assertThat(back.one("state")).contains("state-1");
  }

  @Test
  void login_ofAnotherBrowser_isNotFound() {
    String login =
        TestBrowser.login(stage.browser().get(party.address(party.request("openid"))).body());
    Map<String, String> form = Map.of("login", login, "person", "HANAKO");

    assertThat(stage.browser().post("/authorize/person", form).statusCode()).isEqualTo(404);
  }

  @Test
  void login_fromAnotherSite_isRefused() {
    TestBrowser browser = stage.browser();
    String login = TestBrowser.login(browser.get(party.address(party.request("openid"))).body());
    Map<String, String> form = Map.of("login", login, "person", "HANAKO");

    assertThat(
            browser.post("/authorize/person", form, "Origin", "http://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(browser.post("/authorize/person", form, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
  }

  @Test
  void login_twice_countsOnce() {
    TestBrowser browser = stage.browser();
    String login = TestBrowser.login(browser.get(party.address(party.request("openid"))).body());
    Map<String, String> form = Map.of("login", login, "person", "HANAKO");

    assertThat(browser.post("/authorize/person", form).statusCode()).isEqualTo(303);
    assertThat(browser.post("/authorize/person", form).statusCode()).isEqualTo(404);
  }

  @Test
  void login_cancelled_isSentBack() {
    TestBrowser browser = stage.browser();
    String login = TestBrowser.login(browser.get(party.address(party.request("openid"))).body());

    Parameters back = TestParty.back(browser.post("/authorize/cancel", Map.of("login", login)));

    assertThat(back.one("error")).contains("access_denied");
    assertThat(back.one("state")).contains("state-1");
  }

  @ParameterizedTest
  @CsvSource({
    "SABURO, openid name, revoked, 住所",
    "SHIRO, openid, suspended, 一時",
    "GORO, openid, cannot-tell, 確認できません",
  })
  void person_whoseCertificateIsNotGood_isToldWhy(
      String person, String scope, String code, String words) {
    TestBrowser browser = stage.browser();
    String login = TestBrowser.login(browser.get(party.address(party.request(scope))).body());

    HttpResponse<String> page =
        browser.post("/authorize/person", Map.of("login", login, "person", person));

    assertThat(page.body()).contains(words, "error=access_denied", "error_description=" + code);
    assertThat(page.headers().firstValue("Location")).isEmpty();
  }

  /** A move revokes the certificate for signatures alone. */
  @Test
  void person_whoMoved_stillLogsIn() {
    assertThat(party.loggedIn(stage.browser(), party.request("openid"), "SABURO").one("code"))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://party.example/back",
        "https://party.example/back#x",
        "https://user@party.example/",
        "javascript:alert(1)",
        "https://party.example/;script-src *",
        "party.example",
        "https://party.example/\nhttps:/x",
      })
  void register_wrongAddress_isRefused(String address) {
    HttpResponse<String> page =
        stage.browser().post("/clients", Map.of("name", "a", "redirects", address));

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("localhost", "戻り先");
  }

  @Test
  void register_markupInTheName_staysText() {
    String page =
        stage
            .browser()
            .post("/clients", Map.of("name", "<b onclick=x>", "redirects", "ftp://x"))
            .body();

    assertThat(page).contains("&lt;b onclick=x&gt;").doesNotContain("<b onclick");
  }

  @Test
  void register_isKept_withoutTheSecret() throws Exception {
    TestParty other = stage.register("https://other.example/");

    assertThat(stage.clientsInFile().authenticated(other.id, other.secret)).isPresent();
    assertThat(stage.clientsInFile().authenticated(other.id, party.secret)).isEmpty();
    assertThat(directory.resolve("clients.json")).content().doesNotContain(other.secret);
  }

  @Test
  void anythingElse_isNotFoundOrNotByThisMethod() {
    assertThat(stage.browser().get(stage.issuer() + "/nothing").statusCode()).isEqualTo(404);
    assertThat(stage.browser().get(stage.issuer() + "/token").statusCode()).isEqualTo(405);
  }
}
