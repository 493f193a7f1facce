package org.jitsuin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of an office: what a clerk does at a counter, by keys alone, and what is recorded. */
@Tag("deployed")
class CounterPagesIT extends DeployedServerTest {
  private static final int MOST_KEYS = 8;

  private final OfficeRequests desk = new OfficeRequests(installation());

  /** Presses keys and counts them. */
  private static final class Keys {
    private final Page page;
    private int pressed;

    Keys(Page page) {
      this.page = page;
    }

    Keys press(String key) {
      page.keyboard().press(key);
      pressed++;
      return this;
    }

    /** As Ctrl and V do. */
    Keys paste(String text) {
      page.keyboard().insertText(text);
      pressed++;
      return this;
    }
  }

  private static OfficeBrowser clerk(String language) {
    return OfficeBrowser.of(installation(), "clerk-13221", language);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator firstAct(Page page) {
    return page.locator("[data-first] button").first();
  }

  private long reads(TestCard card) throws IOException {
    return desk.entries(card).findValuesAsText("act").stream()
        .filter("holder-read"::equals)
        .count();
  }

  /** Has the register report a departure with continued use, before which one may renew. */
  private void planDeparture(TestCard card) throws IOException {
    String day = JapanTime.date(Clocks.system().instant()).plusDays(10).toString();
    String event =
        """
        {"event":"E-%s","registerId":"%s","kind":"departed-continuing","occurredOn":"%s",
         "address":"アメリカ合衆国"}
        """
            .formatted(UUID.randomUUID(), card.registerId, day);
    desk.answer(200, desk.as("register").post("/resident-events", event));
  }

  /** The files with requests for both kinds of which a terminal has made the keys. */
  private static Path[] newKeys(TestCard card) throws IOException {
    TestCard next = card.successor(card.id);
    assertThat(next.rsaRequests()).contains("BEGIN");
    Path directory = next.directory();
    return new Path[] {
      directory.resolve("signature.csr"), directory.resolve("user-identification.csr")
    };
  }

  @Test
  void renewal_byKeysAlone_takesAtMostEightAndReadsTheHolderOnce() throws IOException {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    planDeparture(card);
    Path[] files = newKeys(card);
    try (OfficeBrowser browser = clerk("ja").open("counter/")) {
      Page page = browser.page();
      // From the beginning: a chooser that nobody waits for yet is left at once.
      page.onFileChooser(chooser -> chooser.setFiles(files));
      page.locator("textarea").focus();
      Keys keys = new Keys(page).paste(serials.get("signature")).press("Enter");
      assertThat(firstAct(page)).isFocused();
      keys.press("Enter");
      assertThat(page.locator("[data-present] input").first()).isFocused();
      keys.press("1");
      assertThat(page.locator("[data-documents] input").first()).isFocused();
      keys.press("1");
      keys.press("Enter");
      assertThat(page.locator("[data-run] button").first()).isFocused();
      browser.picture("counter-visit-ja");
      keys.press("Enter");
      assertThat(page.locator("h1")).containsText("お渡しと印刷");
      assertThat(page.locator("main")).containsText("受付番号");
      assertThat(page.locator("[data-next] button").first()).isFocused();
      browser.accessible().picture("counter-hand-over-ja");
      page.evaluate("() => { window.print = () => { window.isPrinted = true; }; }");
      keys.press("Enter");
      assertThat(page.locator("h1")).hasText("カードをさがす");
      assertThat(page.evaluate("window.isPrinted")).isEqualTo(true);
      assertThat(keys.pressed).isLessThanOrEqualTo(MOST_KEYS);
    }
    assertThat(desk.entries(card).findValuesAsText("act")).contains("certificates-issued");
    assertThat(reads(card)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"ja, さがす, いまできる手続, 発行の日後", "en, Find, What can be done now, birthday"})
  void card_found_showsWhyEachDateAndWhatCanBeDone(
      String language, String find, String acts, String why) throws IOException {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    try (OfficeBrowser browser = clerk(language).open("counter/")) {
      Page page = browser.page();
      browser.accessible().picture("counter-find-" + language);
      page.locator("textarea").fill(card.id);
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(find)).first().click();
      assertThat(page.locator("h1")).containsText("山田　花子");
      assertThat(page.locator("main")).containsText(acts);
      assertThat(page.locator("main")).containsText(why);
      assertThat(page.locator("main svg rect.stretch").first()).isVisible();
      browser.accessible().picture("counter-card-" + language);
      // Back and forth again reads nobody once more.
      page.goBack();
      assertThat(page.locator("textarea")).isVisible();
      page.goForward();
      assertThat(page.locator("h1")).containsText("山田　花子");
      assertThat(page).hasURL(Pattern.compile("/office/counter/cards/[0-9a-f-]{36}$"));
    }
    assertThat(reads(card)).isEqualTo(1);
  }

  @Test
  void find_aNumberOfTwelveDigits_isSentNowhere() {
    try (OfficeBrowser browser = clerk("ja").open("counter/")) {
      Page page = browser.page();
      page.locator("textarea").fill("1234-5678-9012");
      page.locator("textarea").press("Enter");
      assertThat(page.locator("main")).containsText("送信していません");
      assertThat(browser.requests()).containsExactly("GET /api/v1/caller");
    }
  }

  @Test
  void pin_recordedOverALineThatIsCut_isDoneOnceAndThePageSaysSo() throws IOException {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    List<String> keys = new ArrayList<>();
    try (OfficeBrowser browser = clerk("ja").open("counter/cards/" + card.id)) {
      Page page = browser.page();
      page.route(
          "**/pin-events",
          route -> {
            keys.add(route.request().headers().get("idempotency-key"));
            if (keys.size() == 1) {
              route.abort();
            } else {
              route.resume();
            }
          });
      button(page, "署名用 初期化（再設定）").click();
      page.locator("[data-present] input").first().check();
      page.locator("[data-documents] input").first().check();
      // Pressed twice, done once.
      page.locator("[data-run] button").first().dblclick();
      assertThat(page.locator("main")).containsText("通信が途切れましたが、処理は完了していました");
      assertThat(keys).hasSize(2);
      assertThat(keys.getFirst()).isEqualTo(keys.getLast());
      // Going back brings no second one.
      page.goBack();
      assertThat(page.locator("h1")).containsText("山田　花子");
    }
    assertThat(desk.entries(card).findValuesAsText("act")).containsOnlyOnce("pin-recorded");
  }

  @ParameterizedTest
  @CsvSource({
    "ja, 紛失, 処理は行われていません, カードを表示した後に行われたこと, 再交付",
    "en, lost, Nothing was done, What was done since the card was shown, replaced"
  })
  void visit_whereSomebodyElseWasFaster_saysWhatWasDoneAndReadsAnew(
      String language, String act, String nothing, String meanwhile, String done)
      throws IOException {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    try (OfficeBrowser browser = clerk(language).open("counter/cards/" + card.id)) {
      Page page = browser.page();
      button(page, act).first().click();
      // Another desk ends the card meanwhile.
      desk.answer(
          201,
          desk.as("clerk-13221")
              .post(
                  "/cards/" + card.id + "/replacement",
                  "{\"cause\":\"damaged\"," + OfficeRequests.CHECKED + "}"));
      page.locator("[data-present] input").first().check();
      page.locator("[data-documents] input").first().check();
      page.locator("[data-extras] input").first().fill("K-2026-1");
      page.locator("[data-run] button").first().click();
      assertThat(page.locator("main")).containsText(nothing);
      assertThat(page.locator("main")).containsText("CARD_CHANGED");
      assertThat(page.locator("main")).containsText(meanwhile);
      assertThat(page.locator("main")).containsText(done);
      browser.accessible().picture("counter-refused-" + language);
      // What was read is not shown again as if it still held.
      page.locator("a.anew").click();
      assertThat(page.locator("main svg rect.stretch").first()).isVisible();
      assertThat(page).hasURL(Pattern.compile("/office/counter/cards/[0-9a-f-]{36}$"));
    }
    assertThat(reads(card)).isEqualTo(2);
  }

  /** The second tab goes on with what it was shown, and so learns of the first one. */
  @Test
  void visits_inTwoTabs_doNotBothAct() throws IOException {
    TestCard card = TestCard.register(installation());
    desk.issue(card);
    try (OfficeBrowser browser = clerk("ja").open("counter/cards/" + card.id)) {
      Page first = browser.page();
      assertThat(firstAct(first)).isFocused();
      Page second = first.context().newPage();
      second.navigate(first.url());
      assertThat(firstAct(second)).isFocused();
      revoke(first);
      assertThat(first.locator("h1")).containsText("お渡しと印刷");
      revoke(second);
      assertThat(second.locator("main")).containsText("処理は行われていません");
      assertThat(second.locator("main")).containsText("失効の申請を受付");
    }
    assertThat(desk.entries(card).findValuesAsText("act")).containsOnlyOnce("revocation-requested");
  }

  /** Plans the end of a certificate at the holder's wish, and has it done. */
  private static void revoke(Page page) {
    button(page, "署名用 本人の申請").first().click();
    page.locator("[data-present] input").first().check();
    page.locator("[data-documents] input").first().check();
    page.locator("[data-run] button").first().click();
  }

  @Test
  void customersWindow_showsWhatIsToBeConfirmedAndHasNoneOfItInItsAddress() throws IOException {
    TestCard card = TestCard.register(installation());
    try (OfficeBrowser browser = clerk("ja").open("counter/cards/" + card.id)) {
      Page page = browser.page();
      assertThat(firstAct(page)).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-run]")).isVisible();
      Page customer = page.waitForPopup(() -> page.keyboard().press("F9"));
      assertThat(customer.locator("main")).containsText("山田　花子");
      assertThat(customer.locator("main")).containsText("Please check that this is right.");
      assertThat(customer).hasURL(Pattern.compile("/office/counter/customer\\.html$"));
      page.bringToFront();
      // The lock takes the other window with it.
      customer.waitForClose(() -> page.keyboard().press("F4"));
      assertThat(page.locator("h1")).hasText("画面を閉じました");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "en"})
  void lists_ofAnOffice_showNobody(String language) throws IOException {
    TestCard card = TestCard.register(installation());
    desk.answer(
        201,
        desk.as("clerk-13221")
            .post(
                "/applications",
                "{\"kind\":\"certificates\",\"card\":\"" + card.id + "\",\"content\":{}}"));
    try (OfficeBrowser browser = OfficeBrowser.of(installation(), "supervisor-13221", language)) {
      for (String view : List.of("today", "applications", "letters", "jobs", "two-people")) {
        browser.open("counter/" + view);
        assertThat(browser.page().locator("main [role=status]")).hasCount(0);
        browser.accessible().picture("counter-" + view + "-" + language);
        assertThat(browser.page().locator("main")).not().containsText("山田");
      }
      browser.open("counter/register").accessible().picture("counter-register-" + language);
    }
    assertThat(reads(card)).isZero();
  }

  @Test
  void letters_ofWhatEndsSoon_areWrittenAndRecordedOnce() throws IOException {
    TestCard card = TestCard.ending(installation());
    try (OfficeBrowser browser = clerk("ja").open("counter/letters?months=2")) {
      Page page = browser.page();
      page.getByLabel("選ぶ " + card.id).first().check();
      button(page, "1通のお知らせを作る").click();
      assertThat(page.locator("main")).containsText("1通できました");
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(page.locator("article")).containsText("山田　花子　様");
      assertThat(page.locator("article")).containsText("マイナンバーカードの有効期間は");
    }
    assertThat(reads(card)).isEqualTo(1);
  }

  @Test
  void application_openedAndRefused_saysSo() throws IOException {
    TestCard card = TestCard.register(installation());
    String application =
        desk.answer(
                201,
                desk.as("clerk-13221")
                    .post(
                        "/applications",
                        "{\"kind\":\"certificates\",\"card\":\"" + card.id + "\",\"content\":{}}"))
            .get("application")
            .asText();
    try (OfficeBrowser browser = clerk("ja").open("counter/applications/" + application)) {
      Page page = browser.page();
      assertThat(page.locator("main")).containsText("足りないものがあります");
      browser.accessible().picture("counter-application-ja");
      page.getByLabel("却下の理由").fill("本人が取り下げた");
      button(page, "却下する").click();
      assertThat(page.locator("main")).containsText("却下しました");
    }
  }
}
