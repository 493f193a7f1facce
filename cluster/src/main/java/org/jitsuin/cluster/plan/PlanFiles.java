package org.jitsuin.cluster.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jitsuin.installation.setup.SetupFailure;

/** A plan in a directory. */
public final class PlanFiles {
  private static final Set<String> PROGRAMS = Set.of(ClusterPlan.HEALTH, ClusterPlan.KEYS);

  private PlanFiles() {}

  /**
   * Writes all files of a plan.
   *
   * @param directory made anew, or empty: nothing of anybody's is overwritten
   * @return how many there are
   */
  public static int write(ClusterPlan plan, Path directory) {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> there = Files.list(directory)) {
        if (there.findAny().isPresent()) {
          throw new SetupFailure(directory + " is not empty; name a directory that is not there");
        }
      }
      for (var file : plan.files().entrySet()) {
        Path path = directory.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
        if (PROGRAMS.contains(path.getFileName().toString())) {
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
      return plan.files().size();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + directory, e);
    }
  }
}
