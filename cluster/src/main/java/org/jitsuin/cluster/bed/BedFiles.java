package org.jitsuin.cluster.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.cluster.plan.ClusterPlan;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.cluster.plan.Places;
import org.jitsuin.cluster.plan.PlanFiles;
import org.jitsuin.cluster.plan.Role;
import org.jitsuin.cluster.plan.Size;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/** The files of a bed: made before any of its programs runs, and taken away with it. */
final class BedFiles {
  private final BedPlace place;

  BedFiles(BedPlace place) {
    this.place = place;
  }

  /** Makes directories, plan and keys, the mark first. */
  void lay() {
    try {
      Files.createDirectories(place.directory());
      Files.createFile(place.mark());
      Files.createDirectories(place.run());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + place.directory(), e);
    }
    PlanFiles.write(
        new ClusterPlan(
            Network.HOSTS,
            Size.SMALL,
            new Places(
                // Each node has keys of its own.
                place.keys() + "/NODE",
                place.keys().resolve("ca.pem").toString(),
                place.administrator().toString(),
                place
                    .home(Network.HOSTS.servers().getFirst())
                    .resolve("secrets/db-ocsp")
                    .toString(),
                "root"),
            "http://%s:8080".formatted(Network.HOSTS.servers().getFirst().address())),
        place.plan());
    ownKeys();
    copyHealth();
  }

  private void ownKeys() {
    String _ =
        SystemCommand.run(
            List.of(
                "/bin/sh",
                place.plan().resolve(ClusterPlan.KEYS).toString(),
                place.keys().toString()),
            List.of());
    for (Host host : Network.HOSTS.all()) {
      for (String name : List.of(ClusterPlan.DATABASE, ClusterPlan.FOLLOW)) {
        Path settings = place.plan().resolve(host.name()).resolve(name);
        if (Files.exists(settings)) {
          write(settings, read(settings).replace("/NODE/", keysOf(host)));
        }
      }
    }
  }

  /** One that nobody copies from has no keys, and needs to know who certified the others. */
  private static String keysOf(Host host) {
    return host.role() == Role.VALIDATION ? "/" : "/" + host.name() + "/";
  }

  private void copyHealth() {
    write(
        place.run().resolve(ClusterPlan.HEALTH),
        read(
            place
                .plan()
                .resolve(Network.HOSTS.databases().getFirst().name())
                .resolve(ClusterPlan.HEALTH)));
  }

  /** Says that the bed is whole. */
  void tellWhole() {
    write(place.whole(), "");
  }

  /**
   * Deletes all of them.
   *
   * @throws SetupFailure if the directory holds something and is not marked
   */
  void remove() {
    delete(place.run());
    if (Files.exists(place.directory()) && !isOurs()) {
      throw new SetupFailure(
          place.directory() + " holds something that is no bed; it is left alone");
    }
    delete(place.directory(), place.mark());
  }

  /** An empty one is what is left of a bed when its making or deleting was killed in the middle. */
  private boolean isOurs() {
    if (Files.exists(place.mark())) {
      return true;
    }
    try (Stream<Path> content = Files.list(place.directory())) {
      return content.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + place.directory(), e);
    }
  }

  /** Deletes a directory with all that is in it, if it is there. */
  static void delete(Path root) {
    delete(root, root);
  }

  /** Deletes all that is in a directory. */
  static void empty(Path root) {
    try (Stream<Path> content = Files.list(root)) {
      content.toList().forEach(BedFiles::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + root, e);
    }
  }

  private static void delete(Path root, Path last) {
    if (!Files.exists(root)) {
      return;
    }
    try {
      for (Path path : order(root, last)) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }

  /**
   * What is in a directory before the directory itself, and one file behind all others, so that
   * what is left by who was killed in between is known by it.
   */
  static List<Path> order(Path root, Path last) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.sorted(
              Comparator.comparing((Path path) -> last.startsWith(path))
                  .thenComparing(Comparator.reverseOrder()))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
