package org.jitsuin.launcher;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.custody.Shares;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.CeremonyOrder.Renewal;
import org.jitsuin.launcher.startup.KeyCeremony;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;

/** {@code jitsuin tls renew} and {@code jitsuin staff renew}. */
final class RenewCommand {
  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;

  RenewCommand(Installation installation, Terminal terminal, InstantSource clock) {
    this.installation = installation;
    this.terminal = terminal;
    this.clock = clock;
  }

  ExitCode run(Renewal renewal, List<Path> shares) {
    Custody custody = new Custody(installation, new Shares(shares, new SharePrompt(terminal)));
    new KeyCeremony(installation, custody, clock, step -> terminal.good("renewed", step))
        .renew(renewal);
    terminal.blank();
    terminal.paragraph(
        switch (renewal) {
          case Renewal.Server() ->
              new Server(installation).process().isPresent()
                  ? "The server takes the new key at its next start: ./jitsuin down && ./jitsuin up"
                  : "The server takes the new key when it starts: ./jitsuin up";
          case Renewal.Staff _ ->
              "The credentials are in "
                  + DisplayPath.of(installation.staff())
                  + "; those before stay valid until they end.";
        });
    return ExitCode.OK;
  }
}
