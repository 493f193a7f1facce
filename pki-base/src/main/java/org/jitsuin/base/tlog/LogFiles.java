package org.jitsuin.base.tlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/**
 * The files of a log in a directory that any web server can serve. Each appears whole or not at
 * all.
 */
public final class LogFiles implements TileSource {
  private static final String CHECKPOINT = "checkpoint";
  private static final String DRAFT = ".draft";

  private final Path directory;

  public LogFiles(Path directory) {
    this.directory = directory;
  }

  /** Where they are. */
  public Path directory() {
    return directory;
  }

  @Override
  public byte[] read(Tile tile) {
    byte[] bytes = find(tile).orElseThrow(() -> new LogDamaged("there is no " + tile.path()));
    if (tile.kind() == Tile.Kind.HASHES && bytes.length != tile.width() * TreeHash.OCTETS) {
      throw new LogDamaged("%s has %d octets".formatted(tile.path(), bytes.length));
    }
    return bytes;
  }

  /** A tile that is full by now holds what each of its parts did. */
  private Optional<byte[]> find(Tile tile) {
    Optional<byte[]> bytes = find(tile.path());
    return bytes.isPresent() || tile.isFull()
        ? bytes
        : find(tile.full().path()).map(full -> beginning(full, tile));
  }

  private static byte[] beginning(byte[] full, Tile tile) {
    return switch (tile.kind()) {
      case HASHES -> Arrays.copyOf(full, tile.width() * TreeHash.OCTETS);
      case ENTRIES -> {
        int end = 0;
        for (byte[] entry : EntryBundle.entries(full, Tile.FULL).subList(0, tile.width())) {
          end += EntryBundle.octets(entry);
        }
        yield Arrays.copyOf(full, end);
      }
    };
  }

  private Optional<byte[]> find(String path) {
    try {
      return Optional.of(Files.readAllBytes(directory.resolve(path)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** The newest checkpoint, a signed note. */
  public Optional<byte[]> checkpoint() {
    return find(CHECKPOINT);
  }

  /** Puts a checkpoint in the place of the last. */
  public void publish(byte[] note) {
    write(CHECKPOINT, note, true);
  }

  /**
   * Writes a tile; what it had been while it was smaller goes when it is full. Only full tiles are
   * brought to the disk at once: whoever has the entries can write the others anew.
   */
  void write(Tile tile, byte[] bytes) {
    write(tile.path(), bytes, tile.isFull());
    if (tile.isFull()) {
      delete(directory.resolve(tile.partialDirectory()));
    }
  }

  private void write(String path, byte[] bytes, boolean durable) {
    Path file = directory.resolve(path);
    Path draft = file.resolveSibling(file.getFileName() + DRAFT);
    try {
      Files.createDirectories(file.getParent());
      Files.write(draft, bytes);
      if (durable) {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  /** Takes everything away, so that it can be written anew. */
  public void clear() {
    delete(directory.resolve("tile"));
    try {
      Files.deleteIfExists(directory.resolve(CHECKPOINT));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the checkpoint", e);
    }
  }

  private static void delete(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try {
      Files.walkFileTree(
          tree,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException failure)
                throws IOException {
              Files.delete(emptied);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + tree, e);
    }
  }
}
