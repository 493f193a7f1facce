package org.jitsuin.ocsp.status;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jitsuin.ocsp.OcspLog;

/**
 * The file in which the index is kept from one start to the next. A new one takes the place of the
 * old one when it is on the disk, so that whatever dies in between there is a whole one or none.
 *
 * @param path the file; beside it, while a new one is written, stands one that ends in {@code .new}
 */
record SnapshotFile(Path path) {
  private static final int BUFFER = 1 << 20;

  /**
   * Keeps an index that is in use.
   *
   * @throws IOException if it could not be written; the former one is still there then
   */
  void keep(StatusIndex index) throws IOException {
    Path next = path.resolveSibling(path.getFileName() + ".new");
    Path directory = path.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    if (write(index, next)) {
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel names = FileChannel.open(directory)) {
        names.force(true);
      }
    }
  }

  private static boolean write(StatusIndex index, Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      boolean isWritten = Snapshot.write(index, out);
      out.flush();
      channel.force(true);
      return isWritten;
    }
  }

  /** Reads the snapshot; empty if there is none, or none that can be read. */
  Optional<Snapshot> read() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER)) {
      return Optional.of(Snapshot.read(in, Files.size(path)));
    } catch (IOException | RuntimeException e) {
      // Whatever is wrong with it, everything that it would have said stands in the database.
      OcspLog.LOG.snapshotNotUsed(e.toString());
      return Optional.empty();
    }
  }
}
