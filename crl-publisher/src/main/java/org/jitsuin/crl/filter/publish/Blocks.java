package org.jitsuin.crl.filter.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.filter.plan.Moment;
import org.jitsuin.crl.filter.universe.Span;
import org.jitsuin.crl.filter.universe.Universe;
import org.jitsuin.crl.filter.universe.WholeFile;
import org.jitsuin.filter.build.BlockBuilder;
import org.jitsuin.filter.build.Members;
import org.jitsuin.filter.build.Salt;

/**
 * The blocks of the spans, kept from one base to the next: of a span to which nothing was added the
 * block is the same, octet for octet.
 */
final class Blocks {
  private static final int HASH = 32;
  private static final int HEADER = 3 * Long.BYTES + HASH;

  private final Universe universe;
  private final SecureRandom random;
  private long built;

  Blocks(Universe universe, SecureRandom random) {
    this.universe = universe;
    this.random = random;
  }

  /** Returns how many were built anew so far. */
  long built() {
    return built;
  }

  /**
   * Returns the block of a span, which is asked about each of its certificates when it is built.
   *
   * @throws IllegalStateException if a block cannot be right
   */
  byte[] block(Span span, Moment moment) throws IOException {
    byte[] kept = kept(span, moment.until());
    if (kept.length > 0) {
      return kept;
    }
    Members members = universe.members(span).members(moment.until(), moment.endsFrom());
    byte[] block = BlockBuilder.build(members, new Salt(random.nextLong(), random.nextLong()));
    ByteBuffer header =
        ByteBuffer.allocate(HEADER)
            .putLong(span.records())
            .putLong(span.checksum())
            .putLong(moment.until())
            .put(Fingerprint.of(block).octets())
            .flip();
    WholeFile.write(universe.blockFile(span), header, ByteBuffer.wrap(block));
    built++;
    return block;
  }

  /** Returns no octets where there is none, or not of all that is in the span now. */
  private byte[] kept(Span span, long until) throws IOException {
    Path file = universe.blockFile(span);
    byte[] octets;
    try {
      octets = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
    if (octets.length <= HEADER) {
      return new byte[0];
    }
    ByteBuffer header = ByteBuffer.wrap(octets);
    boolean same = header.getLong() == span.records() && header.getLong() == span.checksum();
    long builtUntil = header.getLong();
    byte[] block = Arrays.copyOfRange(octets, HEADER, octets.length);
    boolean whole =
        Arrays.equals(
            Fingerprint.of(block).octets(), Arrays.copyOfRange(octets, HEADER - HASH, HEADER));
    // What was drawn too late then is in it now, and what is too late now is not.
    boolean all = builtUntil >= span.latest() && until >= span.latest();
    return same && whole && (all || builtUntil == until) ? block : new byte[0];
  }
}
