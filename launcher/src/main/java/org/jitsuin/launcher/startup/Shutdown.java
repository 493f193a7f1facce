package org.jitsuin.launcher.startup;

import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationLock;
import org.jitsuin.launcher.server.SandboxProcess;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.terminal.Progress;

/** Ends what runs of an installation: cards, the sandbox, the server, then its private database. */
public final class Shutdown {
  private final Installation installation;
  private final Progress progress;

  public Shutdown(Installation installation, Progress progress) {
    this.installation = installation;
    this.progress = progress;
  }

  /** Ends it; what does not run is left as it is. */
  public void run() {
    try (InstallationLock _ = installation.lock(() -> {})) {
      end();
    }
  }

  /** Ends it and deletes all that the launcher made. */
  public void runAndDelete() {
    try (InstallationLock _ = installation.lock(() -> {})) {
      end();
      // That of a benchmark which was killed.
      new PrivateDatabase(
              installation.benchmarks().resolve("db"), 0, installation.home(), Size.SMALL)
          .kill();
      progress.begin("files");
      installation.delete();
      progress.done("deleted");
    }
  }

  private void end() {
    new CardShelf(installation.cards()).removeAll();
    new SandboxProcess(installation).end();
    Server server = new Server(installation);
    if (server.process().isPresent()) {
      progress.begin("server");
      server.stop();
      progress.done("stopped");
    }
    if (installation.custody().isPresent()) {
      // Whoever starts it again asks the custodians.
      installation.pins().delete();
    }
    DatabaseService database = new DatabaseService(installation);
    if (database.privateServerRuns()) {
      progress.begin("database");
      database.stop();
      progress.done("stopped");
    }
  }
}
