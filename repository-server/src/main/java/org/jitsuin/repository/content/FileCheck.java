package org.jitsuin.repository.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.repository.RepositoryFiles;

/**
 * Reads files once to the end and says whether they are what a manifest lists. One that is not is
 * read again only when it has changed. One thread uses it.
 */
final class FileCheck {
  private Map<Path, State> others = new HashMap<>();
  private Map<Path, State> othersNow = new HashMap<>();

  /** What tells a file from one that stands in its place later. */
  private record State(long size, FileTime modified, Optional<Object> key) {
    static State of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new State(
          attributes.size(),
          attributes.lastModifiedTime(),
          Optional.ofNullable(attributes.fileKey()));
    }
  }

  /** Reads what a file holds. */
  private interface Unpacking {
    InputStream of(InputStream in) throws IOException;
  }

  /**
   * Returns the file if it holds those octets; with the same compressed, where that stands beside
   * it by then: what comes later is not looked for.
   */
  Optional<StoredFile> find(Path file, long size, Fingerprint sha256) {
    try {
      State state = State.of(file);
      boolean known = state.equals(others.get(file));
      if (known || state.size() != size || !holds(file, in -> in, size, sha256)) {
        othersNow.put(file, state);
        return Optional.empty();
      }
      return Optional.of(new StoredFile(file, size, packed(file, size, sha256)));
    } catch (IOException e) {
      // It is not there yet, or on its way.
      return Optional.empty();
    }
  }

  /** Ends a round, after which files that nobody asked for in it are forgotten. */
  void endRound() {
    others = othersNow;
    othersNow = new HashMap<>();
  }

  private static OptionalLong packed(Path file, long size, Fingerprint sha256) {
    Path packed = RepositoryFiles.packed(file);
    try {
      long octets = Files.size(packed);
      return holds(packed, GZIPInputStream::new, size, sha256)
          ? OptionalLong.of(octets)
          : OptionalLong.empty();
    } catch (IOException e) {
      // Most have none; one that is damaged is not needed.
      return OptionalLong.empty();
    }
  }

  /** Reads no more than so many octets, whatever becomes of a file when it is unpacked. */
  private static boolean holds(Path file, Unpacking unpacking, long size, Fingerprint sha256)
      throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = unpacking.of(Files.newInputStream(file));
        OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      long left = size;
      int read = in.read(buffer);
      while (read >= 0) {
        left -= read;
        if (left < 0) {
          return false;
        }
        sink.write(buffer, 0, read);
        read = in.read(buffer);
      }
      return left == 0 && Fingerprint.ofDigest(digest.digest()).equals(sha256);
    }
  }
}
