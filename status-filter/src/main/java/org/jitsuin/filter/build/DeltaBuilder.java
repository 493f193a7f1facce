package org.jitsuin.filter.build;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jitsuin.filter.DeltaFile;
import org.jitsuin.filter.MalformedFilterException;
import org.jitsuin.filter.Sha256;

/**
 * Builds a delta with the shortest hashes by which no certificate is taken for another one.
 *
 * @param base the SHA-256 of the base
 * @param feedNumber the last row of the feed that is in it
 * @param until until when serial numbers are known to it, in milliseconds from 1970
 */
public record DeltaBuilder(Sha256 base, long feedNumber, long until) {
  /**
   * What changed of a key generation.
   *
   * @param keyHash the SHA-256 of its SubjectPublicKeyInfo
   * @param changes the statuses that differ from what the base says
   */
  public record Generation(Sha256 keyHash, Members changes) {}

  /**
   * Builds one.
   *
   * @param all how many certificates there are
   * @param salt any, such as a random one
   * @param generations those of the base first, in its order
   * @param right asks all certificates that there are; false where one is taken for another
   * @throws IllegalStateException if none is right, so that something else is wrong
   */
  public byte[] build(
      long all, Salt salt, List<Generation> generations, Predicate<DeltaFile> right) {
    long changes = generations.stream().mapToLong(one -> one.changes.size()).sum();
    Salt tried = salt;
    for (int length = HashList.octetsFor(all, changes); length <= HashList.LONGEST; length++) {
      byte[] octets = encode(tried, changes == 0 ? 0 : length, generations);
      if (octets.length > 0 && right.test(parsed(octets))) {
        return octets;
      }
      tried = tried.next();
    }
    throw new IllegalStateException("no delta is right");
  }

  private static DeltaFile parsed(byte[] octets) {
    try {
      return DeltaFile.parse(octets);
    } catch (MalformedFilterException e) {
      throw new IllegalStateException("what was written cannot be read", e);
    }
  }

  /** Returns no octets where two changes have the same hash. */
  private byte[] encode(Salt salt, int length, List<Generation> generations) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(DeltaFile.MAGIC.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(base.octets());
    out.writeBytes(Octets.number64(feedNumber));
    out.writeBytes(Octets.number64(until));
    out.writeBytes(Octets.number64(salt.high()));
    out.writeBytes(Octets.number64(salt.low()));
    out.write(length);
    out.write(generations.size());
    List<HashList> lists = new ArrayList<>();
    for (Generation generation : generations) {
      HashList list = new HashList(generation.changes, salt, length);
      if (list.hasCollision()) {
        return new byte[0];
      }
      out.writeBytes(generation.keyHash.octets());
      list.writeCounts(out);
      lists.add(list);
    }
    lists.forEach(list -> list.writeHashes(out));
    return out.toByteArray();
  }
}
