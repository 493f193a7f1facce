package org.jitsuin.sandbox.boot;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.card.CardDesk;
import org.jitsuin.sandbox.client.Clients;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.sandbox.http.Site;
import org.jitsuin.sandbox.provider.Provider;
import org.jitsuin.sandbox.provider.Subjects;

/** A sandbox, put together from its settings. */
record Sandbox(Site site) {
  /**
   * Sets one up.
   *
   * @throws IOException if its own files cannot be used
   */
  static Sandbox of(SandboxSettings settings) throws IOException {
    return of(settings, authority(settings), Clocks.system());
  }

  /** Sets one up that asks this authority. */
  static Sandbox of(SandboxSettings settings, Optional<Authority> authority, InstantSource clock)
      throws IOException {
    OwnFiles own = new OwnFiles(settings.directory());
    Clients clients = new Clients(own.clients());
    List<Route> routes =
        new ArrayList<>(
            Provider.routes(
                settings.issuer(),
                own.key(),
                new Subjects(own.subjectSecret()),
                clients,
                authority.map(CardDesk::new),
                clock));
    routes.addAll(Parties.routes(settings.issuer(), own, clients, authority, clock));
    return new Sandbox(new Site(routes));
  }

  /** Without an authority test persons may come all the same. */
  private static Optional<Authority> authority(SandboxSettings settings) {
    if (settings.authority().isEmpty()) {
      SandboxLog.LOG.withoutCards("no authority is named");
      return Optional.empty();
    }
    try {
      return Optional.of(LiveAuthority.at(settings.authority().get()));
    } catch (IOException e) {
      SandboxLog.LOG.withoutCards(e.getMessage());
      return Optional.empty();
    }
  }
}
