package org.jitsuin.ca.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of the files that the resident register dropped: those in {@code done/} and {@code
 * refused/}, and results. They are full of personal data, and nobody needs them for long.
 */
public final class DropArchive {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUFFIX = ".ndjson";
  private static final String RESULTS = ".results" + SUFFIX;
  private static final List<String> SHELVES = List.of("done", "refused");

  private final Path directory;

  public DropArchive(Path directory) {
    this.directory = directory;
  }

  /** Returns the files that were put where they are before a time, by the machine's clock. */
  public List<Path> before(Instant time) {
    try {
      List<Path> old = new ArrayList<>();
      for (Path file : filed()) {
        if (since(file).isBefore(time)) {
          old.add(file);
        }
      }
      return old;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes files; one that is gone is no matter. */
  public static void delete(List<Path> files) {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When it was put where it is: its content may be older, as it came. */
  private static Instant since(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? ((FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)).toInstant()
        : Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  /** Files on the shelves, and results whose file is not waiting any more. */
  private List<Path> filed() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String shelf : SHELVES) {
      files.addAll(files(directory.resolve(shelf), "*"));
    }
    for (Path results : files(directory, "*" + RESULTS)) {
      String name = results.getFileName().toString().replace(RESULTS, SUFFIX);
      if (!Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        files.add(results);
      }
    }
    return files;
  }

  private static List<Path> files(Path where, String names) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(where)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(where, names)) {
        for (Path file : all) {
          if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            files.add(file);
          }
        }
      }
    }
    return files;
  }

  /** Returns how many lines of files that are still to be taken in are about a resident. */
  public long waiting(String registerId) {
    try {
      long lines = 0;
      for (Path file : files(directory, "*" + SUFFIX + "*")) {
        if (!file.getFileName().toString().endsWith(RESULTS) && Files.isRegularFile(file)) {
          lines += lines(file, registerId);
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many lines on the shelves are about a resident. */
  public long kept(String registerId) {
    try {
      long lines = 0;
      for (Path file : filed()) {
        lines += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? lines(file, registerId) : 0;
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file, String registerId) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return in.lines().filter(line -> isAbout(line, registerId)).count();
    }
  }

  /** Takes the lines about a resident out of the files on the shelves. */
  public void erase(String registerId) {
    try {
      for (Path file : filed()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && lines(file, registerId) > 0) {
          eraseFrom(file, registerId);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void eraseFrom(Path file, String registerId) throws IOException {
    Path rest = file.resolveSibling("." + file.getFileName() + ".erasing");
    // Octets as characters, one each: what is left stays as it is.
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
        BufferedWriter out = Files.newBufferedWriter(rest, StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!isAbout(line, registerId)) {
          out.write(line);
          out.write('\n');
        }
      }
    }
    Files.move(rest, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns whether a line names the resident; what cannot be read counts where it has the id. */
  private static boolean isAbout(String line, String registerId) {
    boolean named = line.contains(registerId);
    if (!named && line.indexOf('\\') < 0) {
      return false;
    }
    try {
      return JSON.readTree(line).path("registerId").asText().equals(registerId);
    } catch (JacksonException e) {
      return named;
    }
  }
}
