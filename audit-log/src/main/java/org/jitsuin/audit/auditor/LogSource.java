package org.jitsuin.audit.auditor;

import java.util.Optional;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.TileSource;

/** A log with its checkpoints. */
public interface LogSource extends TileSource {
  /** The newest checkpoint, as it was published. */
  Optional<byte[]> checkpoint();

  /**
   * The newest checkpoint, where somebody has seen one of so many entries: servers that show the
   * same log are a moment apart, and any of them may answer.
   *
   * @param least how many were seen
   * @return of fewer only where it stays so
   */
  default Optional<byte[]> checkpoint(long least) {
    return checkpoint();
  }

  /** The newest that witnesses cosigned. */
  Optional<byte[]> witnessed();

  /** A log in directories. */
  static LogSource of(LogFiles files) {
    return new LogSource() {
      @Override
      public byte[] read(Tile tile) {
        return files.read(tile);
      }

      @Override
      public Optional<byte[]> checkpoint() {
        return files.checkpoint();
      }

      @Override
      public Optional<byte[]> witnessed() {
        return files.witnessed();
      }
    };
  }
}
