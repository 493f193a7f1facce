package org.jitsuin.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.keys.KeyStoreEnd;
import org.jitsuin.installation.ceremony.StaffFiles;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.DisplayPath;

/** The key stores of staff whose password everybody knows: made for development, and no secret. */
record KnownPasswords(Installation installation) {
  private static final String STORE = ".p12";

  /** What is to be said of them where everybody brings a key of their own. */
  Optional<String> warning() {
    if (!installation.keysAreBrought()) {
      return Optional.empty();
    }
    List<String> names = names();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "key stores in %s have the password that everybody knows (%s): replace or withdraw"
                    .formatted(DisplayPath.of(installation.staff()), String.join(", ", names))
                + " each, ./jitsuin staff replace PERSON --request FILE.csr, and delete them");
  }

  private List<String> names() {
    if (!Files.isDirectory(installation.staff())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(installation.staff())) {
      return files
          .filter(file -> file.toString().endsWith(STORE))
          .filter(file ->
              KeyStoreEnd.of(file, StaffFiles.DEVELOPMENT_PASSWORD.toCharArray()).isPresent())
          .map(file -> file.getFileName().toString().replaceFirst("\\.p12$", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
