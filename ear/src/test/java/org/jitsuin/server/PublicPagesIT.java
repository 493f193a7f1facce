package org.jitsuin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for everybody, without a certificate of their own. */
@Tag("deployed")
class PublicPagesIT extends DeployedServerTest {
  private static final String FINDINGS =
      "async () => (await axe.run(document)).violations.map(one => one.id)";

  private final OfficeRequests desk = new OfficeRequests(installation());

  private static OfficeBrowser anybody(String language) {
    return OfficeBrowser.anonymous(installation(), language);
  }

  private static String ask(Page page, String serial) {
    page.locator("#serial").fill(serial);
    page.locator("#ask").click();
    // What stands there while it is asked has no such paragraph.
    page.locator("#result p").first().waitFor();
    return page.locator("#result").innerText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index", "lost", "procedures", "check", "relying",
        "en/index", "en/lost", "en/procedures", "en/check", "en/relying"
      })
  void page_forEverybody_hasNothingThatKeepsAnybodyOut(String name) {
    try (OfficeBrowser browser = anybody("ja").open("public/" + name + ".html")) {
      browser.accessible().picture("public-" + name.replace("en/", "en-"));
      assertThat((List<?>) browser.page().evaluate(FINDINGS)).isEmpty();
      assertThat(browser.requests()).isEmpty();
    }
  }

  @Test
  void check_ofACardThatIsSuspended_saysSoInPlainWordsAndWhatToDo() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    desk.awaitOcsp(card, "signature", ": good");
    try (OfficeBrowser browser = anybody("ja")) {
      Page page = browser.page();
      page.navigate(
          "https://localhost:"
              + installation().settings().ports().open()
              + "/office/public/check.html");
      assertThat(ask(page, serials.get("signature")))
          .contains("有効です", "認証局が署名した答えです", serials.get("signature"));
      page.locator("#file").setInputFiles(card.directory().resolve("signature.pem"));
      assertThat(page.locator("#result")).containsText("有効です");
      desk.answer(
          200,
          desk.as("lossline")
              .post(
                  "/cards/" + card.id + "/suspension", "{\"reporter\":{\"relation\":\"police\"}}"));
      desk.awaitOcsp(card, "signature", ": revoked");
      assertThat(ask(page, serials.get("signature"))).contains("一時停止中", "窓口");
      assertThat(ask(page, "0123456789abcdef")).contains("この番号の証明書はありません");
      assertThat(ask(page, "xyz")).contains("番号の形が違います");
    }
  }

  @Test
  void check_overPlainHttp_isThereToo() {
    try (OfficeBrowser browser = anybody("en")) {
      Page page = browser.page();
      page.navigate(installation().settings().httpAddress() + "/office/public/en/check.html");
      assertThat(ask(page, "0123456789abcdef")).contains("There is no certificate of this number");
    }
  }

  @Test
  void service_asItStands_isSeenByTheReadersOwnBrowser() {
    try (OfficeBrowser browser = anybody("en").open("public/en/relying.html")) {
      Page page = browser.page();
      assertThat(page.locator("#ocsp")).containsText("● answers");
      assertThat(page.locator("#crl-signature")).containsText("lists are current");
      assertThat(page.locator("#crl-user-identification")).containsText("lists are current");
      assertThat(page.locator("#log")).containsText("entries are signed");
    }
  }
}
