package org.jitsuin.bench.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * The directory of a run, for one process at a time. Every run begins with an empty one; what a run
 * leaves that was killed, its database server among it, the next one ends and deletes.
 */
public final class WorkDirectory implements AutoCloseable {
  private static final String LOCK = "lock";

  private final Path directory;
  private final FileChannel lock;

  private WorkDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Takes the directory and empties it.
   *
   * @param directory of benchmarks and nothing else
   * @throws SetupFailure if another process has it
   */
  public static WorkDirectory take(Path directory) {
    Path home = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(home);
      FileChannel lock =
          FileChannel.open(home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isOurs(lock)) {
        lock.close();
        throw new SetupFailure("another benchmark runs in " + home + "; wait until it has ended");
      }
      WorkDirectory workDirectory = new WorkDirectory(home, lock);
      new PrivateDatabase(workDirectory.database(), 0, home, Size.SMALL).kill();
      workDirectory.empty();
      return workDirectory;
    } catch (IOException e) {
      throw new SetupFailure("the directory " + home + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static boolean isOurs(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another run in this very process.
      return false;
    }
  }

  /** The directory itself. */
  public Path directory() {
    return directory;
  }

  /** Returns the directory of the database. */
  Path database() {
    return directory.resolve("db");
  }

  private void empty() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(directory) && !file.equals(directory.resolve(LOCK))) {
          Files.delete(file);
        }
      }
    }
  }

  /** Deletes the directory and all that is in it. */
  public void delete() {
    try {
      empty();
      Files.delete(directory.resolve(LOCK));
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }

  /** Gives the directory back, as it is. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
