package org.jitsuin.party.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.sandbox.boot.TestBrowser;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Parameters;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The portal lets in nobody but whom its provider names, to it, in this login. */
class IdTokenTest {
  private static final RSAKey KEY = key("key");

  private HttpServer provider;
  private String issuer;
  private String nonce;
  private Lie lie = Lie.NONE;

  /** What is wrong with the provider's answer. */
  enum Lie {
    NONE,
    /** {@code alg: none}. */
    UNSIGNED,
    OTHER_KEY,
    OTHER_PROVIDER,
    OTHER_PARTY,
    OTHER_LOGIN,
    EXPIRED,
    /** What is told with the access token is of somebody else. */
    OTHER_PERSON
  }

  private static RSAKey key(String name) {
    try {
      return new RSAKeyGenerator(2048).keyID(name).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + provider.getAddress().getPort();
    serve("/.well-known/openid-configuration", this::metadata);
    serve("/jwks", () -> new JWKSet(KEY.toPublicJWK()).toString());
    serve(
        "/token",
        () ->
            JSONObjectUtils.toJSONString(
                Map.of("access_token", "a", "token_type", "Bearer", "id_token", token())));
    serve(
        "/userinfo",
        () ->
            JSONObjectUtils.toJSONString(
                Map.of("sub", lie == Lie.OTHER_PERSON ? "other" : "person", "name", "見本　花子")));
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  private void serve(String path, Supplier<String> text) {
    provider.createContext(
        path,
        exchange -> {
          byte[] answer = text.get().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
  }

  private String metadata() {
    return JSONObjectUtils.toJSONString(
        Map.of(
            "issuer",
            issuer,
            "authorization_endpoint",
            issuer + "/authorize",
            "token_endpoint",
            issuer + "/token",
            "userinfo_endpoint",
            issuer + "/userinfo",
            "jwks_uri",
            issuer + "/jwks",
            "response_types_supported",
            List.of("code"),
            "subject_types_supported",
            List.of("pairwise"),
            "id_token_signing_alg_values_supported",
            List.of("RS256")));
  }

  private String token() {
    Instant now = Clocks.system().instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(lie == Lie.OTHER_PROVIDER ? "http://other.example" : issuer)
            .audience(lie == Lie.OTHER_PARTY ? "other" : "party")
            .claim("nonce", lie == Lie.OTHER_LOGIN ? "other" : nonce)
            .subject("person")
            .issueTime(Date.from(now.minus(Duration.ofMinutes(10))))
            .expirationTime(Date.from(now.plus(Duration.ofMinutes(lie == Lie.EXPIRED ? -5 : 5))))
            .build();
    if (lie == Lie.UNSIGNED) {
      return new PlainJWT(claims).serialize();
    }
    try {
      SignedJWT signed =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(), claims);
      signed.sign(new RSASSASigner(lie == Lie.OTHER_KEY ? key("other") : KEY));
      return signed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Asked asked(String path, String query, Map<String, String> cookies) {
    return new Asked("GET", path, query, Map.of(), cookies, Bytes.of(new byte[0]));
  }

  /** A login at a portal that asks this provider. */
  private Answer loggedIn() {
    Site portal =
        new Site(
            new Portal(issuer, "party", "secret", "http://localhost:9/portal", Clocks.system())
                .routes());
    Answer begun = portal.answer(asked("/portal/login", "", Map.of()));
    Parameters sent = Parameters.read(URI.create(begun.headers().get("Location")).getRawQuery());
    nonce = sent.one("nonce").orElseThrow();
    return portal.answer(
        asked(
            "/portal/back",
            "code=c&state="
                + sent.one("state").orElseThrow()
                + "&iss="
                + URLEncoder.encode(issuer, StandardCharsets.UTF_8),
            Map.of(
                "portal-login",
                TestBrowser.found("portal-login=([^;]+)", begun.headers().get("Set-Cookie")))));
  }

  @Test
  void idToken_right_letsIn() {
    assertThat(new String(loggedIn().body().bytes(), StandardCharsets.UTF_8)).contains("見本　花子");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void idToken_withALie_letsNobodyIn(Lie told) {
    lie = told;

    assertThatThrownBy(this::loggedIn)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo("other-login"));
  }
}
