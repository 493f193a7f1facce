package org.jitsuin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call of somebody who lost a card, and what becomes of events in a file of the register. */
@Tag("deployed")
class LossLinePagesIT extends DeployedServerTest {
  private final OfficeRequests desk = new OfficeRequests(installation());

  /** A name that only one card has. */
  private static String someName() {
    StringBuilder name = new StringBuilder("紛失　");
    for (int i = 0; i < 8; i++) {
      name.append((char) ('あ' + ThreadLocalRandom.current().nextInt(2, 70)));
    }
    return name.toString();
  }

  private static OfficeBrowser called(String name, String language) {
    OfficeBrowser browser =
        OfficeBrowser.of(installation(), "lossline", language).open("lossline/");
    Page page = browser.page();
    page.locator("[data-name] input").fill(name);
    page.locator("[data-name] input").press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().type("S55.2.17");
    return browser;
  }

  @ParameterizedTest
  @CsvSource({"ja, カードを一時停止しました, 受付番号", "en, The card is suspended, Receipt"})
  void call_afterTheSearch_takesTwoPressesAndShowsNoMoreThanNeeded(
      String language, String done, String number) throws IOException {
    String name = someName();
    TestCard card = TestCard.register(installation(), json -> json.replace("山田　花子", name));
    try (OfficeBrowser browser = called(name, language)) {
      Page page = browser.page();
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-suspend] button")).isFocused();
      browser.accessible().picture("lossline-found-" + language);
      assertThat(page.locator("table")).not().containsText(name);
      assertThat(page.locator("main")).not().containsText("中里");
      page.keyboard().press("Enter");
      assertThat(page.locator("[aria-labelledby=confirm] button").first()).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.locator("main")).containsText(done);
      assertThat(page.locator("main")).containsText(number);
      browser.accessible().picture("lossline-done-" + language);
      assertThat(browser.requests())
          .containsExactly(
              "GET /api/v1/caller",
              "GET /api/v1/municipalities",
              "POST /api/v1/cards/search",
              "POST /api/v1/cards/" + card.id + "/suspension");
      page.keyboard().press("F2");
      assertThat(page.locator("[data-name] input")).hasValue("");
    }
    List<String> acts = desk.entries(card).findValuesAsText("act");
    assertThat(acts).contains("card-suspended").doesNotContain("holder-read");
  }

  @Test
  void call_ofNobody_saysWhatToAskNext() {
    try (OfficeBrowser browser = called("いない　ひと", "ja")) {
      Page page = browser.page();
      page.keyboard().press("Enter");
      assertThat(page.locator("main")).containsText("該当するカードがありません");
      browser.accessible().picture("lossline-nobody-ja");
    }
  }

  @Test
  void call_whoseLineIsCut_isDoneOnceAndSaysSo() throws IOException {
    String name = someName();
    TestCard card = TestCard.register(installation(), json -> json.replace("山田　花子", name));
    try (OfficeBrowser browser = called(name, "ja")) {
      Page page = browser.page();
      boolean[] cut = {false};
      page.route(
          "**/suspension",
          route -> {
            if (cut[0]) {
              route.resume();
            } else {
              cut[0] = true;
              route.abort();
            }
          });
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-suspend] button")).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.locator("[aria-labelledby=confirm] button").first()).isFocused();
      page.locator("[aria-labelledby=confirm] button").first().dblclick();
      assertThat(page.locator("main")).containsText("通信が途切れましたが、処理は完了していました");
    }
    assertThat(desk.entries(card).findValuesAsText("act")).containsOnlyOnce("card-suspended");
  }

  @Test
  void batch_ofTheRegister_hasAResultForEachLine() throws IOException {
    TestCard card = TestCard.register(installation());
    card.write(
        "batch.ndjson",
        card.move("E-" + card.id).strip().replace("\n", "") + "\n{\"event\":\"x\"}\n");
    try (OfficeBrowser browser =
        OfficeBrowser.of(installation(), "register", "ja").open("register/")) {
      Page page = browser.page();
      page.locator("input[type=file]").setInputFiles(card.directory().resolve("batch.ndjson"));
      page.locator("main button").first().click();
      assertThat(page.locator("main")).containsText("すべての行の結果が届きました");
      assertThat(page.locator("main")).containsText("2 / 2 行");
      assertThat(page.locator("table")).containsText("REQUEST_INVALID");
      browser.accessible().picture("register-batch-ja");
    }
  }
}
