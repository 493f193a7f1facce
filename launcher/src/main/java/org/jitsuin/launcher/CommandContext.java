package org.jitsuin.launcher;

import java.nio.file.Path;
import java.time.InstantSource;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.terminal.Terminal;

/**
 * The installation, terminal and clock that commands work with.
 *
 * @param checkout where the build put the server and the benchmarks
 */
record CommandContext(
    Installation installation, Path checkout, Terminal terminal, InstantSource clock) {

  /** The server as it was built. */
  Distribution distribution() {
    return Distribution.in(checkout);
  }
}
