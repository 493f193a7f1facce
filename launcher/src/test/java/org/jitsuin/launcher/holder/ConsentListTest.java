package org.jitsuin.launcher.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.holder.ConsentVisit;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.Words.Language;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a holder is shown of consents, and what of an answer is not believed. */
class ConsentListTest {
  private static final String CONSENT =
      """
      {"consent":"0f8fad5b-d9cb-469f-a165-70867728950e","party":"bank","purpose":"口座の住所",
       "attributes":["name","address"],"given":"2026-11-30T01:02:03Z","until":"2031-11-29",
       "recordedAt":"2026-11-30T01:02:04Z","state":"in-force","answers":3,
       "answeredAt":["2026-12-01T15:00:00Z","2026-11-30T03:04:05Z"]}
      """;

  private HttpServer server;
  private String bearer = "portal";
  private String answer = "{\"consents\":[%s]}".formatted(CONSENT);
  private int status = 200;
  private String brought = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean post = exchange.getRequestMethod().equals("POST");
          brought = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] said =
              (post ? answer : "{\"bearer\":\"%s\"}".formatted(bearer))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(post ? status : 200, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ConsentVisit visit() {
    return new ConsentVisit(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/portal/consents/card"));
  }

  private List<ConsentVisit.Given> given() {
    return visit().bring(Bytes.of(new byte[] {1, 2, 3}));
  }

  private static String shown(List<ConsentVisit.Given> consents, Language language) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false, false);
    new ConsentList(new Speech(terminal, language)).show(consents);
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void list_showsWhoWasToldWhatAndWhen() {
    assertThat(visit().bearer()).isEqualTo("portal");
    List<ConsentVisit.Given> given = given();

    assertThat(brought).isEqualTo("{\"signed\":\"AQID\"}");
    assertThat(shown(given, Language.EN))
        .contains(
            "bank",
            "口座の住所",
            "name address",
            "2031-11-29",
            "in force",
            "3 times",
            "2026-12-02T00:00 JST",
            "2026-11-30T12:04:05 JST",
            "Earlier times");
    assertThat(shown(given, Language.JA)).contains("有効", "3回", "省略");
    assertThat(given.toString()).doesNotContain("口座");
  }

  @Test
  void list_ofNone_saysSo() {
    answer = "{\"consents\":[]}";

    assertThat(shown(given(), Language.JA)).contains("同意はありません");
  }

  /** Somebody in between may write anything: nothing of it steers the terminal, or is guessed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"consents\":{}}",
        "{\"consents\":[{}]}",
        "null",
        "no json",
      })
  void answer_thatIsNone_isNotShown(String other) {
    answer = other;

    assertThatThrownBy(this::given).isInstanceOf(HolderFailure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bank|ba\\u001b[2Jnk",
        "bank|ba\\nnk",
        "口座の住所|\\u202e",
        "in-force|other",
        "2031-11-29|never",
        "2026-11-30T03:04:05Z|never",
      })
  void answer_withAnythingElse_isNotShown(String change) {
    String[] parts = change.split("\\|", -1);
    answer = answer.replace(parts[0], parts[1]);

    assertThatThrownBy(this::given).isInstanceOf(HolderFailure.class);
  }

  @Test
  void bearer_thatSteersTheTerminal_isNoBearer() {
    bearer = "por\\u001btal";

    assertThatThrownBy(() -> visit().bearer()).isInstanceOf(HolderFailure.class);
  }

  @Test
  void refusal_isSaidInItsWords() {
    status = 422;
    answer =
        "{\"error\":\"x\",\"error_description\":\"Too old.\",\"error_description_ja\":\"古い。\"}";

    assertThatThrownBy(this::given)
        .isInstanceOfSatisfying(
            HolderFailure.class, e -> assertThat(e.words().ja()).isEqualTo("古い。"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://portal.example/portal/consents/card",
        "https://me@portal.example/portal/consents/card",
        "https://portal.example/portal/consents",
        "file:///portal/consents/card",
      })
  void address_thatIsNotTheRightOne_isNotVisited(String address) {
    assertThatThrownBy(() -> new ConsentVisit(URI.create(address)))
        .isInstanceOf(HolderFailure.class);
  }
}
