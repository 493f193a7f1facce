package org.jitsuin.ocsp.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.ocsp.OcspLog;

/**
 * The counts that are not in the authority's database yet, in a directory: a file for each run of
 * this server, which the next one brings home where that one could not. One thread uses it.
 */
final class CountJournal {
  private static final String SUFFIX = ".counts";

  private final Path directory;

  CountJournal(Path directory) {
    this.directory = directory;
  }

  private Path file(CountedRun run) {
    return directory.resolve(run.startedAt().toEpochMilli() + SUFFIX);
  }

  /**
   * Writes all that a run has counted in the place of what it wrote before, whole or not at all;
   * when this returns it survives a power failure.
   */
  void write(CountedRun run) {
    Path file = file(run);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(directory);
      try (FileChannel out =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer octets = ByteBuffer.wrap(run.text().getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
          out.write(octets);
        }
        out.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel names = FileChannel.open(directory)) {
        names.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("counts cannot be kept in " + directory, e);
    }
  }

  /** Reads what other runs have left; a file that is no longer whole is told of and put aside. */
  List<CountedRun> others(CountedRun than) {
    List<CountedRun> runs = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return runs;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        if (!file.equals(file(than))) {
          read(file, runs);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("counts cannot be read in " + directory, e);
    }
    return runs;
  }

  private static void read(Path file, List<CountedRun> runs) throws IOException {
    try {
      runs.add(CountedRun.parse(Files.readString(file)));
    } catch (IllegalArgumentException | IOException e) {
      OcspLog.LOG.countsUnreadable(file.toString(), e.toString());
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".unreadable"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Forgets a run, whose counts are where they belong. */
  void forget(CountedRun run) {
    try {
      Files.deleteIfExists(file(run));
    } catch (IOException e) {
      throw new UncheckedIOException("counts cannot be deleted in " + directory, e);
    }
  }
}
