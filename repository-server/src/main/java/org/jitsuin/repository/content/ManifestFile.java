package org.jitsuin.repository.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;

/** The file of a manifest, which is read whenever it has changed. One thread uses it. */
final class ManifestFile {
  /** The greatest size: a hundred times what the CRLs of a country take. */
  static final int LARGEST = 64 << 20;

  private final Path file;
  private Optional<List<Object>> seen = Optional.empty();

  ManifestFile(Path file) {
    this.file = file;
  }

  Path path() {
    return file;
  }

  /** What is there. */
  sealed interface Found {}

  /** There is none. */
  record Nothing() implements Found {}

  /** The same as the last time. */
  record Same() implements Found {}

  /** Another one. */
  record Changed(Bytes octets) implements Found {}

  /**
   * Looks at it.
   *
   * @throws IOException if it cannot be read, or is too large; it is looked at again the next time
   */
  Found look() throws IOException {
    Optional<List<Object>> state;
    try {
      state = Optional.of(state());
    } catch (NoSuchFileException _) {
      seen = Optional.empty();
      return new Nothing();
    }
    if (state.equals(seen)) {
      return new Same();
    }
    seen = Optional.empty();
    byte[] octets = read();
    // Whoever puts another one in its place meanwhile makes it differ from what is kept here.
    seen = state;
    return new Changed(Bytes.of(octets));
  }

  private List<Object> state() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return List.of(
        attributes.size(),
        attributes.lastModifiedTime(),
        Optional.ofNullable(attributes.fileKey()));
  }

  private byte[] read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(LARGEST + 1);
      if (octets.length > LARGEST) {
        throw new IOException("it has more than " + LARGEST + " octets");
      }
      return octets;
    }
  }
}
