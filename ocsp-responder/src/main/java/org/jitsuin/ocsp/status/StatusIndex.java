package org.jitsuin.ocsp.status;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The status of every certificate ever issued, in memory outside the heap: for each issuer one
 * {@link SerialTable} for serial numbers of up to 16 octets, as ours are, and one for longer ones.
 *
 * <p>One thread writes, any number read. The writer applies a batch of changes, and the moment up
 * to which the statuses are then known, under the write lock; it makes room before it takes the
 * lock, so that nobody waits for a segment to be copied. Readers read without a lock and look
 * afterwards whether the writer came in between; if so, nothing that came of it counts, be it a
 * result or an exception, and they read again under the read lock. So a reader sees all of a batch
 * or nothing of it, for all that it asks in one question; and memory that was given back is seen by
 * nobody, since it was taken out of the tables under the write lock before.
 */
final class StatusIndex implements AutoCloseable {
  private static final int ISSUERS = 256;

  private final StampedLock lock = new StampedLock();
  private final SerialTable[] narrow = new SerialTable[ISSUERS];
  private final SerialTable[] wide = new SerialTable[ISSUERS];
  private final Lookup lookup = new Lookup();
  private Instant asOf = Freshness.UNKNOWN;
  private FeedPosition position = FeedPosition.START;
  private boolean closed;
  private volatile DatabaseState standing = new DatabaseState(true, List.of(), Beat.NONE);

  StatusIndex() {
    Arrays.setAll(narrow, _ -> SerialTable.empty(false));
    Arrays.setAll(wide, _ -> SerialTable.empty(true));
  }

  private final class Lookup implements StatusLookup {
    @Override
    public Instant asOf() {
      return asOf;
    }

    @Override
    public long certificates() {
      return size();
    }

    @Override
    public CertificateStatus status(int issuerNumber, SerialKey serial) {
      CertificateStatus known = tables(serial.isWide())[issuerNumber].status(serial);
      return known instanceof CertificateStatus.NeverIssued && mayBeLost(serial)
          ? new CertificateStatus.Unknown()
          : known;
    }

    @Override
    public boolean mayBeLost(SerialKey serial) {
      return standing.mayHaveLost(serial);
    }

    @Override
    public boolean isExpiredAt(int issuerNumber, SerialKey serial, Instant moment) {
      long packed = tables(serial.isWide())[issuerNumber].packed(serial);
      return packed != TableSegment.ABSENT && PackedStatus.isExpiredAt(packed, moment);
    }
  }

  /**
   * Asks about any number of certificates as of one moment; see {@link StatusSource#read}. Empty
   * once it is closed.
   */
  <T> Optional<T> read(Function<StatusLookup, T> question) {
    long stamp = lock.tryOptimisticRead();
    if (stamp != 0) {
      try {
        Optional<T> result = ask(question);
        if (lock.validate(stamp)) {
          return result;
        }
      } catch (RuntimeException e) {
        if (lock.validate(stamp)) {
          throw e;
        }
      }
    }
    stamp = lock.readLock();
    try {
      return ask(question);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  private <T> Optional<T> ask(Function<StatusLookup, T> question) {
    return closed ? Optional.empty() : Optional.of(question.apply(lookup));
  }

  /** Returns the moment up to which the statuses are known; for the writer. */
  Instant asOf() {
    return asOf;
  }

  /**
   * Sets a status while the index is being filled and nobody reads it yet.
   *
   * @param serial unsigned, most significant first
   * @param packed a {@link PackedStatus}
   * @param invalidity from when it should not be trusted, as {@link PackedStatus} has it
   */
  void fill(int issuerNumber, byte[] serial, long packed, long invalidity) {
    SerialKey key = SerialKey.of(serial);
    tables(key.isWide())[issuerNumber].fill(key, packed, invalidity);
  }

  /** Puts a whole table in, while the index is being filled and nobody reads it yet. */
  void fill(int issuerNumber, SerialTable table) {
    tables(table.isWide())[issuerNumber] = table;
  }

  /** Says of which times records were lost; what it holds is not changed by it. */
  void stand(DatabaseState now) {
    standing = now;
  }

  /** Returns how often operators had recovered the database that its statuses are from. */
  int recoveries() {
    return standing.recoveries();
  }

  /** Says how much of the feed is in it, while it is being filled and nobody reads it yet. */
  void startAt(FeedPosition filled) {
    position = filled;
  }

  /** Returns how much of the feed is in the index. */
  FeedPosition position() {
    long stamp = lock.readLock();
    try {
      return position;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /**
   * Copies the segment that holds a position in a table; the writer waits meanwhile, for a
   * millisecond at most. Since segments are only ever divided, the end of one that was copied is
   * the beginning of another, whatever came in between.
   *
   * @param position from 0 up to {@link SerialTable#END}
   * @param octets room for the octets of any segment
   * @return what it is; empty if there is nothing in the table
   * @throws IllegalStateException if the index is closed, so that none is ever taken for empty
   */
  Optional<SegmentHead> copy(int issuerNumber, boolean isWide, int position, MemorySegment octets) {
    long stamp = lock.readLock();
    try {
      if (closed) {
        throw new IllegalStateException("the index was given up");
      }
      SerialTable table = tables(isWide)[issuerNumber];
      if (table.size() == 0) {
        return Optional.empty();
      }
      TableSegment segment = table.at(position);
      MemorySegment.copy(segment.memory(), 0, octets, 0, segment.memory().byteSize());
      return Optional.of(SegmentHead.of(issuerNumber, segment));
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /**
   * Applies changes from the feed, those after {@link #position}.
   *
   * @param known the moment up to which the statuses are known with them
   */
  void apply(List<FeedChange> changes, Instant known) {
    makeRoom(changes);
    FeedPosition until = position;
    for (FeedChange change : changes) {
      until = until.and(change);
    }
    long stamp = lock.writeLock();
    try {
      for (FeedChange change : changes) {
        table(change).put(change.serial(), change.packed(), change.invalidity());
      }
      position = until;
      asOf = known;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Returns the number of certificates in the index. */
  long size() {
    return tables().mapToLong(SerialTable::size).sum();
  }

  /** Returns how many octets outside the heap the index takes. */
  long octets() {
    long stamp = lock.readLock();
    try {
      return closed ? 0 : tables().mapToLong(SerialTable::octets).sum();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  private void makeRoom(List<FeedChange> changes) {
    Map<SerialTable, List<SerialKey>> keys = new HashMap<>();
    for (FeedChange change : changes) {
      keys.computeIfAbsent(table(change), _ -> new ArrayList<>()).add(change.serial());
    }
    keys.forEach(this::makeRoom);
  }

  /** Room may be short again in what a segment was divided into. */
  private void makeRoom(SerialTable table, List<SerialKey> keys) {
    Map<TableSegment, Integer> narrowOnes = table.tooNarrowFor(keys);
    while (!narrowOnes.isEmpty()) {
      narrowOnes.forEach((segment, more) -> replace(table, segment, segment.enlarged(more)));
      narrowOnes = table.tooNarrowFor(keys);
    }
  }

  private void replace(SerialTable table, TableSegment segment, List<TableSegment> others) {
    long stamp = lock.writeLock();
    try {
      table.replace(others);
    } finally {
      lock.unlockWrite(stamp);
    }
    segment.close();
  }

  private Stream<SerialTable> tables() {
    return Stream.concat(Arrays.stream(narrow), Arrays.stream(wide));
  }

  private SerialTable table(FeedChange change) {
    return tables(change.serial().isWide())[change.issuerNumber()];
  }

  private SerialTable[] tables(boolean isWide) {
    return isWide ? wide : narrow;
  }

  /** Gives the memory back; nobody is told anything from then on. Once only, by the writer. */
  @Override
  public void close() {
    long stamp = lock.writeLock();
    try {
      closed = true;
    } finally {
      lock.unlockWrite(stamp);
    }
    tables().forEach(SerialTable::close);
  }
}
