package org.jitsuin.audit.tlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The files of a log in directories that any web server can serve. Each appears whole or not at
 * all.
 */
public final class LogFiles implements TileSource {
  private static final String CHECKPOINT = "checkpoint";
  private static final String WITNESSED = "checkpoint-witnessed";
  private static final String DRAFT = ".draft";

  private final Path directory;
  private final Path entries;

  /** Directories in which names are new since they were last brought to the disk. */
  private final Set<Path> changed = ConcurrentHashMap.newKeySet();

  /** Opens the files of a log that are all in one directory, as the specification has them. */
  public LogFiles(Path directory) {
    this(directory, directory);
  }

  /**
   * Opens the files of a log whose entries stand apart, where not everybody may read them.
   *
   * @param directory of hashes and checkpoints
   * @param entries of entry bundles
   */
  public LogFiles(Path directory, Path entries) {
    this.directory = directory;
    this.entries = entries;
  }

  @Override
  public byte[] read(Tile tile) {
    byte[] bytes = find(tile).orElseThrow(() -> new LogDamaged("there is no " + tile.path()));
    if (tile.kind() == Tile.Kind.HASHES && bytes.length != tile.width() * TreeHash.OCTETS) {
      throw new LogDamaged(
          String.format(Locale.ROOT, "%s has %d octets", tile.path(), bytes.length));
    }
    return bytes;
  }

  /** A tile that is full by now holds what each of its parts did. */
  private Optional<byte[]> find(Tile tile) {
    Optional<byte[]> bytes = find(file(tile));
    return bytes.isPresent() || tile.isFull()
        ? bytes
        : find(file(tile.full())).map(tile::beginningOf);
  }

  private Path file(Tile tile) {
    return root(tile).resolve(tile.path());
  }

  private Path root(Tile tile) {
    return tile.kind() == Tile.Kind.ENTRIES ? entries : directory;
  }

  private static Optional<byte[]> find(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The newest checkpoint, a signed note. */
  public Optional<byte[]> checkpoint() {
    return find(directory.resolve(CHECKPOINT));
  }

  /** The newest checkpoint that witnesses cosigned. */
  public Optional<byte[]> witnessed() {
    return find(directory.resolve(WITNESSED));
  }

  /** The newest of the two that this log signed; empty where there is none. */
  public Optional<SignedNote> newest(NoteKey key) {
    return Stream.of(checkpoint(), witnessed())
        .flatMap(Optional::stream)
        .flatMap(bytes -> SignedNote.parse(bytes).stream())
        .filter(note -> size(note, key) > 0 && key.check(note) == NoteKey.Verdict.VALID)
        .max(Comparator.comparingLong(note -> size(note, key)));
  }

  private static long size(SignedNote note, NoteKey key) {
    return Checkpoint.parse(note.text())
        .filter(checkpoint -> checkpoint.origin().equals(key.name()))
        .map(Checkpoint::size)
        .orElse(0L);
  }

  /** Puts a checkpoint in the place of the last. */
  public void publish(byte[] note) {
    publish(CHECKPOINT, note);
  }

  /** Puts a checkpoint with cosignatures in the place of the last such. */
  public void publishWitnessed(byte[] note) {
    publish(WITNESSED, note);
  }

  /**
   * Publishes a checkpoint: the tiles that it names are on the disk before it is, with their names.
   */
  private void publish(String name, byte[] note) {
    Path file = directory.resolve(name);
    if (find(file).filter(published -> Arrays.equals(published, note)).isEmpty()) {
      forceNames();
      write(file, note);
      forceNames();
    }
  }

  /**
   * Writes a tile; what it had been while it was smaller goes when it is full. The octets are on
   * the disk when this returns, the name when a checkpoint is published.
   */
  void write(Tile tile, byte[] bytes) {
    write(file(tile), bytes);
    if (tile.isFull()) {
      delete(root(tile).resolve(tile.partialDirectory()));
    }
  }

  private void write(Path file, byte[] bytes) {
    Path draft = file.resolveSibling(file.getFileName() + DRAFT);
    try {
      makeDirectory(file.getParent());
      try (FileChannel channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      changed.add(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private void makeDirectory(Path wanted) throws IOException {
    for (Path path = wanted; path != null && !Files.isDirectory(path); path = path.getParent()) {
      Optional.ofNullable(path.getParent()).ifPresent(changed::add);
    }
    Files.createDirectories(wanted);
  }

  /** Brings the names of what was written to the disk. */
  private void forceNames() {
    for (Path path : List.copyOf(changed)) {
      // Who writes into it meanwhile puts it back.
      changed.remove(path);
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (NoSuchFileException _) {
        // What it had been while it was smaller.
      } catch (IOException e) {
        changed.add(path);
        throw new UncheckedIOException("cannot write " + path, e);
      }
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
