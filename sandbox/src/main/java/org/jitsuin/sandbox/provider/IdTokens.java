package org.jitsuin.sandbox.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.AMR;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Signs id tokens with the provider's own key, which is none of an authority. */
public final class IdTokens {
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  /** How the Agency calls a login with the card. */
  private static final ACR LEVEL = new ACR("aal3");

  private final Issuer issuer;
  private final RSAKey key;

  /** Takes the provider's address and its key. */
  public IdTokens(String issuer, RSAKey key) {
    this.issuer = new Issuer(issuer);
    this.key = key;
  }

  /** Returns the key that everybody verifies with. */
  public String keys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /** Says to a party who came. A test person's token tells so: {@code amr} has {@code test}. */
  public SignedJWT sign(Grant grant, String subject, AccessToken access, Instant now) {
    IDTokenClaimsSet claims =
        new IDTokenClaimsSet(
            issuer,
            new Subject(subject),
            List.of(new Audience(grant.request().client().id())),
            Date.from(now.plus(LIFETIME)),
            Date.from(now));
    claims.setAuthenticationTime(Date.from(grant.at()));
    claims.setNonce(new Nonce(grant.request().nonce()));
    claims.setACR(LEVEL);
    claims.setAMR(
        grant.holder().isTest()
            ? List.of(new AMR("test"))
            : List.of(new AMR("sc"), new AMR("pin"), new AMR("mfa")));
    claims.setAccessTokenHash(AccessTokenHash.compute(access, JWSAlgorithm.RS256, null));
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              claims.toJWTClaimsSet());
      token.sign(new RSASSASigner(key));
      return token;
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException("claims that were made can be signed", e);
    }
  }
}
