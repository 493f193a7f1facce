package org.jitsuin.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes SoftHSM tokens hang: to see whether another process changed a token, SoftHSM locks its file
 * {@code generation} at the start of nearly every operation, and waits while another process holds
 * the lock. So a server can be stopped for real between an intent and its signature, without a hook
 * in it.
 */
final class TokenLock implements AutoCloseable {
  private final List<FileChannel> locked = new ArrayList<>();

  private TokenLock() {}

  /** Locks every token below that directory. */
  static TokenLock of(Path tokens) throws IOException {
    TokenLock lock = new TokenLock();
    try (Stream<Path> files = Files.walk(tokens)) {
      for (Path file : files.filter(path -> path.endsWith("generation")).toList()) {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        lock.locked.add(channel);
        channel.lock();
      }
    }
    return lock;
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : locked) {
      channel.close();
    }
  }
}
