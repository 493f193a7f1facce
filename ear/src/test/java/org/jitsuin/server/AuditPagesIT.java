package org.jitsuin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The auditor's pages: what is proved is proved in the browser, with a key that somebody brought.
 */
@Tag("deployed")
class AuditPagesIT extends DeployedServerTest {
  private static OfficeBrowser auditor(String language) {
    return OfficeBrowser.of(installation(), "auditor", language);
  }

  private static void bringKey(Page page) {
    Path key = installation().ca().resolve("audit-log.vkey");
    page.locator("input[type=file]").first().setInputFiles(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void log_filteredByKind_keepsThatInTheAddressAndTellsEachInASentence(String language) {
    try (OfficeBrowser browser = auditor(language).open("audit/")) {
      Page page = browser.page();
      assertThat(page.locator("tbody tr").nth(5)).isVisible();
      browser.accessible().picture("audit-log-" + language);
      page.locator("select").selectOption("server-started");
      page.getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions().setName(language.equals("ja") ? "絞り込む" : "Filter"))
          .click();
      assertThat(page).hasURL(Pattern.compile("\\?kind=server-started$"));
      assertThat(page.locator("tbody tr").first())
          .containsText(language.equals("ja") ? "サーバーが起動した" : "A server started");
      page.goBack();
      assertThat(page).hasURL(Pattern.compile("/office/audit/$"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void entry_withTheKeyThatSomebodyBrought_isProvedHere(String language) {
    boolean japanese = language.equals("ja");
    try (OfficeBrowser browser = auditor(language).open("audit/entries/1")) {
      Page page = browser.page();
      assertThat(page.locator("main"))
          .containsText(japanese ? "署名をまだ確かめていません" : "The signature is not checked yet");
      bringKey(page);
      assertThat(page.locator("main"))
          .containsText(japanese ? "署名されたログの中にあります" : "This entry is in the signed log");
      assertThat(page.locator("main svg[role=img]")).isVisible();
      browser.accessible().picture("audit-entry-" + language);
      // Nobody asked the server for the key.
      assertThat(browser.requests()).noneMatch(request -> request.endsWith("/audit/key"));
    }
  }

  @Test
  void entry_whoseOctetsWereChanged_isNotProved() {
    try (OfficeBrowser browser = auditor("ja")) {
      Page page = browser.page();
      page.route(
          Pattern.compile("/api/v1/audit/entries/1$"),
          route -> {
            String body = route.fetch().text();
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(body.replaceFirst("\"v\":1", "\"v\":2")));
          });
      browser.open("audit/entries/1");
      bringKey(page);
      assertThat(page.locator("main")).containsText("証明が成り立ちません");
      assertThat(page.locator("main")).containsText("計算した根が、チェックポイントの根と一致しない");
    }
  }

  @Test
  void health_atTheSecondVisit_provesThatNothingWasChanged() {
    try (OfficeBrowser browser = auditor("ja").open("audit/health")) {
      Page page = browser.page();
      assertThat(page.locator("main")).containsText("今回が最初の確認です");
      bringKey(page);
      browser.open("audit/health");
      assertThat(page.locator("main")).containsText(Pattern.compile("何も変わって(いません|おらず)"));
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("数える")).click();
      assertThat(page.locator("table").last()).containsText("signature-g1");
      browser.accessible().picture("audit-health-ja");
      // Another log than the one that was seen.
      page.evaluate(
          "localStorage.setItem('jitsuin.audit.seen', localStorage.getItem('jitsuin.audit.seen')"
              + ".replace(/ \\d+ .*/, ' 1 ' + 'A'.repeat(43) + '='))");
      browser.open("audit/health");
      assertThat(page.locator("main")).containsText("ログが前回のものの続きではありません");
    }
  }

  @Test
  void statistics_ofTheLastYear_areChartsWithTables() {
    try (OfficeBrowser browser = auditor("en").open("audit/statistics")) {
      Page page = browser.page();
      assertThat(page.locator("main")).containsText("Counted up to entry");
      browser.accessible().picture("audit-statistics-en");
    }
  }

  @Test
  void powers_ofADatabaseUser_sayWhatItNeverCan() {
    try (OfficeBrowser browser = auditor("ja").open("audit/powers?actor=jitsuin_ocsp")) {
      assertThat(browser.page().locator("article")).containsText("できない");
      browser.accessible().picture("audit-powers-ja");
    }
  }

  @Test
  void pages_ofAudit_areNotForOperators() {
    try (OfficeBrowser browser =
        OfficeBrowser.of(installation(), "operator", "en").open("audit/")) {
      assertThat(browser.page().locator("h1")).hasText("This page belongs to another role");
      assertThat(browser.requests()).containsExactly("GET /api/v1/caller");
    }
  }
}
