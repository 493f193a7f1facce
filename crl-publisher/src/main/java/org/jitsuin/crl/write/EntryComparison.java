package org.jitsuin.crl.write;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Tells whether a CRL would list anything new: a change in the feed may be a certificate that was
 * issued, which no CRL mentions.
 */
public final class EntryComparison {
  private static final int BUFFER = 1 << 16;

  private EntryComparison() {}

  /**
   * @param published the file of a CRL that was checked when it was published
   * @return whether its entries are those in the spool, octet for octet
   */
  public static boolean same(Path published, EntrySpool entries) throws IOException {
    try (FileChannel file = FileChannel.open(published)) {
      CrlLayout.Span span = CrlLayout.read(file).entries();
      if (span.length() != entries.size()) {
        return false;
      }
      InputStream old =
          new BufferedInputStream(Channels.newInputStream(file.position(span.start())), BUFFER);
      return startsWith(old, entries.read());
    }
  }

  private static boolean startsWith(InputStream longer, InputStream start) throws IOException {
    byte[] chunk = new byte[BUFFER];
    byte[] other = new byte[BUFFER];
    for (int read = start.read(chunk); read > 0; read = start.read(chunk)) {
      if (longer.readNBytes(other, 0, read) != read
          || !Arrays.equals(chunk, 0, read, other, 0, read)) {
        return false;
      }
    }
    return true;
  }
}
