package org.jitsuin.installation.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jitsuin.base.model.SchemaLevel;

/**
 * The steps of the schema that a release knows, by number.
 *
 * @param places where their files are, as Flyway names them
 */
public record SchemaSteps(List<SchemaStep> steps, List<String> places) {
  private static final String DIRECTORY = "db/migration/";

  public SchemaSteps {
    steps = steps.stream().sorted().toList();
    places = List.copyOf(places);
  }

  /** Those of this release. */
  public static SchemaSteps ofThisRelease() {
    URL directory = SchemaSteps.class.getResource("/" + DIRECTORY + "R__grants.sql");
    try {
      return new SchemaSteps(
          directory.getProtocol().equals("jar") ? inJar(directory) : in(parent(directory.toURI())),
          List.of("classpath:db/migration"));
    } catch (IOException e) {
      throw new UncheckedIOException("the migrations cannot be listed", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those of a release that has some more, in a directory. */
  SchemaSteps with(Path further) {
    try {
      List<SchemaStep> all = new ArrayList<>(steps);
      all.addAll(in(further));
      List<String> more = new ArrayList<>(places);
      more.add("filesystem:" + further.toAbsolutePath());
      return new SchemaSteps(all, more);
    } catch (IOException e) {
      throw new UncheckedIOException("the migrations cannot be listed", e);
    }
  }

  private static Path parent(URI file) {
    return Path.of(file).getParent();
  }

  private static List<SchemaStep> in(Path directory) throws IOException {
    List<SchemaStep> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (SchemaStep.isOne(name)) {
          found.add(SchemaStep.of(name, Files.readString(file)));
        }
      }
    }
    return found;
  }

  private static List<SchemaStep> inJar(URL inside) throws IOException {
    List<SchemaStep> found = new ArrayList<>();
    JarFile jar = ((JarURLConnection) inside.openConnection()).getJarFile();
    for (JarEntry entry : Collections.list(jar.entries())) {
      String name = entry.getName().replaceFirst("^" + DIRECTORY, "");
      if (entry.getName().startsWith(DIRECTORY) && SchemaStep.isOne(name)) {
        byte[] text = jar.getInputStream(entry).readAllBytes();
        found.add(SchemaStep.of(name, new String(text, StandardCharsets.UTF_8)));
      }
    }
    return found;
  }

  /** What a program of this release can live with. */
  public SchemaLevel.Program program() {
    return new SchemaLevel.Program(
        steps.stream()
            .filter(step -> !step.contracts())
            .mapToInt(SchemaStep::version)
            .max()
            .orElse(0),
        steps.stream().mapToInt(SchemaStep::version).max().orElse(0));
  }

  /** The first step after a number that takes something away. */
  Optional<SchemaStep> firstContract(int after) {
    return steps.stream().filter(step -> step.version() > after && step.contracts()).findFirst();
  }

  /** The last step up to a number that takes something away; 0 where there is none. */
  int lastContract(int until) {
    return steps.stream()
        .filter(step -> step.version() <= until && step.contracts())
        .mapToInt(SchemaStep::version)
        .max()
        .orElse(0);
  }

  /** The last step before another one; 0 where there is none. */
  int before(SchemaStep step) {
    return steps.stream()
        .mapToInt(SchemaStep::version)
        .filter(version -> version < step.version())
        .max()
        .orElse(0);
  }
}
