package org.jitsuin.sandbox.provider;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.List;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Route;

/** Says what the provider is and can (OpenID Connect Discovery). */
final class Discovery {
  private final String issuer;
  private final IdTokens idTokens;

  Discovery(String issuer, IdTokens idTokens) {
    this.issuer = issuer;
    this.idTokens = idTokens;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/.well-known/openid-configuration", _ -> Answer.json(200, metadata())),
        Route.get("/jwks", _ -> Answer.json(200, idTokens.keys())));
  }

  private URI at(String path) {
    return URI.create(issuer + path);
  }

  private String metadata() {
    OIDCProviderMetadata metadata =
        new OIDCProviderMetadata(new Issuer(issuer), List.of(SubjectType.PAIRWISE), at("/jwks"));
    metadata.setAuthorizationEndpointURI(at("/authorize"));
    metadata.setTokenEndpointURI(at("/token"));
    metadata.setUserInfoEndpointURI(at("/userinfo"));
    metadata.setScopes(new Scope(RequestCheck.SCOPES.toArray(String[]::new)));
    metadata.setResponseTypes(List.of(new ResponseType(ResponseType.Value.CODE)));
    metadata.setResponseModes(List.of(ResponseMode.QUERY));
    metadata.setGrantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.CLIENT_CREDENTIALS));
    metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
    metadata.setTokenEndpointAuthMethods(
        List.of(
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
            ClientAuthenticationMethod.CLIENT_SECRET_POST));
    metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.RS256));
    metadata.setACRs(List.of(new ACR("aal3")));
    metadata.setClaims(
        List.of(
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "acr",
            "amr",
            "name",
            "address",
            "birthdate",
            "gender"));
    metadata.setSupportsAuthorizationResponseIssuerParam(true);
    metadata.setSupportsRequestParam(false);
    metadata.setSupportsRequestURIParam(false);
    metadata.setSupportsClaimsParams(false);
    return metadata.toJSONObject().toJSONString();
  }
}
