package org.jitsuin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jitsuin.base.settings.BaseSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The frame around all pages of the console: who is let in, what is said to who is not, the lock.
 */
@Tag("deployed")
class OfficeShellIT extends DeployedServerTest {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(installation().settings().httpsAddress(), path);
  }

  private static HttpResponse<String> get(String base, String path)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .sslContext(StaffClient.tls(installation(), Optional.empty()))
        .build()
        .send(
            HttpRequest.newBuilder(URI.create(base + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static Optional<String> header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name);
  }

  @ParameterizedTest
  @CsvSource({
    "/office/, 200",
    "/office/clear.html, 200",
    "/office/nothing, 404",
    "/office/assets/nothing.js, 404"
  })
  void page_overTls_needsNoCertificateAndIsNotKept(String path, int status) throws Exception {
    HttpResponse<String> page = get(path);
    assertThat(page.statusCode()).isEqualTo(status);
    assertThat(header(page, "Content-Security-Policy")).contains(POLICY);
    assertThat(header(page, "X-Content-Type-Options")).contains("nosniff");
    assertThat(header(page, "Referrer-Policy")).contains("no-referrer");
    assertThat(header(page, "Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(header(page, "Cache-Control")).contains("no-store");
    assertThat(header(page, "Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.body()).doesNotContain("<style", " style=", "crossorigin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/office/counter/", "/office/counter/visit"})
  void page_ofTheCounter_mayAskTheAgentOfItsDeskAndNobodyElse(String path) throws Exception {
    assertThat(header(get(path), "Content-Security-Policy"))
        .contains(
            POLICY.replace(
                "connect-src 'self'",
                "connect-src 'self' http://127.0.0.1:"
                    + installation().texts().get(BaseSettings.COUNTER_AGENT_PORT)));
  }

  @Test
  void ofTheArchive_nothingButPagesIsShown() throws Exception {
    assertThat(get("/office/WEB-INF/web.xml").statusCode()).isEqualTo(404);
    assertThat(get("/office/META-INF/MANIFEST.MF").statusCode()).isEqualTo(404);
  }

  @Test
  void scriptsAndStyles_haveNamesOfTheirContentAndAreKept() throws Exception {
    var files =
        Pattern.compile("/office/assets/[\\w.-]+\\.(js|css)").matcher(get("/office/").body());
    assertThat(files.results().map(found -> found.group()).distinct())
        .hasSizeGreaterThan(1)
        .allSatisfy(file -> {
          HttpResponse<String> answer = get(file);
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(header(answer, "Cache-Control"))
              .contains("public, max-age=31536000, immutable");
          assertThat(header(answer, "X-Content-Type-Options")).contains("nosniff");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/office/", "/office/index.html", "/office/clear.html", "/office/nothing"})
  void page_withoutTls_isRefused(String path) throws Exception {
    HttpResponse<String> page = get(installation().settings().httpAddress(), path);
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("暗号化された接続が必要です");
    assertThat(header(page, "Content-Security-Policy")).contains(POLICY);
  }

  @Test
  void home_withoutCertificate_saysWhatToDo() {
    try (OfficeBrowser browser = OfficeBrowser.anonymous(installation(), "ja").open("")) {
      assertThat(browser.page().locator("h1")).hasText("職員の証明書がありません");
      assertThat(browser.page().locator("main")).containsText("CERTIFICATE_NEEDED");
      browser.accessible().picture("no-certificate-ja");
    }
  }

  @Test
  void home_withCertificateThatNobodyRegistered_saysSo() {
    var stranger = Strangers.unregistered(installation(), "ghost", "auditor");
    try (OfficeBrowser browser = OfficeBrowser.with(installation(), stranger, "en").open("")) {
      assertThat(browser.page().locator("h1")).hasText("This certificate does not let you in");
      assertThat(browser.page().locator("main")).containsText("STAFF_UNKNOWN");
    }
  }

  @ParameterizedTest
  @CsvSource({"ja, 市区町村窓口", "en, Municipal counter"})
  void home_ofAClerk_saysWhoAndWhere(String language, String role) {
    try (OfficeBrowser browser =
        OfficeBrowser.of(installation(), "clerk-13221", language).open("")) {
      Page page = browser.page();
      assertThat(page.locator("h1")).containsText("clerk-13221");
      assertThat(page.locator("header")).containsText(role);
      assertThat(page.locator("header")).containsText("13221");
      assertThat(page.locator("html")).hasAttribute("lang", language);
      browser.accessible().picture("home-clerk-" + language);
      assertThat(browser.requests()).containsExactly("GET /api/v1/caller");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossline", "auditor", "operator"})
  void home_ofEachRole_isThere(String name) {
    try (OfficeBrowser browser = OfficeBrowser.of(installation(), name, "ja").open("")) {
      assertThat(browser.page().locator("h1")).containsText(name);
    }
  }

  @Test
  void language_changed_isThatOfTheWholePageAndStays() {
    try (OfficeBrowser browser = OfficeBrowser.of(installation(), "auditor", "ja").open("")) {
      Page page = browser.page();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("English")).click();
      assertThat(page.locator("html")).hasAttribute("lang", "en");
      assertThat(page.locator("header")).containsText("Audit");
      assertThat(page).hasTitle(Pattern.compile("^First page"));
    }
  }

  /** The tests of all pages rely on it. */
  @Test
  void page_thatMakesHtmlOfText_isStoppedAndNoticed() {
    OfficeBrowser browser = OfficeBrowser.anonymous(installation(), "ja").open("");
    browser
        .page()
        .evaluate("() => { try { document.body.innerHTML = '<b>x</b>' } catch { /* stopped */ } }");
    assertThat(browser.page().locator("b")).hasCount(0);
    assertThatThrownBy(browser::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("require-trusted-types-for");
  }

  @Test
  void lock_byKey_emptiesThePageUntilItIsLoadedAnew() {
    try (OfficeBrowser browser = OfficeBrowser.of(installation(), "clerk-13221", "ja").open("")) {
      Page page = browser.page();
      page.keyboard().press("F4");
      assertThat(page.locator("h1")).hasText("画面を閉じました");
      assertThat(page.locator("body")).not().containsText("clerk-13221");
      browser.accessible().picture("locked-ja");
      page.getByRole(AriaRole.BUTTON).click();
      assertThat(page.locator("h1")).containsText("clerk-13221");
    }
  }

  @Test
  void lock_afterFiveMinutes_warnsAndThenEmptiesThePage() {
    try (OfficeBrowser browser = OfficeBrowser.of(installation(), "clerk-13221", "ja")) {
      Page page = browser.page();
      page.clock().install();
      browser.open("");
      page.clock().runFor("04:45");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("秒で画面を閉じ");
      page.keyboard().press("Shift");
      assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
      page.clock().runFor("05:01");
      assertThat(page.locator("h1")).hasText("画面を閉じました");
    }
  }
}
