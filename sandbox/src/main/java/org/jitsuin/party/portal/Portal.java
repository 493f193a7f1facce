package org.jitsuin.party.portal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.sandbox.keep.Shelf;

/** A portal: "log in with your card", and a page that says who came. */
public final class Portal {
  private static final String COOKIE = "portal-login";

  /** Where a provider does not answer, nobody waits for ever. */
  private static final int PATIENCE_MILLIS = 10_000;

  private static final int LONGEST_KEYS = 50 * 1024;
  private static final Scope FIRST = Scope.parse("openid name address birthdate gender");

  /** Whoever is known by {@code sub} need not tell anything again. */
  private static final Scope AGAIN = Scope.parse("openid");

  private final Issuer provider;
  private final ClientID id;
  private final Secret secret;
  private final URI back;
  private final InstantSource clock;
  private final Shelf<Begun> begun = new Shelf<>(Duration.ofMinutes(10), 1000);

  /** What must come back, and is compared: each login has its own. */
  private record Begun(State state, Nonce nonce, CodeVerifier verifier, Scope scope) {}

  /**
   * A portal that a provider knows.
   *
   * @param address where the portal is; it registered {@code ADDRESS/back}
   */
  public Portal(String provider, String id, String secret, String address, InstantSource clock) {
    this.provider = new Issuer(provider);
    this.id = new ClientID(id);
    this.secret = new Secret(secret);
    this.back = URI.create(address + "/back");
    this.clock = clock;
  }

  /** Returns its addresses. */
  public List<Route> routes() {
    return List.of(
        Route.get("/portal", _ -> PortalPages.front()),
        Route.get("/portal/login", _ -> login(FIRST)),
        Route.get("/portal/again", _ -> login(AGAIN)),
        Route.get("/portal/back", this::back));
  }

  private Answer login(Scope scope) {
    Begun login = new Begun(new State(), new Nonce(), new CodeVerifier(), scope);
    String cookie = begun.put(login, clock.instant());
    AuthenticationRequest request =
        new AuthenticationRequest.Builder(
                new ResponseType(ResponseType.Value.CODE), scope, id, back)
            .endpointURI(metadata().getAuthorizationEndpointURI())
            .state(login.state())
            .nonce(login.nonce())
            .codeChallenge(login.verifier(), CodeChallengeMethod.S256)
            .build();
    return Answer.seeOther(request.toURI().toString())
        .with(
            "Set-Cookie",
            COOKIE
                + "="
                + cookie
                + "; Path=/portal; Max-Age=600; HttpOnly; SameSite=Lax"
                + (back.getScheme().equals("https") ? "; Secure" : ""));
  }

  private OIDCProviderMetadata metadata() {
    try {
      return OIDCProviderMetadata.resolve(provider, PATIENCE_MILLIS, PATIENCE_MILLIS);
    } catch (IOException | GeneralException e) {
      throw unreachable();
    }
  }

  private static HTTPResponse sent(HTTPRequest request) throws IOException {
    request.setConnectTimeout(PATIENCE_MILLIS);
    request.setReadTimeout(PATIENCE_MILLIS);
    return request.send();
  }

  private Answer back(Asked asked) {
    // Taken once: an answer that comes again, or to another browser, finds nothing.
    Begun login =
        Optional.ofNullable(asked.cookies().get(COOKIE))
            .flatMap(name -> begun.take(name, clock.instant()))
            .orElseThrow(Portal::notOurs);
    try {
      AuthenticationResponse response =
          AuthenticationResponseParser.parse(back, asked.parameters().values());
      if (!login.state().equals(response.getState()) || !provider.equals(response.getIssuer())) {
        throw notOurs();
      }
      if (!response.indicatesSuccess()) {
        return PortalPages.refused(response.toErrorResponse().getErrorObject().getDescription());
      }
      return PortalPages.welcome(
          login.scope().equals(FIRST),
          who(
              login,
              new AuthorizationCodeGrant(
                  response.toSuccessResponse().getAuthorizationCode(), back, login.verifier())));
    } catch (GeneralException | BadJOSEException | JOSEException e) {
      throw notOurs();
    } catch (IOException e) {
      throw unreachable();
    }
  }

  /** The code for tokens; who came is what the id token says, and no other token. */
  private UserInfo who(Begun login, AuthorizationCodeGrant grant)
      throws GeneralException, IOException, BadJOSEException, JOSEException {
    OIDCProviderMetadata metadata = metadata();
    TokenResponse answer =
        OIDCTokenResponseParser.parse(
            sent(
                new TokenRequest.Builder(
                        metadata.getTokenEndpointURI(), new ClientSecretBasic(id, secret), grant)
                    .build()
                    .toHTTPRequest()));
    if (!answer.indicatesSuccess()) {
      throw notOurs();
    }
    OIDCTokens tokens = answer.toSuccessResponse().getTokens().toOIDCTokens();
    String subject = subject(tokens.getIDToken(), login, metadata);
    UserInfoResponse told =
        UserInfoResponse.parse(
            sent(
                new UserInfoRequest(
                        metadata.getUserInfoEndpointURI(), tokens.getBearerAccessToken())
                    .toHTTPRequest()));
    if (!told.indicatesSuccess()
        || !told.toSuccessResponse().getUserInfo().getSubject().getValue().equals(subject)) {
      throw notOurs();
    }
    return told.toSuccessResponse().getUserInfo();
  }

  /** Whom the provider names: to us, in this login, by its own key, and now. */
  private String subject(JWT token, Begun login, OIDCProviderMetadata metadata)
      throws IOException, BadJOSEException, JOSEException {
    return new IDTokenValidator(
            provider,
            id,
            JWSAlgorithm.RS256,
            metadata.getJWKSetURI().toURL(),
            new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LONGEST_KEYS))
        .validate(token, login.nonce())
        .getSubject()
        .getValue();
  }

  private static Refused notOurs() {
    return new Refused(
        400,
        "other-login",
        "この画面から始めたログインではないか、正しい回答ではありません。",
        "This is not the login that was begun here, or not a right answer.");
  }

  private static Refused unreachable() {
    return new Refused(
        503,
        "no-provider",
        "認証サービスに接続できません。時間をおいて試してください。",
        "The provider does not answer; try again later.");
  }
}
