package org.jitsuin.sandbox.boot;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jitsuin.sandbox.http.Parameters;

/** A party as it is written in a document: each step apart, so that each can be done wrong. */
public final class TestParty {
  private final SandboxStage stage;
  private final CodeVerifier verifier = new CodeVerifier();
  public final String id;
  public final String secret;
  public final String redirect;

  private TestParty(SandboxStage stage, String id, String secret, String redirect) {
    this.stage = stage;
    this.id = id;
    this.secret = secret;
    this.redirect = redirect;
  }

  static TestParty registered(SandboxStage stage, String name, List<String> redirects) {
    HttpResponse<String> page =
        stage
            .browser()
            .post("/clients", Map.of("name", name, "redirects", String.join("\r\n", redirects)));
    if (page.statusCode() != 201) {
      throw new AssertionError(page.body());
    }
    return new TestParty(
        stage,
        TestBrowser.found("id=\"client-id\">([^<]+)<", page.body()),
        TestBrowser.found("id=\"client-secret\">([^<]+)<", page.body()),
        redirects.getFirst());
  }

  public CodeVerifier verifier() {
    return verifier;
  }

  /** What it asks, all of it right. */
  public Map<String, String> request(String scope) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", id);
    request.put("redirect_uri", redirect);
    request.put("scope", scope);
    request.put("state", "state-1");
    request.put("nonce", "nonce-1");
    request.put(
        "code_challenge", CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
    request.put("code_challenge_method", "S256");
    return request;
  }

  /** Where it sends a browser. */
  public String address(Map<String, String> request) {
    return stage.issuer() + "/authorize?" + TestBrowser.form(request);
  }

  /** What comes back to it when a browser was sent and a test person chosen. */
  public Parameters loggedIn(TestBrowser browser, Map<String, String> request, String person) {
    String page = browser.get(address(request)).body();
    HttpResponse<String> sent =
        browser.post(
            "/authorize/person", Map.of("login", TestBrowser.login(page), "person", person));
    return back(sent);
  }

  /** What an address says that a browser is sent to. */
  public static Parameters back(HttpResponse<String> sent) {
    String address =
        sent.headers()
            .firstValue("Location")
            .orElseThrow(() -> new AssertionError(sent.statusCode() + " " + sent.body()));
    return Parameters.read(URI.create(address).getRawQuery());
  }

  /** What it sends for a code, all of it right. */
  public Map<String, String> exchange(String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirect);
    form.put("code_verifier", verifier.getValue());
    return form;
  }

  /** Sends something to the token endpoint, with its secret. */
  public HttpResponse<String> token(Map<String, String> form) {
    return stage.browser().post("/token", form, "Authorization", basic(secret));
  }

  public String basic(String anySecret) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((id + ":" + anySecret).getBytes(StandardCharsets.UTF_8));
  }

  /** Tokens for a test person. */
  public Map<String, Object> tokens(String scope, String person) {
    Parameters back = loggedIn(stage.browser(), request(scope), person);
    return json(token(exchange(back.one("code").orElseThrow())));
  }

  /** Asks something with a token. */
  public HttpResponse<String> with(Object token, String path) {
    return stage
        .browser()
        .send(
            HttpRequest.newBuilder(URI.create(stage.issuer() + path))
                .header("Authorization", "Bearer " + token)
                .build());
  }

  public static Map<String, Object> json(HttpResponse<String> answer) {
    try {
      return JSONObjectUtils.parse(answer.body());
    } catch (ParseException e) {
      throw new AssertionError(answer.statusCode() + " " + answer.body(), e);
    }
  }
}
