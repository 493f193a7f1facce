package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of each command that one CA operator proposes and another one approves. */
final class ProposingOperators {
  @Option(
      names = "--operator",
      paramLabel = "FILE.p12",
      required = true,
      description = {
        "the key of the CA operator who proposes it; a second one",
        "approves it at once; FILE.cfg for one on a token"
      })
  private List<Path> files;

  @Mixin private PasswordFile passwordFile;

  List<Path> files() {
    return List.copyOf(files);
  }

  /** Returns the file with the password of these keys, if one was named. */
  Optional<Path> password() {
    return passwordFile.path();
  }
}
