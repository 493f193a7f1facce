package org.jitsuin.card.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Where a card is inserted, as its process wrote it down when the reader first saw it. */
record InsertionMark(ProcessHandle process, String reader) {
  /** Writes down that this process is the card. */
  static void write(Path file, String reader) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(fresh, List.of(Long.toString(ProcessHandle.current().pid()), reader));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads it; empty where the card is in no reader, or its process died.
   *
   * @param card an argument of that process
   */
  static Optional<InsertionMark> read(Path mark, Path card) {
    try {
      List<String> lines = Files.readAllLines(mark);
      return lines.size() == 2 && lines.getFirst().matches("\\d{1,9}")
          ? Programs.process(Long.parseLong(lines.getFirst()), card.toString())
              .map(process -> new InsertionMark(process, lines.getLast()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
