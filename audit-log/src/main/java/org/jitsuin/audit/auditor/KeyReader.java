package org.jitsuin.audit.auditor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jitsuin.audit.tlog.NoteKey;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads verifier keys as they are given: the key itself, or a file with it. */
final class KeyReader implements ITypeConverter<NoteKey> {
  @Override
  public NoteKey convert(String given) {
    return NoteKey.parse(given)
        .or(() -> NoteKey.parse(content(given)))
        .orElseThrow(() ->
            new TypeConversionException("neither a verifier key nor a file with one: " + given));
  }

  private static String content(String file) {
    Path path = Path.of(file);
    try {
      return Files.isRegularFile(path) && Files.size(path) < 10_000
          ? Files.readString(path).strip()
          : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
