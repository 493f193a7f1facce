package org.jitsuin.ca.residentevent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;

/**
 * The scan of a dropped file, read once from its first octet to its last. Only its last line, which
 * says how many lines are before it, tells a file from the first part of one: whoever writes it may
 * pause for longer than anybody waits.
 *
 * @param hash SHA-256 of all of it, in hexadecimal
 * @param lines before the last line
 * @param octets before the last line
 * @param said how many lines the last line says are before it; empty where it is no such line
 */
record DropScan(String hash, long lines, long octets, OptionalLong said) {
  private static final int BUFFER = 65_536;

  /**
   * The greatest length of a last line; of another line so much is enough to see that it is none.
   */
  private static final int LONGEST_END = 64;

  static DropScan of(FileChannel channel, EventLine.Format format) throws IOException {
    Reading reading = new Reading();
    channel.position(0);
    // Not closed: it would close the channel.
    InputStream in = DropFiles.stream(channel, Long.MAX_VALUE);
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      reading.add(buffer, read);
    }
    return new DropScan(
        HexFormat.of().formatHex(reading.digest.digest()),
        reading.lines,
        reading.begin,
        format.end(reading.line()));
  }

  /** Returns why it is not a whole file; empty if it is one. */
  String problem() {
    if (said.isEmpty()) {
      return "its last line is not {\"end\": N}";
    }
    return said.getAsLong() == lines
        ? ""
        : String.format(
            Locale.ROOT,
            "its last line says %d lines before it, and there are %d",
            said.getAsLong(),
            lines);
  }

  private static final class Reading {
    private final MessageDigest digest = Fingerprint.sha256();
    private final byte[] last = new byte[LONGEST_END + 1];
    private long lines;
    private long begin;
    private long position;
    private int length;
    private boolean ended;

    private void add(byte[] buffer, int count) {
      digest.update(buffer, 0, count);
      for (int i = 0; i < count; i++) {
        if (ended) {
          lines++;
          begin = position;
          length = 0;
        }
        ended = buffer[i] == '\n';
        if (!ended && length < last.length) {
          last[length++] = buffer[i];
        }
        position++;
      }
    }

    private Bytes line() {
      return Bytes.of(length > LONGEST_END ? new byte[0] : Arrays.copyOf(last, length));
    }
  }
}
