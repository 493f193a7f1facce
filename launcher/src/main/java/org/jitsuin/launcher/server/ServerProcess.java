package org.jitsuin.launcher.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jitsuin.launcher.installation.Installation;

/**
 * Finds the process of an installation's server: by the number that WildFly's script wrote down and
 * by an argument that only this server has, since the number may have gone to another program.
 */
final class ServerProcess {
  private ServerProcess() {}

  /** The argument that names the installation. */
  static String baseDirectory(Installation installation) {
    return "-Djboss.server.base.dir=" + installation.server();
  }

  static Optional<ProcessHandle> find(Installation installation) {
    return find(installation.serverProcess(), baseDirectory(installation));
  }

  /** Returns the process whose number stands in a file, if it runs and has that argument. */
  static Optional<ProcessHandle> find(Path file, String argument) {
    try {
      String number = Files.readString(file).strip();
      return number.matches("\\d{1,9}")
          ? ProcessHandle.of(Long.parseLong(number))
              .filter(process -> hasArgument(process, argument))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** ProcessHandle itself gives up on a command line as long as WildFly's. */
  static boolean hasArgument(ProcessHandle process, String argument) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      String[] arguments = new String(line, StandardCharsets.UTF_8).split("\0", -1);
      return process.isAlive() && List.of(arguments).contains(argument);
    } catch (IOException e) {
      return false;
    }
  }
}
