package org.jitsuin.base.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * The file with a token's user PIN. It remembers what the token refused, so that the same wrong PIN
 * is not tried until the token locks itself.
 */
final class PinFile {
  private final Path file;
  private FileTime read = FileTime.fromMillis(0);
  private boolean refused;

  PinFile(Path file) {
    this.file = file;
  }

  /** The first line; the caller clears it when done. */
  synchronized char[] read() throws IOException {
    read = Files.getLastModifiedTime(file);
    refused = false;
    return Files.readString(file).lines().findFirst().orElse("").strip().toCharArray();
  }

  /** Notes that the token refused what was read last. */
  synchronized void refuse() {
    refused = true;
  }

  /** Returns whether the token refused the PIN that is in the file now. */
  synchronized boolean isRefused() throws IOException {
    return refused && read.equals(Files.getLastModifiedTime(file));
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
