package org.jitsuin.ca.residentevent;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.ca.model.MyNumber;

/**
 * The directory in which the resident register drops files, and what is filed there: {@code
 * NAME.ndjson} to be taken in, {@code NAME.results.ndjson} when that is done, {@code done/} and
 * {@code refused/}. A file of another name, as {@code NAME.ndjson.part} while it is written, is
 * nobody's business here.
 */
final class DropFiles {
  private static final String SUFFIX = ".ndjson";
  private static final String RESULTS = ".results" + SUFFIX;
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,99})\\.ndjson");
  private static final int BUFFER = 65_536;

  private final Path directory;

  DropFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * The files that wait to be processed, and the entries that cannot be.
   *
   * @param files in the order of their names
   * @param strange what has the suffix, and is no file of a fitting name
   */
  record Pending(List<Path> files, List<Path> strange) {}

  Pending pending() throws IOException {
    List<Path> files = new ArrayList<>();
    List<Path> strange = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (!name.endsWith(RESULTS) && !name.startsWith(".")) {
          boolean fit =
              NAME.matcher(name).matches()
                  && !MyNumber.isIn(name)
                  && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
          (fit ? files : strange).add(file);
        }
      }
    }
    Collections.sort(files);
    return new Pending(files, strange);
  }

  /** Opens a file, and never what a link points to. */
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Returns a stream from where the channel stands, as {@link LineReader} wants it.
   *
   * @param octets after which it ends, at the latest
   */
  static InputStream stream(FileChannel channel, long octets) {
    return new FileStream(
        new BufferedInputStream(Channels.newInputStream(channel), BUFFER), octets);
  }

  private static final class FileStream extends FilterInputStream {
    private long left;

    FileStream(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      int octet = left > 0 ? in.read() : -1;
      left -= octet < 0 ? 0 : 1;
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int read = in.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }

    /** A read of a file never waits. */
    @Override
    public int available() {
      return 1;
    }
  }

  /** Moves out of the way what is not taken in. */
  void refuse(Path file) throws IOException {
    file(file, "refused");
  }

  /** Files what was taken in. */
  void done(Path file) throws IOException {
    file(file, "done");
  }

  /** Moves a file under a name that is free there; a link is moved as a link. */
  private void file(Path file, String shelf) throws IOException {
    Path target = Files.createDirectories(directory.resolve(shelf));
    String name = file.getFileName().toString();
    Path free = target.resolve(name);
    for (int i = 1; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
      free = target.resolve(name + "." + i);
    }
    Files.move(file, free, StandardCopyOption.ATOMIC_MOVE);
    sync(target);
    sync(directory);
  }

  Path results(Path file) {
    return directory.resolve(stem(file) + RESULTS);
  }

  private static String stem(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException("not a file of the register");
    }
    return name.group(1);
  }

  /** Returns the incomplete results of a file that earlier holders of the lease wrote. */
  List<Path> parts(Path file) throws IOException {
    List<Path> parts = new ArrayList<>();
    // The name has no character that means something in a glob.
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(directory, "." + stem(file) + ".*-*.part")) {
      all.forEach(parts::add);
    }
    return parts;
  }

  /**
   * A file for results, under a name that nobody else has.
   *
   * @param attempt of this holder
   */
  Path newPart(Path file, long fence, long attempt) {
    return directory.resolve("." + stem(file) + "." + fence + "-" + attempt + ".part");
  }

  /** Returns how many whole lines a file has. */
  static long lines(Path file) throws IOException {
    long lines = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        lines += octet == '\n' ? 1 : 0;
      }
    }
    return lines;
  }

  /** Reads past some lines, of which the last may do without a line feed. */
  static void skip(InputStream in, long lines) throws IOException {
    for (long left = lines; left > 0; ) {
      int octet = in.read();
      if (octet < 0 && left == 1) {
        return;
      }
      if (octet < 0) {
        throw new IOException("the file has fewer lines than were already processed");
      }
      left -= octet == '\n' ? 1 : 0;
    }
  }

  /** Begins a file of results with some lines of an earlier one. */
  static OutputStream begin(Path part, Optional<Path> earlier, long lines) throws IOException {
    OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(part, StandardOpenOption.CREATE_NEW), BUFFER);
    try {
      if (earlier.isPresent()) {
        try (InputStream in =
            new BufferedInputStream(Files.newInputStream(earlier.get()), BUFFER)) {
          for (long left = lines; left > 0; ) {
            int octet = in.read();
            out.write(octet);
            left -= octet == '\n' ? 1 : 0;
          }
        }
      }
      return out;
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** Puts complete results in place, durably. */
  void publish(Path part, Path file) throws IOException {
    sync(part);
    Files.move(part, results(file), StandardCopyOption.ATOMIC_MOVE);
    sync(directory);
  }

  /** Writes a file or a directory to the disk. */
  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
