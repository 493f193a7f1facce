package org.jitsuin.party.filing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.keep.OwnFile;

/** An archive in a directory: two files for each filing. */
public final class FiledFiles implements Archive {
  /** Some hundred megabytes at the most; the sandbox is for trying. */
  private static final int MOST = 500;

  private final Path directory;

  /** Takes a directory, made with the first filing. */
  public FiledFiles(Path directory) {
    this.directory = directory;
  }

  private Path document(String number) {
    return directory.resolve(number + ".document");
  }

  private Path answerFile(String number) {
    return directory.resolve(number + ".ocsp");
  }

  @Override
  public synchronized void keep(String number, Bytes document, Bytes answer) {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> files = Files.list(directory)) {
        if (files.count() >= 2L * MOST) {
          throw Refused.full();
        }
      }
      // The answer first: no document lies there without.
      OwnFile.write(answerFile(number), answer.bytes());
      OwnFile.write(document(number), document.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Bytes> answer(String number) {
    try {
      return Files.exists(document(number))
          ? Optional.of(Bytes.of(Files.readAllBytes(answerFile(number))))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
