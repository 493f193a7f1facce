package org.jitsuin.party.portal;

import static org.jitsuin.sandbox.http.Html.paragraph;
import static org.jitsuin.sandbox.http.Html.text;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
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
import org.jitsuin.sandbox.client.Shelf;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Html;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.verifier.Words;

/** A portal: "log in with your card", and a page that says who came. */
public final class Portal {
  private static final String COOKIE = "portal-login";
  private static final Scope SCOPE = Scope.parse("openid name address birthdate gender");
  private static final Words TITLE = new Words("Portal", "ポータル");

  private final Issuer provider;
  private final ClientID id;
  private final Secret secret;
  private final URI back;
  private final InstantSource clock;
  private final Shelf<Begun> begun = new Shelf<>(Duration.ofMinutes(10), 1000);

  /** What must come back, and is compared: each login has its own. */
  private record Begun(State state, Nonce nonce, CodeVerifier verifier) {}

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
        Route.get("/portal", _ -> front()),
        Route.get("/portal/login", _ -> login()),
        Route.get("/portal/back", this::back));
  }

  private static Answer front() {
    return Html.page(
        200,
        TITLE,
        "<p><a href=\"/portal/login\">マイナンバーカードでログイン"
            + " <span lang=\"en\">Log in with your card</span></a></p>");
  }

  private Answer login() {
    Begun login = new Begun(new State(), new Nonce(), new CodeVerifier());
    String cookie = begun.put(login, clock.instant());
    AuthenticationRequest request =
        new AuthenticationRequest.Builder(
                new ResponseType(ResponseType.Value.CODE), SCOPE, id, back)
            .endpointURI(metadata().getAuthorizationEndpointURI())
            .state(login.state())
            .nonce(login.nonce())
            .codeChallenge(login.verifier(), CodeChallengeMethod.S256)
            .build();
    return Answer.seeOther(request.toURI().toString())
        .with(
            "Set-Cookie",
            COOKIE + "=" + cookie + "; Path=/portal; Max-Age=600; HttpOnly; SameSite=Lax");
  }

  private OIDCProviderMetadata metadata() {
    try {
      return OIDCProviderMetadata.resolve(provider);
    } catch (IOException | GeneralException e) {
      throw unreachable();
    }
  }

  private Answer back(Asked asked) {
    // Taken once: an answer that comes again, or to another browser, finds nothing.
    Begun login =
        Optional.ofNullable(asked.cookies().get(COOKIE))
            .flatMap(name -> begun.take(name, clock.instant()))
            .orElseThrow(Portal::notOurs);
    try {
      AuthenticationResponse response =
          AuthenticationResponseParser.parse(URI.create(back + "?" + asked.query()));
      if (!login.state().equals(response.getState()) || !provider.equals(response.getIssuer())) {
        throw notOurs();
      }
      if (!response.indicatesSuccess()) {
        return refused(response.toErrorResponse().getErrorObject().getDescription());
      }
      return welcome(
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
            new TokenRequest.Builder(
                    metadata.getTokenEndpointURI(), new ClientSecretBasic(id, secret), grant)
                .build()
                .toHTTPRequest()
                .send());
    if (!answer.indicatesSuccess()) {
      throw notOurs();
    }
    OIDCTokens tokens = answer.toSuccessResponse().getTokens().toOIDCTokens();
    String subject =
        new IDTokenValidator(provider, id, JWSAlgorithm.RS256, metadata.getJWKSetURI().toURL())
            .validate(tokens.getIDToken(), login.nonce())
            .getSubject()
            .getValue();
    UserInfoResponse told =
        UserInfoResponse.parse(
            new UserInfoRequest(metadata.getUserInfoEndpointURI(), tokens.getBearerAccessToken())
                .toHTTPRequest()
                .send());
    if (!told.indicatesSuccess()
        || !told.toSuccessResponse().getUserInfo().getSubject().getValue().equals(subject)) {
      throw notOurs();
    }
    return told.toSuccessResponse().getUserInfo();
  }

  private static Answer welcome(UserInfo who) {
    return Html.page(
        200,
        new Words("Logged in", "ログインしました"),
        "<table>"
            + row("この方", "Who", who.getSubject().getValue())
            + row("氏名", "Name", who.getName())
            + row(
                "住所", "Address", who.getAddress() == null ? null : who.getAddress().getFormatted())
            + row("生年月日", "Birth date", who.getBirthdate())
            + row("性別", "Sex", who.getGender() == null ? null : who.getGender().getValue())
            + "</table>");
  }

  private static String row(String ja, String en, String value) {
    return "<tr><th>%s <span lang=\"en\">%s</span></th><td>%s</td></tr>"
        .formatted(ja, en, value == null ? "不明 / unknown" : text(value));
  }

  private static Answer refused(String why) {
    return Html.page(
        200,
        new Words("Not logged in", "ログインできませんでした"),
        "<div class=\"wrong\" role=\"alert\">"
            + paragraph("理由: " + why, "Reason: " + why)
            + "</div><p><a href=\"/portal\">もう一度 <span lang=\"en\">Once more</span></a></p>");
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
