package org.jitsuin.base.auditor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.tlog.NotedTiles;
import org.jitsuin.base.tlog.TileSource;
import org.jitsuin.base.tlog.Tree;

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

  /** Below it, by the SHA-256 of the DER. */
  static final String CERTIFICATES = "certificates/";

  /** What a bundle may be when it is unpacked, in octets. */
  private static final long LARGEST = 1L << 30;

  private static final int MOST_FILES = 200_000;

  private LogBundle() {}

  /**
   * What a bundle is made of.
   *
   * @param size of the tree that the checkpoint is of
   * @param first the number of the first entry, 1 for the first of the log
   * @param entries without gaps
   * @param certificates DER by the SHA-256 in hexadecimal
   */
  public record Content(
      String checkpoint,
      long size,
      long first,
      List<String> entries,
      Map<String, Der> certificates) {
    public Content {
      entries = List.copyOf(entries);
      certificates = Map.copyOf(certificates);
    }
  }

  /** Writes it. */
  public static void write(Content content, TileSource tiles, OutputStream out) throws IOException {
    NotedTiles noted = new NotedTiles(tiles);
    for (int i = 0; i < content.entries().size(); i++) {
      new Tree(content.size(), noted).inclusion(content.first() - 1 + i);
    }
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, CHECKPOINT, utf8(content.checkpoint()));
      put(zip, FIRST, utf8(content.first() + "\n"));
      put(zip, ENTRIES, utf8(String.join("\n", content.entries()) + "\n"));
      for (Map.Entry<String, byte[]> tile : noted.noted().entrySet()) {
        put(zip, tile.getKey(), tile.getValue());
      }
      for (Map.Entry<String, Der> one : content.certificates().entrySet()) {
        put(zip, CERTIFICATES + one.getKey() + ".der", one.getValue().bytes());
      }
    }
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
