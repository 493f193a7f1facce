package org.jitsuin.launcher.demo;

import java.nio.file.Path;
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.SandboxProcess;
import org.jitsuin.launcher.terminal.CommandLine;

/** The sandbox that runs, or one for the time of the demo. */
final class TriedSandbox implements AutoCloseable {
  private final SandboxProcess process;
  private final boolean own;

  private TriedSandbox(SandboxProcess process, boolean own) {
    this.process = process;
    this.own = own;
  }

  /**
   * Finds or starts it.
   *
   * @param checkout where the build put it
   */
  static TriedSandbox of(Installation installation, Path checkout) {
    SandboxProcess process = new SandboxProcess(installation);
    boolean own = process.find().isEmpty();
    if (own) {
      int port = FreePorts.next();
      process.start(checkout, new SandboxProcess.Order(port, "http://localhost:" + port));
    }
    return new TriedSandbox(process, own);
  }

  String address() {
    return process.issuer().orElseThrow(() -> new SetupFailure("the sandbox has no address"));
  }

  /** One that was started without the authority has test persons alone. */
  void requireCards(Shell shell) {
    Shell.Result kiosk =
        shell.attempt(CommandLine.of("curl", "-sS", "--fail", address() + PartySites.KIOSK));
    if (!kiosk.succeeded()) {
      throw new SetupFailure(
          "the sandbox that runs takes no cards, since it was started before the authority; end it"
              + " with: ./jitsuin sandbox down");
    }
  }

  @Override
  public void close() {
    if (own) {
      boolean _ = process.end();
    }
  }
}
