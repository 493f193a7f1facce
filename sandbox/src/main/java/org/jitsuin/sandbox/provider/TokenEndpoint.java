package org.jitsuin.sandbox.provider;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jitsuin.sandbox.client.Client;
import org.jitsuin.sandbox.client.Clients;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Route;

/** The token endpoint: a code for tokens, once; and a token for a party that acts for itself. */
final class TokenEndpoint {
  private static final String SIGN = "sign";

  private final URI address;
  private final Clients clients;
  private final Grants grants;
  private final Subjects subjects;
  private final IdTokens idTokens;
  private final InstantSource clock;

  TokenEndpoint(
      String issuer,
      Clients clients,
      Grants grants,
      Subjects subjects,
      IdTokens idTokens,
      InstantSource clock) {
    this.address = URI.create(issuer + "/token");
    this.clients = clients;
    this.grants = grants;
    this.subjects = subjects;
    this.idTokens = idTokens;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(Route.post("/token", this::answer));
  }

  private Answer answer(Asked asked) {
    Instant now = clock.instant();
    TokenRequest request;
    try {
      request = TokenRequest.parse(http(asked));
    } catch (ParseException e) {
      return error(Optional.ofNullable(e.getErrorObject()).orElse(OAuth2Error.INVALID_REQUEST));
    }
    // A secret, and nothing else: an assertion, of whatever algorithm, is no way in.
    Optional<Client> client =
        request.getClientAuthentication() instanceof PlainClientSecret secret
            ? clients.authenticated(
                secret.getClientID().getValue(), secret.getClientSecret().getValue())
            : Optional.empty();
    if (client.isEmpty()) {
      return error(OAuth2Error.INVALID_CLIENT).with("WWW-Authenticate", "Basic");
    }
    return switch (request.getAuthorizationGrant()) {
      case AuthorizationCodeGrant grant -> code(grant, client.get(), now);
      case ClientCredentialsGrant _ -> own(request.getScope(), client.get(), now);
      default -> error(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
    };
  }

  private HTTPRequest http(Asked asked) throws ParseException {
    HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, address);
    request.setContentType(asked.header("content-type").orElse("text/plain"));
    asked.header("authorization").ifPresent(request::setAuthorization);
    request.setBody(asked.text());
    return request;
  }

  private Answer code(AuthorizationCodeGrant grant, Client client, Instant now) {
    if (grant.getCodeVerifier() == null) {
      return error(OAuth2Error.INVALID_GRANT);
    }
    return grants
        .redeem(
            grant.getAuthorizationCode().getValue(),
            client,
            Optional.ofNullable(grant.getRedirectionURI()),
            grant.getCodeVerifier(),
            now)
        .map(issued -> tokens(issued, client, now))
        .orElseGet(() -> error(OAuth2Error.INVALID_GRANT));
  }

  private Answer tokens(Grants.Issued issued, Client client, Instant now) {
    Grant grant = issued.grant();
    BearerAccessToken access =
        new BearerAccessToken(
            issued.token(),
            grants.lifetime().toSeconds(),
            new Scope(grant.request().scopes().toArray(String[]::new)));
    String subject = subjects.of(client.id(), grant.holder().root());
    return said(new OIDCTokens(idTokens.sign(grant, subject, access, now), access, null));
  }

  private Answer own(Scope scope, Client client, Instant now) {
    if (scope != null && !scope.toStringList().equals(List.of(SIGN))) {
      return error(OAuth2Error.INVALID_SCOPE);
    }
    return said(
        new Tokens(
            new BearerAccessToken(
                grants.token(client, now), grants.lifetime().toSeconds(), new Scope(SIGN)),
            null));
  }

  private static Answer said(Tokens tokens) {
    return Answer.json(200, tokens.toJSONObject().toJSONString()).with("Pragma", "no-cache");
  }

  private static Answer error(ErrorObject error) {
    int status = error.getHTTPStatusCode() == 0 ? 400 : error.getHTTPStatusCode();
    return Answer.json(status, error.toJSONObject().toJSONString());
  }
}
