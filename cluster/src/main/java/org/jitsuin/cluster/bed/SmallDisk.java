package org.jitsuin.cluster.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jitsuin.installation.setup.SystemCommand;

/** A disk in memory, so small that it can be filled, on which a database node has its data. */
public final class SmallDisk {
  private static final String SIZE = "size=700m,mode=700";
  private static final int BLOCK = 1 << 16;

  private final Path directory;

  SmallDisk(Path directory) {
    this.directory = directory;
  }

  private boolean isMounted() {
    try {
      return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
          .anyMatch(line -> line.contains(" " + directory + " tmpfs "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it, empty. */
  void make() {
    if (!isMounted()) {
      run("mount", "-t", "tmpfs", "-o", SIZE, "jitsuin", directory.toString());
    }
  }

  /** Takes it away, with all that is on it. */
  void remove() {
    if (isMounted()) {
      run("umount", directory.toString());
    }
  }

  private static void run(String program, String... words) {
    String[] command = new String[words.length + 1];
    command[0] = SystemCommand.find(program, "mount").toString();
    System.arraycopy(words, 0, command, 1, words.length);
    String _ = SystemCommand.run(List.of(command), List.of());
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  /** Writes until nothing more can be written. */
  public void fill() {
    try (FileChannel file =
        FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      while (file.write(block.clear()) > 0) {
        block.clear();
      }
    } catch (IOException _) {
      // It is full.
    }
  }

  /** Undoes {@link #fill}. */
  public void free() {
    try {
      boolean _ = Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
