package org.jitsuin.launcher.startup;

import java.time.Instant;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.installation.ceremony.OwnServerKey;
import org.jitsuin.launcher.installation.Installation;

/** The key stores for the TLS of a server without the authority, as far as none are given. */
final class ServingTls {
  private final Installation installation;

  ServingTls(Installation installation) {
    this.installation = installation;
  }

  /**
   * Makes what is missing.
   *
   * @param now by the machine's clock
   * @return what there is, for people
   */
  String prepare(Instant now) {
    boolean given = installation.texts().find(BaseSettings.TLS_KEYSTORE).isPresent();
    boolean trustGiven = installation.texts().find(BaseSettings.TLS_TRUSTSTORE).isPresent();
    OwnServerKey own = new OwnServerKey(installation.home(), installation.settings().hosts());
    if (!given || !trustGiven) {
      own.prepare(now);
    }
    if (!trustGiven) {
      own.trust();
    }
    return given ? "given" : "a certificate of its own (jitsuin.tls.keystore brings another one)";
  }
}
