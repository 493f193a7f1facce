package org.jitsuin.crl.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses finished CRLs for those who download them (RFC 9110 §8.4.1.3), where it is worth it.
 *
 * <p>Of an entry's some fifty octets little more than the serial number is not in the entries
 * beside it, so that CRLs shrink to about half. A small one would not arrive sooner, and one of
 * hundreds of megabytes would be published seconds later.
 */
public final class Compression {
  static final long LEAST = 4 << 10;
  static final long MOST = 64 << 20;

  /** The greatest part of the size that may be left for compression to be worth it. */
  private static final double WORTH = 0.9;

  private static final int BUFFER = 1 << 13;

  private Compression() {}

  /**
   * @param crl a finished CRL
   * @param packed the file for the same, compressed; it is on disk when this returns, or not there
   *     where it is not worth it
   */
  public static void apply(Path crl, Path packed) throws IOException {
    long size = Files.size(crl);
    Files.deleteIfExists(packed);
    if (size < LEAST || size > MOST) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(packed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Fast out = new Fast(Channels.newOutputStream(channel))) {
      Files.copy(crl, out);
      out.finish();
      channel.force(false);
    }
    if (Files.size(packed) > size * WORTH) {
      Files.delete(packed);
    }
  }

  /** The levels above take several times as long for some percent. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
