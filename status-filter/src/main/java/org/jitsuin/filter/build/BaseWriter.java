package org.jitsuin.filter.build;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jitsuin.filter.BaseFile;
import org.jitsuin.filter.Sha256;

/** Writes a base, block by block: none of it is in memory but the table. */
public final class BaseWriter {
  private BaseWriter() {}

  /**
   * A block.
   *
   * @param from the earliest time of issue in it, in milliseconds from 1970
   * @param to the end of its span, which is not in it
   * @param length in octets
   * @param content writes that many octets
   */
  public record Span(long from, long to, int length, Content content) {
    /** One that is in memory. */
    public Span(long from, long to, byte[] block) {
      this(from, to, block.length, out -> out.write(block));
    }
  }

  /** Writes something. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * The blocks of a key generation.
   *
   * @param keyHash the SHA-256 of its SubjectPublicKeyInfo
   * @param spans in the order of time, apart from each other
   */
  public record Generation(Sha256 keyHash, List<Span> spans) {
    public Generation {
      spans = List.copyOf(spans);
    }
  }

  /**
   * Writes one.
   *
   * @param feedNumber the last row of the feed that is in it
   * @param until until when serial numbers are in it, in milliseconds from 1970
   */
  public static void write(
      OutputStream out, long feedNumber, long until, List<Generation> generations)
      throws IOException {
    out.write(BaseFile.MAGIC.getBytes(StandardCharsets.US_ASCII));
    out.write(Octets.number64(feedNumber));
    out.write(Octets.number64(until));
    out.write(generations.size());
    for (Generation generation : generations) {
      out.write(generation.keyHash.octets());
      out.write(Octets.number32(generation.spans.size()));
      for (Span span : generation.spans) {
        out.write(Octets.number64(span.from));
        out.write(Octets.number64(span.to));
        out.write(Octets.number32(span.length));
      }
    }
    for (Generation generation : generations) {
      for (Span span : generation.spans) {
        span.content.writeTo(out);
      }
    }
  }
}
