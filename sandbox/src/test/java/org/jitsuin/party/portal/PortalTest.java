package org.jitsuin.party.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jitsuin.sandbox.boot.SandboxStage;
import org.jitsuin.sandbox.boot.TestBrowser;
import org.jitsuin.sandbox.boot.TestParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The portal shows who came, and lets in nobody whose login it did not begin. */
class PortalTest {
  @TempDir private static Path directory;
  private static SandboxStage stage;

  private final TestBrowser browser = stage.browser();

  @BeforeAll
  static void start() {
    stage = new SandboxStage(directory, Optional.empty());
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new AssertionError(answer.statusCode() + answer.body()));
  }

  /** Where the provider sends the browser back to, after a person was chosen. */
  private String back(String person) {
    return back("/portal/login", person);
  }

  private String back(String path, String person) {
    String provider = location(browser.get(stage.issuer() + path));
    String page = browser.get(provider).body();
    return location(
        browser.post(
            "/authorize/person", Map.of("login", TestBrowser.login(page), "person", person)));
  }

  @Test
  void login_showsWhoCame() {
    HttpResponse<String> page = browser.get(back("HANAKO"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("見本　花子", "1988-02-29", "東京都清瀬市見本町１番地", "female");
  }

  /** Who moved has no certificate for signatures, and is known all the same. */
  @Test
  void loginAgain_tellsWhoCame_andNothingElse() {
    String who = "Who</span></th><td>([^<]+)<";
    String first = TestBrowser.found(who, browser.get(back("HANAKO")).body());

    String page = browser.get(back("/portal/again", "HANAKO")).body();

    assertThat(TestBrowser.found(who, page)).isEqualTo(first);
    assertThat(page).doesNotContain("花子", "見本町", "Birth date");
    assertThat(browser.get(back("/portal/again", "SABURO")).statusCode()).isEqualTo(200);
  }

  @Test
  void login_showsWhatIsUnknownAsUnknown() {
    assertThat(browser.get(back("JIRO")).body()).contains("見本　次郎", "不明 / unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "state=[^&]+, state=other",
    "iss=[^&]+, iss=http%3A%2F%2Fevil.example",
    "&iss=[^&]+, ''",
    "code=[^&]+, code=other",
  })
  void answer_withSomethingElse_letsNobodyIn(String what, String other) {
    HttpResponse<String> page = browser.get(back("HANAKO").replaceFirst(what, other));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).doesNotContain("花子");
  }

  @Test
  void answer_twiceOrInAnotherBrowser_letsNobodyIn() {
    String back = back("HANAKO");

    assertThat(stage.browser().get(back).statusCode()).isEqualTo(400);
    assertThat(browser.get(back).statusCode()).isEqualTo(200);
    assertThat(browser.get(back).statusCode()).isEqualTo(400);
  }

  /**
   * The portal asks the server that it stands on: nobody waits for ever for the others' threads.
   */
  @Test
  void login_ofManyAtOnce_isAnsweredToAll() throws Exception {
    HttpRequest login =
        HttpRequest.newBuilder(URI.create(stage.issuer() + "/portal/login")).build();
    try (HttpClient people = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<CompletableFuture<HttpResponse<Void>>> answers =
          IntStream.range(0, 60)
              .mapToObj(_ -> people.sendAsync(login, HttpResponse.BodyHandlers.discarding()))
              .toList();
      for (CompletableFuture<HttpResponse<Void>> answer : answers) {
        assertThat(answer.get(2, TimeUnit.MINUTES).statusCode()).isIn(303, 503);
      }
    }
    assertThat(browser.get(stage.issuer() + "/portal/login").statusCode()).isEqualTo(303);
  }

  /** A code of another party's login, put into one of the portal's. */
  @Test
  void code_ofAnotherLogin_letsNobodyIn() {
    TestParty other = stage.register("http://localhost:9999/back");
    String stolen =
        other.loggedIn(stage.browser(), other.request("openid"), "TARO").one("code").orElseThrow();

    HttpResponse<String> page =
        browser.get(back("HANAKO").replaceFirst("code=[^&]+", "code=" + stolen));

    assertThat(page.statusCode()).isEqualTo(400);
  }

  @Test
  void refusal_isShownWithItsReason() {
    String provider = location(browser.get(stage.issuer() + "/portal/login"));
    String page = browser.get(provider).body();
    String refusal =
        browser
            .post("/authorize/person", Map.of("login", TestBrowser.login(page), "person", "SHIRO"))
            .body();
    String back = TestBrowser.found("href=\"([^\"]+)\"", refusal).replace("&amp;", "&");

    assertThat(URI.create(back).getPath()).isEqualTo("/portal/back");
    assertThat(browser.get(back).body()).contains("suspended", "ログインできませんでした");
  }
}
