package org.jitsuin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the console says where something breaks in the middle: it was done, or it was not. */
@Tag("deployed")
class OfficeFailuresIT extends DeployedServerTest {
  private final OfficeRequests desk = new OfficeRequests(installation());

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  /** Plans that a PIN was reset, with all that it needs, and has it done. */
  private static void reset(Page page) {
    button(page, "署名用 初期化（再設定）").click();
    page.locator("[data-present] input").first().check();
    page.locator("[data-documents] input").first().check();
    page.locator("[data-run] button").first().click();
  }

  private TestCard issued() throws IOException {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    return card;
  }

  /** The next act is refused, and so is the next reading; each says what to do. */
  @Test
  void certificate_withdrawnInTheMiddle_isSaidAndNothingIsDone() throws IOException {
    TestCard card = issued();
    Personnel personnel = new Personnel(installation());
    String person = "clerk-" + UUID.randomUUID().toString().substring(0, 8);
    KeyStore credential = personnel.credential(person, "office-clerk", Optional.of("13221"));
    try (OfficeBrowser browser = OfficeBrowser.with(installation(), credential, "ja")) {
      Page page = browser.open("counter/cards/" + card.id).page();
      assertThat(page.locator("h1")).containsText("山田　花子");
      personnel.withdraw(person);
      reset(page);
      assertThat(page.locator("main")).containsText("処理は行われていません");
      assertThat(page.locator("main")).containsText("証明書は登録されていないか、無効になっています");
      page.goBack();
      assertThat(button(page, "読み直す")).isVisible();
      page.keyboard().press("F8");
      assertThat(page.locator("h1")).hasText("このカードを開くことはできません。");
      assertThat(page.locator("main")).containsText("STAFF_UNKNOWN");
      page.reload();
      assertThat(page.locator("h1")).hasText("この証明書では入れません");
    }
    assertThat(desk.entries(card).findValuesAsText("act")).doesNotContain("pin-recorded");
  }

  /** The server did it and went away: the page says that it does not know, and asks later. */
  @Test
  void act_whoseAnswerIsLostAgainAndAgain_isAskedForWhenTheServerIsBack() throws IOException {
    TestCard card = issued();
    try (OfficeBrowser browser = OfficeBrowser.of(installation(), "clerk-13221", "ja")) {
      Page page = browser.open("counter/cards/" + card.id).page();
      page.route(
          "**/pin-events",
          route -> {
            assertThat(route.fetch().status()).isEqualTo(200);
            route.abort();
          });
      reset(page);
      assertThat(page.locator("main")).containsText("処理が行われたかどうか、まだ分かりません");
      browser.accessible().picture("counter-unknown-ja");
      // What is not known yet is not forgotten on the way back.
      page.goBack();
      assertThat(page.locator("main")).containsText("手続が途中です");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("手続に戻る")).click();
      page.unroute("**/pin-events");
      button(page, "確認する").click();
      assertThat(page.locator("main")).containsText("通信が途切れましたが、処理は完了していました");
    }
    assertThat(desk.entries(card).findValuesAsText("act")).containsOnlyOnce("pin-recorded");
  }

  /** Nothing came of it: the server was away before it was asked. */
  @Test
  void card_whileTheServerIsAway_isSaidAndReadWhenItIsBack() throws IOException {
    TestCard card = issued();
    try (OfficeBrowser browser = OfficeBrowser.of(installation(), "clerk-13221", "ja")) {
      Page page = browser.open("counter/").page();
      page.route("**/api/v1/cards/**", route -> route.abort());
      page.locator("textarea").fill(card.id);
      page.locator("textarea").press("Enter");
      assertThat(page.locator("main")).containsText("認証局と通信できませんでした");
      page.unroute("**/api/v1/cards/**");
      button(page, "読み直す").click();
      assertThat(page.locator("h1")).containsText("山田　花子");
    }
    assertThat(desk.entries(card).findValuesAsText("act").stream().filter("holder-read"::equals))
        .hasSize(1);
  }

  /** Without anybody between browser and server. */
  @Test
  void home_withTheCertificateInTheBrowsersOwnStore_saysWhoIAm() throws IOException {
    try (CertificateStore store = CertificateStore.empty(installation())) {
      assertThat(store.page("/office/"))
          .contains("CERTIFICATE_NEEDED")
          .doesNotContain("clerk-13221");
      assertThat(store.with("clerk-13221").page("/office/"))
          .contains("clerk-13221")
          .contains("13221");
    }
  }
}
