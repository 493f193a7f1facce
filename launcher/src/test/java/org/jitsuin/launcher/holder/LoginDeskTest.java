package org.jitsuin.launcher.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.holder.CmsCheck;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.LoginVisit;
import org.jitsuin.card.holder.SignatureReport;
import org.jitsuin.card.holder.Words.Language;
import org.jitsuin.card.reader.AppletChannel;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestAuthority;
import org.jitsuin.card.testing.TestCards;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a holder is shown before a card signs a login, and what is not signed at all. */
class LoginDeskTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final String PATH = "/card/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final TestPrompts prompts = new TestPrompts();
  private final Deque<String> typed = prompts.typed;
  private HttpServer server;
  private ObjectNode told;
  private Optional<JsonNode> brought = Optional.empty();
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean post = exchange.getRequestMethod().equals("POST");
          if (post) {
            brought = Optional.of(JSON.readTree(exchange.getRequestBody().readAllBytes()));
          }
          byte[] answer =
              (post && status == 200 ? JSON.createObjectNode().put("confirmation", "123456") : told)
                  .toString()
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(post ? status : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    told =
        JSON.createObjectNode()
            .put("challenge", "Log in with a card\nprovider: " + origin() + "\nonce: x\n")
            .put("party", "ポータル")
            .put("attributes", false);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private LoginVisit visit() {
    return new LoginVisit(URI.create(origin() + PATH));
  }

  private LoginDesk desk() {
    Terminal terminal =
        new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false, false);
    return new LoginDesk(new Speech(terminal, Language.EN), prompts, NOW);
  }

  private void login() {
    LoginVisit visit = visit();
    LoginVisit.Wanted wanted = visit.ask();
    desk().agree(wanted);
    HolderCard card = HolderCard.open(AppletChannel.to(TestCards.personalised()));
    desk().tell(visit.bring(desk().sign(card, wanted)));
  }

  private boolean isSigned(String member, KeyUse use, byte[] content) throws IOException {
    Bytes authority = TestAuthority.of(use).certificate();
    return CmsCheck.verify(
            brought.orElseThrow().path(member).binaryValue(),
            Optional.of(content),
            List.of(SignedCertificate.parse(authority.bytes())))
        .stream()
        .allMatch(SignatureReport::isGood);
  }

  private byte[] challenge() {
    return told.path("challenge").asText().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void login_showsWhatIsSigned_andTellsTheNumber() throws IOException {
    typed.add("1234");

    login();

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("provider: " + origin(), "123456", "Tell it to nobody");
    assertThat(isSigned("identification", KeyUse.USER_IDENTIFICATION, challenge())).isTrue();
    assertThat(brought.orElseThrow().fieldNames()).toIterable().containsExactly("identification");
  }

  @Test
  void login_withAttributesAndADocument_asksForTheOtherPin() throws IOException {
    byte[] document = "同意します。".getBytes(StandardCharsets.UTF_8);
    told.put("attributes", true).put("title", "規約").put("document", document);
    typed.addAll(List.of("1234", "ABC123", "ABC123"));

    login();

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("同意します。", "規約", "Name, address, birth date and sex are given");
    assertThat(isSigned("attributes", KeyUse.SIGNATURE, challenge())).isTrue();
    assertThat(isSigned("document", KeyUse.SIGNATURE, document)).isTrue();
  }

  /** Of what is long the end is not seen: that there is one is said. */
  @Test
  void document_longerThanIsShown_isSaidToBe() {
    byte[] document = ("a".repeat(2000) + "the end").getBytes(StandardCharsets.UTF_8);
    told.put("title", "long").put("document", document);

    desk().agree(visit().ask());

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("(2007 octets)")
        .doesNotContain("the end");
  }

  /** What is shown beside the document would say something in its place, or hide it. */
  @ParameterizedTest
  @ValueSource(strings = {"terms\u001b[2J", "terms\u202e", "terms\nI agree to nothing."})
  void titleOrParty_thatIsNoLine_isNotSigned(String text) {
    for (String member : List.of("title", "party")) {
      ObjectNode before = told.deepCopy();
      told.put("document", new byte[] {'x'}).put(member, text);

      assertThatThrownBy(() -> visit().ask())
          .as(member)
          .isInstanceOf(HolderFailure.class)
          .hasMessageContaining("nothing was signed");
      told = before;
    }
  }

  @Test
  void login_notWanted_sendsNothing() {
    prompts.agrees = false;

    assertThatThrownBy(this::login)
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("Nothing was sent");
    assertThat(brought).isEmpty();
  }

  /**
   * Somebody in between passes on what another provider asks; or would have something else said.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Log in with a card\nprovider: https://bank.example\nonce: x\n",
        "I owe you everything\nprovider: {origin}\n",
        "Log in with a card\nprovider: {origin}.evil.example\n",
        "Log in with a card\nprovider: {origin}\n\u001b[2J\n",
        "Log in with a card\nprovider: {origin}\n\u202e\n",
        "",
      })
  void challenge_ofSomethingElse_isNotSigned(String challenge) {
    told.put("challenge", challenge.replace("{origin}", origin()));

    assertThatThrownBy(() -> visit().ask())
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("nothing was signed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://portal.example/card/aaaaaaaaaaaaaaaaaaaaaaaa",
        "https://u:p@portal.example/card/aaaaaaaaaaaaaaaaaaaaaaaa",
        "https://portal.example/authorize",
        "https://portal.example/card/short",
        "file:///card/aaaaaaaaaaaaaaaaaaaaaaaa",
      })
  void address_ofSomethingElse_isNotAsked(String address) {
    URI uri = URI.create(address);

    assertThatThrownBy(() -> new LoginVisit(uri)).isInstanceOf(HolderFailure.class);
  }

  @Test
  void refusal_isToldInItsOwnWords() {
    typed.add("1234");
    status = 422;
    told.put("error_description", "The card is suspended.").put("error_description_ja", "停止中です。");

    assertThatThrownBy(this::login)
        .isInstanceOfSatisfying(
            HolderFailure.class,
            failure -> {
              assertThat(failure.words().en()).isEqualTo("The card is suspended.");
              assertThat(failure.words().ja()).isEqualTo("停止中です。");
            });
  }
}
