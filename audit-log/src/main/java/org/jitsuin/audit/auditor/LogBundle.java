package org.jitsuin.audit.auditor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jitsuin.audit.tlog.NotedTiles;
import org.jitsuin.audit.tlog.TileSource;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;

/**
 * A part of a log with all that is needed to check it anywhere, as a zip file: its entries, the
 * tiles that show them to be in the tree, the signed checkpoint, and the certificates that the
 * entries name.
 */
public final class LogBundle {
  static final String CHECKPOINT = "checkpoint";

  /** The number of the first entry. */
  static final String FIRST = "first";

  /** The entries in their order without gaps, a line each. */
  static final String ENTRIES = "entries.ndjson";

  /**
   * The directory of certificates in a bundle, below which each is named by the SHA-256 of its DER.
   */
  static final String CERTIFICATES = "certificates/";

  /** The end of the name under which a certificate that was erased stands there, empty. */
  static final String ERASED = ".erased";

  /** No certificate is so short. */
  private static final int HASH_OCTETS = 32;

  /** The largest size of an unpacked bundle, in octets. */
  private static final long LARGEST = 1L << 30;

  private static final int MOST_FILES = 200_000;

  private LogBundle() {}

  /**
   * The content of a bundle.
   *
   * @param size of the tree that the checkpoint is of
   * @param first the number of the first entry, 1 for the first of the log
   * @param count how many entries there are
   * @param entries without gaps; read once, while it is written
   * @param certificates each once, of one that was erased its SHA-256 alone; read once, while it is
   *     written
   */
  public record Content(
      String checkpoint,
      long size,
      long first,
      long count,
      Stream<String> entries,
      Stream<Bytes> certificates) {}

  /** Writes a bundle. */
  public static void write(Content content, TileSource tiles, OutputStream out) throws IOException {
    NotedTiles noted = new NotedTiles(tiles);
    for (long i = 0; i < content.count(); i++) {
      new Tree(content.size(), noted).inclusion(content.first() - 1 + i);
    }
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, CHECKPOINT, utf8(content.checkpoint()));
      put(zip, FIRST, utf8(content.first() + "\n"));
      putEntries(zip, content.entries());
      for (Map.Entry<String, byte[]> tile : noted.noted().entrySet()) {
        put(zip, tile.getKey(), tile.getValue());
      }
      for (Iterator<Bytes> rest = content.certificates().iterator(); rest.hasNext(); ) {
        Bytes one = rest.next();
        if (one.length() == HASH_OCTETS) {
          put(zip, CERTIFICATES + Fingerprint.ofDigest(one.bytes()) + ERASED, new byte[0]);
        } else {
          put(zip, CERTIFICATES + one.fingerprint() + ".der", one.bytes());
        }
      }
    }
  }

  private static void putEntries(ZipOutputStream zip, Stream<String> entries) throws IOException {
    zip.putNextEntry(new ZipEntry(ENTRIES));
    for (Iterator<String> rest = entries.iterator(); rest.hasNext(); ) {
      zip.write(utf8(rest.next() + "\n"));
    }
    zip.closeEntry();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Reads its files by their names; empty where it is too large, or has a name twice. */
  static Optional<Map<String, byte[]>> read(InputStream in) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    long rest = LARGEST;
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
          rest -= read;
          if (rest < 0) {
            return Optional.empty();
          }
          bytes.write(buffer, 0, read);
        }
        if (files.size() == MOST_FILES || files.put(entry.getName(), bytes.toByteArray()) != null) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(files);
  }
}
