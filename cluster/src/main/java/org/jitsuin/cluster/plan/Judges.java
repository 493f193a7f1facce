package org.jitsuin.cluster.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/** The programs that a plan is for, asked whether they understand its files. */
public final class Judges {
  private Judges() {}

  /**
   * What a program said of a file.
   *
   * @param complaint empty where it found nothing
   */
  public record Verdict(String program, String file, Optional<String> complaint) {}

  /**
   * Asks about all files of a plan that was written.
   *
   * @throws SetupFailure if a program is not installed here
   */
  public static List<Verdict> ask(ClusterPlan plan, Path directory) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Host host : plan.databases()) {
      verdicts.add(database(directory, host.name() + "/" + ClusterPlan.DATABASE));
    }
    for (Host host : plan.hosts().servers()) {
      verdicts.add(proxy(directory, host.name() + "/" + ClusterPlan.PROXY));
    }
    return verdicts;
  }

  private static Verdict database(Path directory, String file) {
    return verdict(
        "mariadbd",
        file,
        List.of(
            SystemCommand.find("mariadbd", "mariadb-server").toString(),
            "--defaults-file=" + directory.resolve(file),
            "--help",
            "--verbose"));
  }

  private static Verdict proxy(Path directory, String file) {
    return verdict(
        "haproxy",
        file,
        List.of(
            SystemCommand.find("haproxy", "haproxy").toString(),
            "-c",
            // A warning is a fault here.
            "-dW",
            "-f",
            directory.resolve(file).toString()));
  }

  private static Verdict verdict(String program, String file, List<String> command) {
    try {
      String _ = SystemCommand.run(command, List.of());
      return new Verdict(program, file, Optional.empty());
    } catch (SetupFailure e) {
      return new Verdict(program, file, Optional.of(e.getMessage()));
    }
  }
}
