package org.jitsuin.launcher.installation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jitsuin.installation.setup.SetupFailure;

/** Keeps two launchers from working on one installation at once; gone when its process ends. */
public final class InstallationLock implements AutoCloseable {
  private final FileChannel channel;

  private InstallationLock(FileChannel channel) {
    this.channel = channel;
  }

  static InstallationLock take(Path file, Runnable beforeWaiting) {
    try {
      Files.createDirectories(file.getParent());
      while (true) {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Optional<Object> opened = identity(file);
        if (channel.tryLock() == null) {
          beforeWaiting.run();
          channel.lock();
        }
        // A reset may have deleted the file while this process waited for it. The file must not be
        // opened to find out: closing it again would give the lock back.
        if (opened.isPresent() && opened.equals(identity(file))) {
          return new InstallationLock(channel);
        }
        channel.close();
      }
    } catch (IOException e) {
      throw new SetupFailure(
          "the directory " + file.getParent() + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static Optional<Object> identity(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new SetupFailure("the lock of the installation cannot be given back", e);
    }
  }
}
