package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.launcher.server.SandboxProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sandbox as a process of its own, with cards of the deployed authority. */
@Tag("deployed")
class SandboxIT extends DeployedServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BACK = "http://localhost:9999/back";
  private static final String VERIFIER = "v".repeat(43);

  private final OfficeRequests desk = new OfficeRequests(installation());
  private final SandboxProcess sandbox = new SandboxProcess(installation());
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private String issuer;

  @BeforeEach
  void start() {
    int port = FreePorts.next();
    issuer = "http://localhost:" + port;
    sandbox.start(Path.of(".."), new SandboxProcess.Order(port, issuer));
  }

  @AfterEach
  void stop() {
    assertThat(sandbox.end()).isTrue();
    assertThat(sandbox.find()).isEmpty();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String address) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  private HttpResponse<String> form(String path, Map<String, String> fields) throws Exception {
    String text =
        fields.entrySet().stream()
            .map(one ->
                one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(issuer + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(text)));
  }

  private static String found(String regex, String text) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    assertThat(matcher.find()).as(regex + " in " + text).isTrue();
    return matcher.group(1);
  }

  /** A party, and a login that waits for a card. */
  private record Waiting(String id, String secret, String login, String card, String text) {
    byte[] challenge() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private Waiting begin() throws Exception {
    String registered = form("/clients", Map.of("name", "IT", "redirects", BACK)).body();
    String id = found("id=\"client-id\">([^<]+)<", registered);
    String challenge =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    String page =
        get(issuer
                + "/authorize?response_type=code&state=s&nonce=n&scope=openid+name+gender"
                + "&code_challenge_method=S256&code_challenge="
                + challenge
                + "&client_id="
                + id
                + "&redirect_uri="
                + URLEncoder.encode(BACK, StandardCharsets.UTF_8))
            .body();
    String card = found("holder login [^<]*/card/([^<]+)<", page);
    JsonNode told = JSON.readTree(get(issuer + "/card/" + card).body());
    return new Waiting(
        id,
        found("id=\"client-secret\">([^<]+)<", registered),
        found("name=\"login\" value=\"([^\"]+)\"", page),
        card,
        told.path("challenge").asText());
  }

  /** By openssl, as whoever has no client of ours. */
  private static byte[] signed(TestCard card, String kind, byte[] challenge) throws IOException {
    Path directory = card.directory();
    Files.write(directory.resolve("challenge"), challenge);
    Shell.Ended ended =
        Shell.run(
            directory,
            Map.of(),
            List.of(
                "openssl",
                "cms",
                "-sign",
                "-cades",
                "-binary",
                "-md",
                "sha384",
                "-outform",
                "DER",
                "-signer",
                kind + ".pem",
                "-inkey",
                kind + ".key",
                "-in",
                "challenge",
                "-out",
                "challenge.p7s"));
    assertThat(ended.code()).as(ended.output()).isZero();
    return Files.readAllBytes(directory.resolve("challenge.p7s"));
  }

  private HttpResponse<String> bring(Waiting waiting, TestCard card) throws Exception {
    ObjectNode body =
        JSON.createObjectNode()
            .put("identification", signed(card, "user-identification", waiting.challenge()))
            .put("attributes", signed(card, "signature", waiting.challenge()));
    return send(
        HttpRequest.newBuilder(URI.create(issuer + "/card/" + waiting.card()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private JsonNode userInfo(Waiting waiting, String number) throws Exception {
    HttpResponse<String> confirmed =
        form("/authorize/confirm", Map.of("login", waiting.login(), "number", number));
    String code = found("code=([^&]+)", confirmed.headers().firstValue("Location").orElse(""));
    Map<String, String> exchange = new LinkedHashMap<>();
    exchange.put("grant_type", "authorization_code");
    exchange.put("code", code);
    exchange.put("redirect_uri", BACK);
    exchange.put("code_verifier", VERIFIER);
    exchange.put("client_id", waiting.id());
    exchange.put("client_secret", waiting.secret());
    JsonNode tokens = JSON.readTree(form("/token", exchange).body());
    return JSON.readTree(
        send(HttpRequest.newBuilder(URI.create(issuer + "/userinfo"))
                .header("Authorization", "Bearer " + tokens.path("access_token").asText()))
            .body());
  }

  @Test
  void login_withACardOfTheAuthority_untilItIsReportedAsLost() throws Exception {
    TestCard card = TestCard.register(installation());
    TestCard other = TestCard.register(installation());
    for (TestCard one : List.of(card, other)) {
      desk.issue(one);
      for (String kind : List.of("signature", "user-identification")) {
        desk.awaitOcsp(one, kind, kind + ".pem: good");
      }
    }

    Waiting waiting = begin();
    HttpResponse<String> brought = bring(waiting, card);
    assertThat(brought.statusCode()).as(brought.body()).isEqualTo(200);
    JsonNode who = userInfo(waiting, JSON.readTree(brought.body()).path("confirmation").asText());
    assertThat(who.path("name").asText()).isEqualTo("山田　花子");
    assertThat(who.path("gender").asText()).isEqualTo("female");
    assertThat(who.path("sub").asText()).hasSize(43);

    // Two cards, of which one shows the other's name.
    Waiting mixed = begin();
    Files.copy(card.directory().resolve("signature.key"), other.directory().resolve("mixed.key"));
    Files.copy(card.directory().resolve("signature.pem"), other.directory().resolve("mixed.pem"));
    ObjectNode body =
        JSON.createObjectNode()
            .put("identification", signed(other, "user-identification", mixed.challenge()))
            .put("attributes", signed(other, "mixed", mixed.challenge()));
    assertThat(
            send(HttpRequest.newBuilder(URI.create(issuer + "/card/" + mixed.card()))
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString())))
                .body())
        .contains("other-person");

    desk.suspend(card);
    desk.awaitOcsp(card, "user-identification", "Reason: certificateHold");
    HttpResponse<String> refused = bring(begin(), card);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(refused.body()).path("error").asText()).isEqualTo("suspended");
  }
}
