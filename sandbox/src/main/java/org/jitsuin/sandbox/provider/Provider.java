package org.jitsuin.sandbox.provider;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.sandbox.card.CardDesk;
import org.jitsuin.sandbox.client.Clients;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.sandbox.login.Logins;
import org.jitsuin.sandbox.signing.Transactions;

/** The OpenID provider, put together. */
public final class Provider {
  private Provider() {}

  /**
   * Returns its addresses.
   *
   * @param issuer where it is reached, without a slash at the end
   * @param key of its own, for id tokens
   * @param desk looks at cards; empty where no authority is known
   */
  public static List<Route> routes(
      String issuer,
      RSAKey key,
      Subjects subjects,
      Clients clients,
      Optional<CardDesk> desk,
      InstantSource clock) {
    Grants grants = new Grants();
    Transactions transactions = new Transactions();
    Logins logins = new Logins(issuer);
    IdTokens idTokens = new IdTokens(issuer, key);
    Bearer bearer = new Bearer(grants);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new FrontPage(issuer, desk.isPresent()).routes());
    routes.addAll(new Discovery(issuer, idTokens).routes());
    routes.addAll(new ClientPages(issuer, clients).routes());
    routes.addAll(
        new AuthorizeEndpoint(
                issuer,
                new RequestCheck(clients, transactions),
                logins,
                grants,
                transactions,
                desk,
                clock)
            .routes());
    routes.addAll(new TokenEndpoint(issuer, clients, grants, subjects, idTokens, clock).routes());
    routes.addAll(new UserInfoEndpoint(bearer, subjects, clock).routes());
    routes.addAll(new SigningEndpoint(bearer, transactions, clock).routes());
    desk.ifPresent(
        one -> routes.addAll(new CardEndpoint(logins, transactions, one, clock).routes()));
    return routes;
  }
}
