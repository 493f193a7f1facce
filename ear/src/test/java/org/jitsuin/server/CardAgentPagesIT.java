package org.jitsuin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.CardInHand;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The counter's pages with the agent of their desk and a card in its reader. */
@Tag("deployed")
class CardAgentPagesIT extends DeployedServerTest {
  private final OfficeRequests desk = new OfficeRequests(installation());
  private final String chip =
      UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
  private final CardInHand hand =
      new CardInHand(
          CardState.blank(chip, CardTraits.usual().withPinIterations(1), TestCards.CHANNEL_KEYS));
  private final int port = installation().texts().get(BaseSettings.COUNTER_AGENT_PORT);

  private CounterDesk counter(boolean withPins) throws IOException {
    return new CounterDesk(installation(), hand, port, withPins);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Comes to where keys are asked for, and connects the agent. */
  private void begin(OfficeBrowser browser, TestCard card, CounterDesk counter) {
    Page page = browser.open("counter/cards/" + card.id).page();
    page.locator("[data-first] button").first().click();
    page.locator("[data-present] input").first().check();
    page.locator("[data-documents] input").first().check();
    connect(page, counter);
  }

  private void connect(Page page, CounterDesk counter) {
    page.getByText("この端末の窓口プログラムにつなぐ").click();
    page.getByLabel("接続コード").fill(counter.token());
    page.getByLabel("ポート番号").fill(Integer.toString(port));
    button(page, "つなぐ").click();
    assertThat(page.locator("main")).containsText("つながっています");
    assertThat(page.locator("main")).containsText(chip);
  }

  private JsonNode order(TestCard card) throws IOException {
    String path = "/cards/" + card.id + "/orders";
    return desk.answer(200, desk.as("clerk-13221").get(path)).get("orders").path(0);
  }

  @Test
  void issue_onTheCardInTheReader_isWrittenReadBackAndKnown() throws IOException {
    TestCard card = TestCard.register(installation());
    try (CounterDesk counter = counter(true);
        OfficeBrowser browser = OfficeBrowser.of(installation(), "clerk-13221", "ja")) {
      begin(browser, card, counter);
      Page page = browser.page();
      browser.accessible().picture("counter-card-in-reader-ja");
      makeKeys(page);
      page.locator("[data-run] button").first().click();
      assertThat(page.locator("[data-card]")).containsText("書き込みが終わりました");
      browser.accessible().picture("counter-card-written-ja");
    }
    assertThat(order(card).get("state").asText()).isEqualTo("held");
    assertThat(order(card).get("issued")).hasSize(2);
    assertThat(desk.entries(card).findValuesAsText("act"))
        .containsSubsequence("card-write-begun", "certificates-issued", "card-written");
  }

  /** The holder turns to a page of the agent's own, of which the console learns nothing. */
  @Test
  void issue_holderEntersThePins_isWrittenWithThem() throws IOException {
    TestCard card = TestCard.register(installation());
    try (CounterDesk counter = counter(false);
        OfficeBrowser browser = OfficeBrowser.of(installation(), "clerk-13221", "ja")) {
      begin(browser, card, counter);
      Page page = browser.page();
      makeKeys(page);
      page.locator("[data-run] button").first().click();
      assertThat(page.locator("[data-card]")).containsText("本人が暗証番号を入力します");
      browser.accessible().picture("counter-card-pin-ja");
      Page holder = page.context().waitForPage(() -> button(page, "入力の窓を開く").click());
      enter(holder, "abc", "abc");
      assertThat(holder.locator("main, body").first()).containsText("署名用");
      browser.pictureOf(holder, "counter-pin-refused");
      enter(holder, "XYZ789", "XYZ789");
      enter(holder, "4321", "4321");
      assertThat(page.locator("[data-card]")).containsText("書き込みが終わりました");
      assertThat(page.content()).doesNotContain("XYZ789");
      browser.pictureOf(holder, "counter-pin-over");
    }
    assertThat(order(card).get("state").asText()).isEqualTo("held");
  }

  private void makeKeys(Page page) {
    button(page, "カードで鍵を作る").click();
    assertThat(page.locator("main")).containsText("カード（" + chip + "）で作りました");
  }

  /** Issues, and pulls the card while it is written. */
  private void issueAndPull(Page page) {
    hand.cutAfter(12, CardInHand.Cut.ANSWER_LOST);
    page.locator("[data-run] button").first().click();
    assertThat(page.locator("[data-card]")).containsText("カードの処理は終わっていません");
  }

  private static void enter(Page holder, String pin, String again) {
    holder.locator("#pin").fill(pin);
    holder.locator("#again").fill(again);
    holder.locator("button").click();
  }

  /** What was issued stays, the page says that the card has it not yet, and goes on. */
  @Test
  void issue_cardPulledWhileItIsWritten_goesOnWhereItWas() throws IOException {
    TestCard card = TestCard.register(installation());
    try (CounterDesk counter = counter(true);
        OfficeBrowser browser = OfficeBrowser.of(installation(), "clerk-13221", "ja")) {
      begin(browser, card, counter);
      Page page = browser.page();
      makeKeys(page);
      issueAndPull(page);
      assertThat(page.locator("[data-card]")).containsText("証明書はまだカードに入っていません");
      browser.accessible().picture("counter-card-pulled-ja");
      assertThat(order(card).get("state").asText()).isEqualTo("open");
      hand.reinsert();
      button(page, "もう一度行う").click();
      assertThat(page.locator("[data-card]")).containsText("書き込みが終わりました");
    }
    assertThat(order(card).get("state").asText()).isEqualTo("held");
    assertThat(desk.entries(card).findValuesAsText("act"))
        .containsOnlyOnce("certificates-issued")
        .containsOnlyOnce("card-written");
  }

  /** Comes to where the card was pulled while certificates were written, and loses the page. */
  private void lose(OfficeBrowser browser, TestCard card, CounterDesk counter) {
    begin(browser, card, counter);
    Page page = browser.page();
    page.getByText("鍵の種類").first().click();
    page.getByText("楕円曲線 P-384").last().click();
    makeKeys(page);
    issueAndPull(page);
    hand.reinsert();
    browser.open("counter/cards/" + card.id);
    assertThat(page.locator("[data-resume]")).containsText("発行済み");
    connect(page, counter);
  }

  /** The order is found at the authority, and goes on from the card's page. */
  @Test
  void issue_pageLostAfterIt_goesOnFromThePageOfTheCard() throws IOException {
    TestCard card = TestCard.register(installation());
    try (CounterDesk counter = counter(true);
        OfficeBrowser browser = OfficeBrowser.of(installation(), "clerk-13221", "ja")) {
      lose(browser, card, counter);
      Page page = browser.page();
      browser.accessible().picture("counter-card-resume-ja");
      button(page, "書き込みを続ける").click();
      assertThat(page.locator("[data-resume]")).containsText("書き込みが終わりました");
    }
    assertThat(order(card).get("state").asText()).isEqualTo("held");
    assertThat(hand.saved().active().credential(KeyUse.SIGNATURE).orElseThrow().key().scheme())
        .isEqualTo(SignatureScheme.ECDSA_P384_SHA384);
    assertThat(desk.entries(card).findValuesAsText("act"))
        .containsOnlyOnce("certificates-issued")
        .containsOnlyOnce("card-written");
  }

  /** What was issued is revoked, the chip is as it was before, and the card can be issued to. */
  @Test
  void issue_pageLostAfterIt_isTakenBackFromThePageOfTheCard() throws IOException {
    TestCard card = TestCard.register(installation());
    try (CounterDesk counter = counter(true);
        OfficeBrowser browser = OfficeBrowser.of(installation(), "clerk-13221", "ja")) {
      lose(browser, card, counter);
      Page page = browser.page();
      page.locator("[data-resume] summary").last().click();
      button(page, "取り消して、はじめからやり直す").click();
      assertThat(page.locator("[data-resume]")).hasCount(0);
    }
    assertThat(order(card).get("state").asText()).isEqualTo("withdrawn");
    assertThat(hand.saved().order()).isEmpty();
  }
}
