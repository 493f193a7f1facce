package org.jitsuin.sandbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A party has a document signed: begun by itself, signed by a holder, fetched for that holder. */
class SigningTransactionTest {
  private static final byte[] DOCUMENT = "利用規約に同意します。".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;
  private SandboxStage stage;
  private TestParty party;

  @BeforeEach
  void start() {
    stage = new SandboxStage(directory.resolve("sandbox"), Optional.empty());
    party = stage.register("http://localhost:9999/back");
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private Object ownToken(TestParty anyParty) {
    return TestParty.json(
            anyParty.token(Map.of("grant_type", "client_credentials", "scope", "sign")))
        .get("access_token");
  }

  private HttpResponse<String> begin(Object token, Map<String, String> body) {
    return stage
        .browser()
        .send(
            HttpRequest.newBuilder(URI.create(stage.issuer() + "/api/sign-transactions"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSONObjectUtils.toJSONString(body)))
                .build());
  }

  private String begun() {
    return TestParty.json(
            begin(
                ownToken(party),
                Map.of("title", "利用規約", "document", Base64.getEncoder().encodeToString(DOCUMENT))))
        .get("sign_transaction_id")
        .toString();
  }

  private Map<String, String> request(String id) {
    Map<String, String> request = party.request("openid sign");
    request.put("sign_transaction_id", id);
    return request;
  }

  private Object signed(String id) {
    String code = party.loggedIn(stage.browser(), request(id), "HANAKO").one("code").orElseThrow();
    return TestParty.json(party.token(party.exchange(code))).get("access_token");
  }

  private static String result(String id) {
    return "/api/sign-transactions/" + id + "/result";
  }

  @Test
  @Tag("stack")
  void document_signed_isWhatOpensslVerifies() throws Exception {
    String id = begun();
    Map<String, Object> result = TestParty.json(party.with(signed(id), result(id)));

    Path cms = write("s.p7s", Base64.getDecoder().decode(result.get("signature").toString()));
    Path document = write("d.txt", DOCUMENT);
    Path other = write("o.txt", "別の文書".getBytes(StandardCharsets.UTF_8));

    assertThat(openssl(cms, document)).isZero();
    assertThat(openssl(cms, other)).isNotZero();
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private int openssl(Path cms, Path content) throws Exception {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "cms",
                "-verify",
                "-noverify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                cms.toString(),
                "-content",
                content.toString(),
                "-out",
                "/dev/null")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("openssl.log").toFile())
            .start();
    assertThat(openssl.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return openssl.exitValue();
  }

  @Test
  void result_isForTheHolderWhoSignedAlone() {
    String id = begun();
    Object token = signed(id);
    Object without = party.tokens("openid", "HANAKO").get("access_token");

    assertThat(party.with(token, result(id)).statusCode()).isEqualTo(200);
    assertThat(party.with(without, result(id)).statusCode()).isEqualTo(404);
    assertThat(party.with(ownToken(party), result(id)).statusCode()).isEqualTo(401);
    assertThat(party.with("nothing", result(id)).statusCode()).isEqualTo(401);
  }

  @Test
  void transaction_isSignedOnce_andByHoldersOfItsPartyAlone() {
    String id = begun();
    signed(id);
    TestParty other = stage.register("http://localhost:9999/back");
    Map<String, String> foreign = other.request("openid sign");
    foreign.put("sign_transaction_id", begun());

    assertThat(TestParty.back(stage.browser().get(party.address(request(id)))).one("error"))
        .contains("invalid_request");
    assertThat(TestParty.back(stage.browser().get(other.address(foreign))).one("error"))
        .contains("invalid_request");
  }

  @Test
  void transaction_isBegunByAPartyAlone_withADocumentThatIsSeen() {
    String document = Base64.getEncoder().encodeToString(DOCUMENT);
    Object holder = party.tokens("openid", "HANAKO").get("access_token");
    Object own = ownToken(party);

    assertThat(begin(holder, Map.of("title", "t", "document", document)).statusCode())
        .isEqualTo(401);
    assertThat(begin(own, Map.of("title", "t")).statusCode()).isEqualTo(400);
    assertThat(begin(own, Map.of("title", "a\nb", "document", document)).statusCode())
        .isEqualTo(400);
    assertThat(
            begin(
                    own,
                    Map.of(
                        "title",
                        "t",
                        "document",
                        Base64.getEncoder().encodeToString(new byte[300 * 1024])))
                .statusCode())
        .isEqualTo(413);
    assertThat(
            TestParty.json(
                party.token(Map.of("grant_type", "client_credentials", "scope", "openid"))))
        .containsEntry("error", "invalid_scope");
  }
}
