package org.jitsuin.ocsp.status;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.Serial;

/**
 * The status of every certificate ever issued, in memory: for each issuer one {@link SerialTable}
 * for serial numbers of up to 16 octets, as ours are, and one for longer ones. Invalidity dates
 * stand in a third, for those revoked certificates that have one.
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
  private final SerialTable[] dates = new SerialTable[ISSUERS];
  private final Lookup lookup = new Lookup();
  private Instant asOf = Instant.MIN;
  private FeedPosition position = FeedPosition.START;

  StatusIndex() {
    Arrays.setAll(narrow, _ -> SerialTable.empty(false));
    Arrays.setAll(wide, _ -> SerialTable.empty(true));
    Arrays.setAll(dates, _ -> SerialTable.empty(true));
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
    public CertificateStatus status(int issuerNumber, Serial serial) {
      SerialKey key = SerialKey.of(serial.octets());
      CertificateStatus status = tables(key)[issuerNumber].status(key);
      return status instanceof CertificateStatus.Revoked(Revocation revocation)
          ? new CertificateStatus.Revoked(dated(revocation, issuerNumber, key))
          : status;
    }

    @Override
    public boolean isExpiredAt(int issuerNumber, Serial serial, Instant moment) {
      SerialKey key = SerialKey.of(serial.octets());
      SerialTable table = tables(key)[issuerNumber];
      return table.contains(key) && PackedStatus.isExpiredAt(table.packed(key), moment);
    }

    private Revocation dated(Revocation revocation, int issuerNumber, SerialKey key) {
      long date = dates[issuerNumber].packed(key);
      return new Revocation(revocation.at(), revocation.reason(), PackedStatus.unpackDate(date));
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
    makeRoom(tables(key), issuerNumber, 1);
    tables(key)[issuerNumber].put(key, packed);
    if (invalidity != PackedStatus.NO_DATE) {
      makeRoom(dates, issuerNumber, 1);
      dates[issuerNumber].put(key, invalidity);
    }
  }

  /** Says how much of the feed is in it, while it is being filled and nobody reads it yet. */
  void startAt(FeedPosition filled) {
    position = filled;
  }

  /** How much of the feed is in it. */
  FeedPosition position() {
    long stamp = lock.readLock();
    try {
      return position;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /**
   * Some slots of a table, which may have been replaced by a larger one meanwhile: it then still
   * tells what was true.
   */
  record Piece(int issuerNumber, SerialTable table, int from, int to) {
    private static final int SLOTS = 8_192;

    /** The most octets that the entries of one take. */
    static final int MAX_OCTETS = SLOTS * IndexEntry.MAX_OCTETS;

    private static Stream<Piece> of(int issuerNumber, SerialTable table) {
      int pieces = table.size() == 0 ? 0 : (table.capacity() + SLOTS - 1) / SLOTS;
      return IntStream.range(0, pieces)
          .mapToObj(i -> new Piece(issuerNumber, table, i * SLOTS, (i + 1) * SLOTS));
    }
  }

  /** All that is in the index, in pieces; one for each 8,192 slots. */
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
      SerialTable ofDates = dates[piece.issuerNumber()];
      piece
          .table()
          .forEach(
              piece.from(),
              piece.to(),
              (key, packed) -> new IndexEntry(key, packed, ofDates.packed(key)).write(out));
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
        tables(change.serial())[change.issuerNumber()].put(change.serial(), change.packed());
        putDate(change);
      }
      if (!changes.isEmpty()) {
        position = FeedPosition.after(changes.getLast());
      }
      asOf = known;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** A date that is there no more is written over, so that the table keeps its size. */
  private void putDate(FeedChange change) {
    SerialTable table = dates[change.issuerNumber()];
    if (change.hasInvalidityDate() || table.contains(change.serial())) {
      table.put(change.serial(), change.invalidity());
    }
  }

  /** How many certificates it knows. */
  long size() {
    return Arrays.stream(narrow).mapToLong(SerialTable::size).sum()
        + Arrays.stream(wide).mapToLong(SerialTable::size).sum();
  }

  private void makeRoom(List<FeedChange> changes) {
    int[] more = new int[ISSUERS];
    int[] moreWide = new int[ISSUERS];
    int[] moreDates = new int[ISSUERS];
    for (FeedChange change : changes) {
      moreDates[change.issuerNumber()] += change.hasInvalidityDate() ? 1 : 0;
      (change.serial().isWide() ? moreWide : more)[change.issuerNumber()]++;
    }
    for (int issuer = 0; issuer < ISSUERS; issuer++) {
      makeRoom(narrow, issuer, more[issuer]);
      makeRoom(wide, issuer, moreWide[issuer]);
      makeRoom(dates, issuer, moreDates[issuer]);
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

  private SerialTable[] tables(SerialKey key) {
    return key.isWide() ? wide : narrow;
  }
}
