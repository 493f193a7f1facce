package org.jitsuin.ocsp.status;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;

/**
 * An index as a sequence of octets: a head that says what it is, the rows of the feed between which
 * it was taken, how often operators had recovered the database, pieces of entries of one table
 * each, an empty piece, and the SHA-256 of all that. A piece says how many entries its table has in
 * all, and comes in the order of its slots.
 *
 * <p>The index changes while it is written. What is in the file was true at some moment between the
 * two rows, of each certificate at another; to read the feed on from the first row sets all right.
 *
 * @param index what was read
 * @param from the feed has to be read on from here
 * @param until the feed must at least have come to here
 * @param recoveries how often operators had recovered the database
 */
record Snapshot(StatusIndex index, FeedChange from, FeedChange until, int recoveries) {
  private static final byte[] WHAT_IT_IS =
      "Jitsuin OCSP index 3\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * Writes an index that is in use.
   *
   * @return whether there was anything to write: a feed with at least one row
   */
  static boolean write(StatusIndex index, OutputStream out) throws IOException {
    Optional<FeedChange> from = index.position().last();
    if (from.isEmpty()) {
      return false;
    }
    MessageDigest digest = Fingerprint.sha256();
    DataOutputStream data = new DataOutputStream(new DigestOutputStream(out, digest));
    data.write(WHAT_IT_IS);
    write(from.get(), data);
    data.writeInt(index.recoveries());
    for (StatusIndex.Piece piece : index.pieces()) {
      byte[] entries = index.encode(piece);
      if (entries.length > 0) {
        data.writeInt(entries.length);
        data.writeByte(piece.issuerNumber());
        data.writeBoolean(piece.table().isWide());
        data.writeInt(piece.size());
        data.write(entries);
      }
    }
    data.writeInt(0);
    write(index.position().last().orElseThrow(), data);
    byte[] check = digest.digest();
    data.write(check);
    data.flush();
    return true;
  }

  /**
   * Reads an index.
   *
   * @param octets how many there are, to begin with
   * @throws IOException also where the octets are not what was written
   */
  static Snapshot read(InputStream in, long octets) throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    DataInputStream data = new DataInputStream(new DigestInputStream(in, digest));
    if (!MessageDigest.isEqual(data.readNBytes(WHAT_IT_IS.length), WHAT_IT_IS)) {
      throw new IOException("it is no index, or of another release");
    }
    FeedChange from = readChange(data);
    int recoveries = data.readInt();
    StatusIndex index = new StatusIndex();
    for (int length = data.readInt(); length != 0; length = data.readInt()) {
      if (length < 0 || length > StatusIndex.Piece.MAX_OCTETS) {
        throw new IOException("a piece of " + length + " octets");
      }
      int issuerNumber = data.readUnsignedByte();
      boolean wide = data.readBoolean();
      int entries = data.readInt();
      // Not more room than what comes can need.
      if (entries < 0 || entries > octets / IndexEntry.MIN_OCTETS) {
        throw new IOException("a table of " + entries + " entries");
      }
      index.reserve(issuerNumber, wide, entries);
      fill(index, issuerNumber, data.readNBytes(length));
    }
    FeedChange until = readChange(data);
    byte[] check = digest.digest();
    if (!MessageDigest.isEqual(check, data.readNBytes(check.length))) {
      throw new IOException("its check sum is another");
    }
    index.startAt(FeedPosition.after(from));
    return new Snapshot(index, from, until, recoveries);
  }

  private static void fill(StatusIndex index, int issuerNumber, byte[] entries) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(entries);
    try {
      while (in.hasRemaining()) {
        IndexEntry entry = IndexEntry.read(in);
        index.fill(issuerNumber, entry.serial(), entry.packed(), entry.invalidity());
      }
    } catch (BufferUnderflowException e) {
      throw new IOException("an entry is cut off", e);
    }
  }

  private static void write(FeedChange change, DataOutputStream out) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(IndexEntry.MAX_OCTETS);
    new IndexEntry(change.serial(), change.packed(), change.invalidity()).write(entry);
    out.writeLong(change.seq());
    out.writeByte(change.issuerNumber());
    out.writeLong(change.recordedAt());
    out.write(entry.array());
  }

  private static FeedChange readChange(DataInputStream in) throws IOException {
    long seq = in.readLong();
    int issuerNumber = in.readUnsignedByte();
    long recordedAt = in.readLong();
    byte[] octets = new byte[IndexEntry.MAX_OCTETS];
    in.readFully(octets);
    IndexEntry entry = IndexEntry.read(ByteBuffer.wrap(octets));
    return new FeedChange(
        seq, issuerNumber, entry.serial(), entry.packed(), entry.invalidity(), recordedAt);
  }
}
