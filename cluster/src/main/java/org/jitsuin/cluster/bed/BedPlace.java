package org.jitsuin.cluster.bed;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.installation.setup.Secrets;

/**
 * Where a bed is on the machine. Its namespaces and its directory below {@code /run} are named
 * after its directory, so that several do not meet.
 *
 * @param directory all files that last
 */
public record BedPlace(Path directory) {
  private static final int DIGITS = 8;

  public BedPlace {
    directory = directory.toAbsolutePath().normalize();
  }

  /** What the names of all its namespaces begin with. */
  String prefix() {
    return "jitsuin-"
        + Fingerprint.of(directory.toString().getBytes(StandardCharsets.UTF_8))
            .toString()
            .substring(0, DIGITS)
        + "-";
  }

  /** The namespace of a machine. */
  public String namespace(String machine) {
    return prefix() + machine;
  }

  /** Sockets and numbers of processes: paths of sockets are short, and a restart ends them. */
  Path run() {
    return Path.of("/run", prefix().substring(0, prefix().length() - 1));
  }

  Path plan() {
    return directory.resolve("plan");
  }

  Path keys() {
    return directory.resolve("keys");
  }

  /** What is written first, so that nothing of somebody else is ever taken away. */
  Path mark() {
    return directory.resolve("made-by-jitsuin-cluster-up");
  }

  /** What is written when the bed is whole. */
  Path whole() {
    return directory.resolve("whole");
  }

  /** The directory of one machine. */
  Path machine(Host host) {
    return directory.resolve(host.name());
  }

  /** Returns the socket through which root reaches a database node. */
  public Path socket(Host node) {
    return run().resolve(node.name() + ".sock");
  }

  /** Returns the home directory of a server, as {@code JITSUIN_HOME} names it. */
  public Path home(Host server) {
    return machine(server).resolve("home");
  }

  /** Returns the file with the password of the database's administrator. */
  public Path administrator() {
    return secrets().file("db-admin");
  }

  Secrets secrets() {
    return new Secrets(directory.resolve("secrets"), new SecureRandom());
  }
}
