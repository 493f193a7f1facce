package org.jitsuin.card.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network and a view of {@code /run/pcscd} that only one daemon and its cards have: namespaces of
 * Linux, by the programs of util-linux. Whoever is not the administrator gets them within a user
 * namespace.
 */
final class OwnNetwork {
  /** Puts loopback up and the run directory in its place, then becomes the daemon. */
  private static final String SCRIPT =
      """
      set -e
      "$1" link set lo up
      if [ ! -d /run/pcscd ]; then
        mkdir /run/pcscd 2>/dev/null || { mount -t tmpfs none /run; mkdir /run/pcscd; }
      fi
      mount --bind "$2" /run/pcscd
      shift 2
      exec "$@"
      """;

  private OwnNetwork() {}

  /** A command that more words can be put behind. */
  record Command(List<String> words) {
    List<String> and(List<String> more) {
      List<String> all = new ArrayList<>(words);
      all.addAll(more);
      return all;
    }
  }

  /**
   * Returns the command that starts a daemon in a network of its own.
   *
   * @param run what it sees at {@code /run/pcscd}
   */
  static Command starting(Path run, List<String> daemon) {
    List<String> command = new ArrayList<>();
    // A session of its own, so that the interrupt key in the terminal does not reach it.
    command.add(Programs.find("setsid", "util-linux").toString());
    command.add(Programs.find("unshare", "util-linux").toString());
    if (!Programs.areForAdministrator()) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    command.addAll(List.of("--mount", "--net", "/bin/sh", "-c", SCRIPT, "sh"));
    command.add(Programs.find("ip", "iproute2").toString());
    command.add(run.toString());
    command.addAll(daemon);
    return new Command(command);
  }

  /** Returns what a command begins with that is to run in the network of a process. */
  static List<String> entering(long process) {
    List<String> command = new ArrayList<>();
    command.add(Programs.find("nsenter", "util-linux").toString());
    command.addAll(List.of("--target", Long.toString(process), "--net"));
    if (!Programs.areForAdministrator()) {
      command.addAll(List.of("--user", "--preserve-credentials"));
    }
    return List.copyOf(command);
  }
}
