package org.jitsuin.ocsp.status;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.ocsp.OcspLog;

/**
 * The file in which the index is kept from one start to the next, for its owner alone. A new one
 * takes the place of the old one when it is on the disk, so that whatever dies in between there is
 * a whole one or none. One process writes at a time.
 *
 * @param path the file; beside it stand one that ends in {@code .lock} and, while a new one is
 *     written, one that ends in {@code .new}
 */
record SnapshotFile(Path path) {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /**
   * Keeps an index that is in use.
   *
   * @throws IOException if it could not be written, or another process is about to; the former one
   *     is still there then
   */
  void keep(StatusIndex index) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(beside(".lock"), options, OWNER_ONLY);
        FileLock lock = lock(channel)) {
      if (lock == null) {
        throw new IOException("another process is writing it");
      }
      keepAlone(index);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw new IOException("another part of this process is writing it", e);
    }
  }

  private Path beside(String ending) {
    return path.resolveSibling(path.getFileName() + ending);
  }

  private void keepAlone(StatusIndex index) throws IOException {
    Path next = beside(".new");
    // What a process left that died; whoever could read it has nothing of the new one.
    Files.deleteIfExists(next);
    try {
      if (write(index, next)) {
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(path.toAbsolutePath().getParent())) {
          names.force(true);
        }
      }
    } finally {
      // Where the disk is full it would keep it so.
      Files.deleteIfExists(next);
    }
  }

  private static boolean write(StatusIndex index, Path file) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel out = FileChannel.open(file, options, OWNER_ONLY)) {
      return SnapshotWriter.write(index, out);
    }
  }

  /** Reads the snapshot; empty if there is none, or none that can be read. */
  Optional<Snapshot> read() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
      return Optional.of(SnapshotReader.read(in));
    } catch (IOException | RuntimeException e) {
      // Whatever is wrong with it, everything that it would have said stands in the database.
      OcspLog.LOG.snapshotNotUsed(e.toString());
      return Optional.empty();
    }
  }
}
