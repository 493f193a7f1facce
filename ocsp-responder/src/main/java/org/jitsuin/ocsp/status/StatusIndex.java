package org.jitsuin.ocsp.status;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The status of every certificate ever issued, in memory: for each issuer one {@link SerialTable}
 * for serial numbers of up to 16 octets, as ours are, and one for longer ones.
 *
 * <p>One thread writes, any number read. The writer applies a batch of changes, and the moment up
 * to which the statuses are then known, under the write lock; it makes room before it takes the
 * lock, so that nobody waits for a table to be copied. Readers read without a lock and look
 * afterwards whether the writer came in between; if so, they read again under the read lock. So a
 * reader sees all of a batch or nothing of it, for all that it asks in one question.
 */
final class StatusIndex {
  private static final int ISSUERS = 256;

  private final StampedLock lock = new StampedLock();
  private final SerialTable[] narrow = new SerialTable[ISSUERS];
  private final SerialTable[] wide = new SerialTable[ISSUERS];
  private final Lookup lookup = new Lookup();
  private Instant asOf = Freshness.UNKNOWN;
  private FeedPosition position = FeedPosition.START;
  private volatile DatabaseState standing =
      new DatabaseState(true, List.of(), new Beat(0, Freshness.UNKNOWN));

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
      return packed != SerialTable.ABSENT && PackedStatus.isExpiredAt(packed, moment);
    }
  }

  /** Asks about any number of certificates as of one moment; see {@link StatusSource#read}. */
  <T> T read(Function<StatusLookup, T> question) {
    long stamp = lock.tryOptimisticRead();
    if (stamp != 0) {
      T result = question.apply(lookup);
      if (lock.validate(stamp)) {
        return result;
      }
    }
    stamp = lock.readLock();
    try {
      return question.apply(lookup);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /**
   * Sets a status while the index is being filled and nobody reads it yet.
   *
   * @param serial unsigned, most significant first
   * @param packed a {@link PackedStatus}
   * @param invalidity from when it should not be trusted, as {@link PackedStatus} has it
   */
  void fill(int issuerNumber, byte[] serial, long packed, long invalidity) {
    fill(issuerNumber, SerialKey.of(serial), packed, invalidity);
  }

  void fill(int issuerNumber, SerialKey key, long packed, long invalidity) {
    SerialTable[] tables = tables(key.isWide());
    makeRoom(tables, issuerNumber, 1);
    tables[issuerNumber].put(key, packed, invalidity);
  }

  /**
   * Makes room while the index is being filled and nobody reads it yet. Entries that come in the
   * order of another table's slots need it: in a smaller table all that come first want the first
   * slots, and each looks for a free one behind all before it.
   *
   * @param entries how many there will be in all
   */
  void reserve(int issuerNumber, boolean wide, int entries) {
    makeRoom(tables(wide), issuerNumber, entries - tables(wide)[issuerNumber].size());
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
   * A piece of a table's slots, which may have been replaced by a larger one meanwhile: it then
   * still tells what was true.
   *
   * @param size how many entries the table had
   */
  record Piece(int issuerNumber, SerialTable table, int size, int from, int to) {
    private static final int SLOTS = 8_192;

    /** The most octets that the entries of one take. */
    static final int MAX_OCTETS = SLOTS * IndexEntry.MAX_OCTETS;

    private static Stream<Piece> of(int issuerNumber, SerialTable table) {
      int size = table.size();
      int pieces = size == 0 ? 0 : (table.capacity() + SLOTS - 1) / SLOTS;
      return IntStream.range(0, pieces)
          .mapToObj(i -> new Piece(issuerNumber, table, size, i * SLOTS, (i + 1) * SLOTS));
    }
  }

  /** Returns all that is in the index, in pieces; one for each 8,192 slots. */
  List<Piece> pieces() {
    long stamp = lock.readLock();
    try {
      return IntStream.range(0, ISSUERS)
          .boxed()
          .flatMap(issuer ->
              Stream.of(narrow[issuer], wide[issuer]).flatMap(table -> Piece.of(issuer, table)))
          .toList();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** The {@link IndexEntry}s of a piece; the writer waits meanwhile, for some 100 µs. */
  byte[] encode(Piece piece) {
    ByteBuffer out = ByteBuffer.allocate(Piece.MAX_OCTETS);
    long stamp = lock.readLock();
    try {
      piece
          .table()
          .forEach(
              piece.from(),
              piece.to(),
              (key, packed, date) -> new IndexEntry(key, packed, date).write(out));
    } finally {
      lock.unlockRead(stamp);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * Applies changes from the feed.
   *
   * @param known the moment up to which the statuses are known with them
   */
  void apply(List<FeedChange> changes, Instant known) {
    makeRoom(changes);
    long stamp = lock.writeLock();
    try {
      for (FeedChange change : changes) {
        tables(change.serial().isWide())[change.issuerNumber()].put(
            change.serial(), change.packed(), change.invalidity());
      }
      if (!changes.isEmpty()) {
        position = FeedPosition.after(changes.getLast());
      }
      asOf = known;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Returns the number of certificates in the index. */
  long size() {
    return Arrays.stream(narrow).mapToLong(SerialTable::size).sum()
        + Arrays.stream(wide).mapToLong(SerialTable::size).sum();
  }

  private void makeRoom(List<FeedChange> changes) {
    int[] more = new int[ISSUERS];
    int[] moreWide = new int[ISSUERS];
    for (FeedChange change : changes) {
      (change.serial().isWide() ? moreWide : more)[change.issuerNumber()]++;
    }
    for (int issuer = 0; issuer < ISSUERS; issuer++) {
      makeRoom(narrow, issuer, more[issuer]);
      makeRoom(wide, issuer, moreWide[issuer]);
    }
  }

  private void makeRoom(SerialTable[] tables, int issuerNumber, int more) {
    if (!tables[issuerNumber].hasRoomFor(more)) {
      SerialTable grown = tables[issuerNumber].grown(more);
      long stamp = lock.writeLock();
      tables[issuerNumber] = grown;
      lock.unlockWrite(stamp);
    }
  }

  private SerialTable[] tables(boolean isWide) {
    return isWide ? wide : narrow;
  }
}
