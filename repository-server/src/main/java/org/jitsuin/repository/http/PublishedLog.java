package org.jitsuin.repository.http;

import java.nio.file.Path;
import java.util.Optional;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.Tile;

/**
 * The audit log as a tree, for everybody (C2SP tlog-tiles): checkpoints and hashes, from the files
 * that the certificate authority writes. The entries are not in their directory, and not asked for.
 */
final class PublishedLog {
  private static final String PREFIX = "/log/";
  private static final String CHECKPOINT_TYPE = "text/plain; charset=utf-8";
  private static final String TILE_TYPE = "application/octet-stream";
  private static final String ASK_EACH_TIME = "no-cache";

  /** Cache-Control of tiles: the content of a tile, named by its path, never changes. */
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Optional<LogFiles> files;

  /**
   * @param directory of hashes and checkpoints; empty where this server has none
   */
  PublishedLog(Optional<Path> directory) {
    this.files = directory.map(LogFiles::new);
  }

  /** Returns whether an address belongs to the log, whether or not something is there. */
  static boolean has(String path) {
    return path.startsWith(PREFIX);
  }

  /**
   * Returns the file of the log at that address.
   *
   * @throws java.io.UncheckedIOException if a file is there and cannot be read
   */
  Optional<Representation> find(String path) {
    String name = path.substring(PREFIX.length());
    return switch (name) {
      case "checkpoint" -> files.flatMap(LogFiles::checkpoint).map(PublishedLog::checkpoint);
      case "checkpoint-witnessed" ->
          files.flatMap(LogFiles::witnessed).map(PublishedLog::checkpoint);
      default ->
          Tile.parse(name)
              .filter(tile -> tile.kind() == Tile.Kind.HASHES)
              .flatMap(this::read)
              .map(hashes -> Representation.of(TILE_TYPE, hashes, FOR_EVER));
    };
  }

  private static Representation checkpoint(byte[] note) {
    return Representation.of(CHECKPOINT_TYPE, note, ASK_EACH_TIME);
  }

  private Optional<byte[]> read(Tile tile) {
    try {
      return files.map(log -> log.read(tile));
    } catch (LogDamaged _) {
      // It is not there yet, or not whole.
      return Optional.empty();
    }
  }
}
