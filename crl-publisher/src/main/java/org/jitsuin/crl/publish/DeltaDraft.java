package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.write.EntrySpool;

/**
 * A delta CRL to be, read in the same state of the database as the complete one beside it.
 *
 * @param base what it starts from; its file is there and whole
 * @param entries what changed since
 */
record DeltaDraft(Optional<CrlBase> base, EntrySpool entries) implements AutoCloseable {
  @Override
  public void close() {
    try {
      entries.close();
    } catch (IOException e) {
      throw new UncheckedIOException("spooled entries cannot be given up", e);
    }
  }
}
