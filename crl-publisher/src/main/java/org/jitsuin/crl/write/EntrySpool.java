package org.jitsuin.crl.write;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.RevocationReason;

/**
 * Holds the encoded entries of one CRL until their number and length are known: in memory while
 * they are few, in a file without a name from {@value #BUFFER} octets on.
 */
public final class EntrySpool implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int FIRST_BUFFER = 1 << 10;

  private final Path directory;
  private final RevokedEntry entry = new RevokedEntry();
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int buffered;
  private Optional<FileChannel> file = Optional.empty();
  private long count;
  private long size;

  /**
   * @param directory where the file goes if one is needed; made if it is missing
   */
  public EntrySpool(Path directory) {
    this.directory = directory;
  }

  /**
   * Adds an entry; entries come in the order of their serial numbers.
   *
   * @param serial unsigned, most significant octet first, 1 to 20 octets
   * @param revokedAt milliseconds since 1970
   * @throws Fault INTEGRITY_VIOLATED if the serial is none
   */
  public void add(byte[] serial, long revokedAt, RevocationReason reason) throws IOException {
    entry.encode(serial, revokedAt, reason);
    append();
  }

  /**
   * Adds an entry of a certificate that should not be trusted from some time on already.
   *
   * @param invalidSince milliseconds since 1970: the invalidity date (RFC 5280 §5.3.2)
   * @throws Fault INTEGRITY_VIOLATED if the serial is none
   */
  public void add(byte[] serial, long revokedAt, RevocationReason reason, long invalidSince)
      throws IOException {
    entry.encode(serial, revokedAt, reason, invalidSince);
    append();
  }

  /**
   * Adds all entries of another spool, each of which is behind those that are here.
   *
   * @param other may be read again afterwards
   */
  public void addAll(EntrySpool other) throws IOException {
    InputStream in = other.read();
    byte[] chunk = new byte[FIRST_BUFFER];
    for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
      put(chunk, read);
    }
    count += other.count;
  }

  private void append() throws IOException {
    put(entry.octets(), entry.length());
    count++;
  }

  private void put(byte[] octets, int length) throws IOException {
    makeRoom(length);
    System.arraycopy(octets, 0, buffer, buffered, length);
    buffered += length;
    size += length;
  }

  private void makeRoom(int octets) throws IOException {
    if (buffered + octets <= buffer.length) {
      return;
    }
    if (buffer.length < BUFFER) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    } else {
      flush();
    }
  }

  private void flush() throws IOException {
    if (file.isEmpty()) {
      Files.createDirectories(directory);
      Path name = Files.createTempFile(directory, "spool", ".tmp");
      // On Unix the name goes at once, so that a crash leaves nothing behind.
      file =
          Optional.of(
              FileChannel.open(
                  name,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE));
    }
    ByteBuffer full = ByteBuffer.wrap(buffer, 0, buffered);
    while (full.hasRemaining()) {
      file.get().write(full);
    }
    buffered = 0;
  }

  /** Returns how many entries are committed. */
  public long count() {
    return count;
  }

  /** Returns the size of the entries in octets. */
  public long size() {
    return size;
  }

  /**
   * Opens a stream of all entries, from the first; one stream at a time, and no entry is added
   * after.
   */
  InputStream read() throws IOException {
    if (file.isEmpty()) {
      return new ByteArrayInputStream(buffer, 0, buffered);
    }
    if (buffered > 0) {
      flush();
    }
    return Channels.newInputStream(file.get().position(0));
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
