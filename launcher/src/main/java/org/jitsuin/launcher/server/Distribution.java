package org.jitsuin.launcher.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;

/**
 * The distribution that the build made.
 *
 * @param wildFly the provisioned and configured WildFly
 * @param application the EAR
 */
public record Distribution(Path wildFly, Path application) {
  private static final Path PRODUCT =
      Path.of("modules/system/layers/base/org/jboss/as/product/main");

  /** The build's result in a checkout. */
  public static Distribution in(Path checkout) {
    Path target = checkout.resolve("ear").resolve("target");
    return new Distribution(target.resolve("server"), target.resolve("jitsuin.ear"));
  }

  /** Returns what an installation's server was last started from. */
  public static Distribution deployedIn(Installation installation) {
    return new Distribution(
        installation.program(), installation.server().resolve("deployments/jitsuin.ear"));
  }

  /**
   * Makes sure that it is there.
   *
   * @throws SetupFailure if it was not built
   */
  public void check() {
    for (Path part : new Path[] {wildFly.resolve("bin/standalone.sh"), application}) {
      if (!Files.exists(part)) {
        throw new SetupFailure(
            "the build did not produce " + part + "; build it with: ./jitsuin up");
      }
    }
  }

  /** Returns when the application was built. */
  public Optional<FileTime> builtAt() {
    try {
      return Optional.of(Files.getLastModifiedTime(application));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The version of WildFly, such as {@code 39.0.1.Final}. */
  public Optional<String> wildFlyVersion() {
    String before = "wildfly-feature-pack-product-conf-";
    try (Stream<Path> files = Files.list(wildFly.resolve(PRODUCT))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(before) && name.endsWith(".jar"))
          .map(name -> name.substring(before.length(), name.length() - ".jar".length()))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
