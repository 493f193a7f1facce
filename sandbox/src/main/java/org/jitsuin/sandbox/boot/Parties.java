package org.jitsuin.sandbox.boot;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jitsuin.party.filing.FiledFiles;
import org.jitsuin.party.filing.Filing;
import org.jitsuin.party.filing.FilingPages;
import org.jitsuin.party.kiosk.Kiosk;
import org.jitsuin.party.kiosk.KioskPages;
import org.jitsuin.party.kiosk.Records;
import org.jitsuin.party.portal.ConsentPages;
import org.jitsuin.party.portal.Portal;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.client.Client;
import org.jitsuin.sandbox.client.Clients;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.sandbox.keep.Secret;

/** The three small parties, beside the provider. */
final class Parties {
  private Parties() {}

  static List<Route> routes(
      String issuer,
      OwnFiles own,
      Clients clients,
      Optional<Authority> authority,
      InstantSource clock)
      throws IOException {
    Semaphore places = new Semaphore(SandboxServer.THREADS - 1);
    List<Route> routes =
        new ArrayList<>(
            portal(issuer, own, clients, clock).routes().stream()
                .map(route -> limited(route, places))
                .toList());
    authority.ifPresent(one -> {
      String kiosk = issuer + "/kiosk";
      Filing filing = new Filing(one, new FiledFiles(own.filings()));
      routes.addAll(new FilingPages(issuer + "/filing", filing, clock).routes());
      routes.addAll(new ConsentPages(issuer + "/portal/consents", one.questions()).routes());
      routes.addAll(new KioskPages(kiosk, new Kiosk(kiosk, one, specimens()), clock).routes());
    });
    return routes;
  }

  /**
   * The portal asks the provider, which is served by the same threads: if all of them were the
   * portal's, each would wait for another one.
   */
  private static Route limited(Route route, Semaphore places) {
    return new Route(
        route.method(),
        route.path(),
        route.most(),
        asked -> {
          if (!places.tryAcquire()) {
            throw Refused.full();
          }
          try {
            return route.action().apply(asked);
          } finally {
            places.release();
          }
        });
  }

  /** The sandbox knows nobody's record: each person has a specimen, by the oldest certificate. */
  private static Records specimens() {
    return (question, person) ->
        new Records.Copy(question, person, "見本　" + Secret.hash(person).substring(0, 8), "見本町１番地");
  }

  /** The portal is a party like any other; it registers once and keeps its secret. */
  private static Portal portal(String issuer, OwnFiles own, Clients clients, InstantSource clock)
      throws IOException {
    String address = issuer + "/portal";
    String back = address + "/back";
    try {
      if (Files.exists(own.portal())) {
        Map<String, Object> kept = JSONObjectUtils.parse(Files.readString(own.portal()));
        String id = JSONObjectUtils.getString(kept, "id");
        String secret = JSONObjectUtils.getString(kept, "secret");
        Optional<Client> known =
            clients.authenticated(id, secret).filter(one -> one.redirects().contains(back));
        if (known.isPresent()) {
          return new Portal(issuer, id, secret, address, clock);
        }
      }
    } catch (ParseException e) {
      throw new IOException(own.portal() + " has no credential in it", e);
    }
    Clients.Registered fresh = clients.register("ポータル / portal", List.of(back));
    own.keepPortal(
        JSONObjectUtils.toJSONString(Map.of("id", fresh.client().id(), "secret", fresh.secret())));
    return new Portal(issuer, fresh.client().id(), fresh.secret(), address, clock);
  }
}
