package org.jitsuin.audit.auditor;

import java.util.Optional;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.TileSource;

/** A log with its checkpoints. */
public interface LogSource extends TileSource {
  /** The newest checkpoint, as it was published. */
  Optional<byte[]> checkpoint();

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
