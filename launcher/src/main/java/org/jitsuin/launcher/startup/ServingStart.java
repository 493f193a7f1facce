package org.jitsuin.launcher.startup;

import java.time.Instant;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.Progress;

/**
 * What a start of a server without the authority makes ready: no schema, no ceremony and nobody of
 * staff, but the token of its OCSP keys, a key for TLS, and a reader's way into the database.
 */
final class ServingStart {
  private final Installation installation;
  private final Progress progress;

  ServingStart(Installation installation, Progress progress) {
    this.installation = installation;
    this.progress = progress;
  }

  /**
   * Does it; what is there is kept.
   *
   * @param now by the machine's clock
   * @throws org.jitsuin.installation.setup.SetupFailure if something must be changed first
   */
  void prepare(Instant now) {
    Preflight.space(installation);
    Preflight.ports(installation);
    installation.keep(installation.record().begun(installation.texts()));
    progress.begin("database");
    LentDatabase database = new LentDatabase(installation);
    progress.done(database.describe().orElse("does not answer now; the services wait for it"));
    database
        .describeHome()
        .ifPresent(home -> {
          progress.begin("home");
          progress.done(home);
        });
    progress.begin("tokens");
    progress.done(new Tokens(installation).prepare());
    progress.begin("tls");
    progress.done(new ServingTls(installation).prepare(now));
  }
}
