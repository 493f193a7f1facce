package org.jitsuin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of CA operators. */
@Tag("deployed")
class OperationsPagesIT extends DeployedServerTest {
  private static OfficeBrowser operator(String language) {
    return OfficeBrowser.of(installation(), "operator", language);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void wall_ofARunningServer_showsEachPartAndALiveAnswerOfOcsp(String language) {
    boolean japanese = language.equals("ja");
    try (OfficeBrowser browser = operator(language).open("operations/")) {
      Page page = browser.page();
      assertThat(page.getByText(Pattern.compile(japanese ? "ミリ秒で応答" : "answered in \\d+ ms")))
          .hasCount(2);
      for (String part :
          japanese
              ? new String[] {"監査ログ", "トークン", "データベース", "時計", "認証局の鍵"}
              : new String[] {"Audit log", "Token", "Database", "Clock", "OCSP signers"}) {
        assertThat(page.locator("main")).containsText(part);
      }
      assertThat(page.locator("main")).containsText("signature-g1");
      browser.accessible().picture("operations-wall-" + language);
    }
  }

  @Test
  void maintenance_closedWithAReason_isToldAndOpenedAgain() throws IOException {
    try (OfficeBrowser browser = operator("ja").open("operations/maintenance")) {
      Page page = browser.page();
      button(page, "発行を止める").click();
      assertThat(page.locator("main")).containsText("入力してください");
      page.getByLabel(Pattern.compile("^理由")).fill("定期点検");
      button(page, "発行を止める").click();
      page.locator("dialog[open]").getByText("発行を止める").last().click();
      assertThat(page.locator("main")).containsText("発行を止めました。");
      assertThat(page.locator("main")).containsText("定期点検");
      browser.accessible().picture("operations-maintenance-ja");
      button(page, "発行を再開する").click();
      assertThat(page.locator("main")).containsText("発行を再開しました。");
    } finally {
      StaffClient.of(installation(), "operator").post("/issuing", "{\"open\": true}");
    }
  }

  @Test
  void staff_proposalAboutNobody_isRefusedInWords() {
    try (OfficeBrowser browser = operator("ja").open("operations/staff")) {
      Page page = browser.page();
      assertThat(page.locator("table").last()).containsText("operator");
      browser.accessible().picture("operations-staff-ja");
      Locator form = page.locator("section[aria-labelledby=propose]");
      form.locator("select").first().selectOption("withdraw");
      form.getByLabel(Pattern.compile("^識別子")).fill("nobody");
      form.getByLabel(Pattern.compile("^理由")).fill("退職");
      button(page, "提案する").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("処理は行われていません。");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("PERSON_UNKNOWN");
    }
  }

  @Test
  void parties_formThatIsNotFilled_isNotSent() {
    try (OfficeBrowser browser = operator("en").open("operations/parties")) {
      Page page = browser.page();
      button(page, "Register").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Look at the name");
      assertThat(browser.requests()).noneMatch(request -> request.startsWith("POST"));
      browser.accessible().picture("operations-parties-en");
    }
  }

  @Test
  void holds_ofAQuietHour_areNone() {
    try (OfficeBrowser browser = operator("ja").open("operations/holds")) {
      assertThat(browser.page().locator("table").first()).isVisible();
      browser.accessible().picture("operations-holds-ja");
    }
  }
}
