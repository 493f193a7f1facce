package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of each command that one CA operator gives. */
final class OneOperator {
  @Option(
      names = "--operator",
      paramLabel = "FILE.p12",
      required = true,
      description = "the key of who gives the command, a CA operator; FILE.cfg for one on a token")
  private Path file;

  @Mixin private PasswordFile passwordFile;

  Path file() {
    return file;
  }

  /** Returns the file with the password of the key, if one was named. */
  Optional<Path> password() {
    return passwordFile.path();
  }
}
