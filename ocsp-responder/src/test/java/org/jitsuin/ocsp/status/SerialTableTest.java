package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;

/** The tables against a {@link HashMap} that is told the same. */
class SerialTableTest {
  record Entry(Serial serial, CertificateStatus status) {
    SerialKey key() {
      return SerialKey.of(serial.octets());
    }

    long packed() {
      return switch (status) {
        case CertificateStatus.Revoked(Revocation revocation) ->
            PackedStatus.revoked(revocation, 0);
        default -> PackedStatus.good(0);
      };
    }

    long invalidity() {
      return status instanceof CertificateStatus.Revoked(Revocation revocation)
          ? revocation
              .invalidSince()
              .map(since -> PackedStatus.packDate(since.toEpochMilli()))
              .orElse(PackedStatus.NO_DATE)
          : PackedStatus.NO_DATE;
    }
  }

  /** Few small numbers, so that the same comes again, and numbers of every length. */
  @Provide
  Arbitrary<Serial> serials() {
    Arbitrary<BigInteger> small =
        Arbitraries.bigIntegers().between(BigInteger.ONE, BigInteger.valueOf(30));
    Arbitrary<BigInteger> any =
        Arbitraries.integers()
            .between(1, 158)
            .flatMap(bits ->
                Arbitraries.bigIntegers()
                    .between(BigInteger.TWO.pow(bits - 1), BigInteger.TWO.pow(bits)));
    return Arbitraries.oneOf(small, any).map(Serial::of);
  }

  @Provide
  Arbitrary<List<Entry>> entries() {
    Arbitrary<CertificateStatus> revoked =
        Combinators.combine(
                Arbitraries.of(RevocationReason.values())
                    .filter(reason -> reason != RevocationReason.REMOVE_FROM_CRL),
                Arbitraries.longs().between(0, 0xffff_ffffL),
                Arbitraries.longs().between(0, 0xffff_ffffL).map(Instant::ofEpochSecond).optional())
            .as((reason, second, invalid) ->
                new CertificateStatus.Revoked(
                    new Revocation(Instant.ofEpochSecond(second), reason, invalid)));
    Arbitrary<CertificateStatus> status =
        Arbitraries.oneOf(Arbitraries.just(new CertificateStatus.Good()), revoked);
    return Combinators.combine(serials(), status).as(Entry::new).list().ofMaxSize(300);
  }

  @Property
  void status_afterAnyEntries_isThatOfAHashMap(
      @ForAll("entries") List<Entry> entries, @ForAll("serials") Serial other) {
    Map<Serial, CertificateStatus> model = new HashMap<>();
    try (SerialTable table = SerialTable.empty(true)) {
      for (Entry entry : entries) {
        table.fill(entry.key(), entry.packed(), entry.invalidity());
        model.put(entry.serial(), entry.status());
      }
      assertThat(table.size()).isEqualTo(model.size());
      for (Map.Entry<Serial, CertificateStatus> expected : model.entrySet()) {
        assertThat(table.status(SerialKey.of(expected.getKey().octets())))
            .isEqualTo(expected.getValue());
      }
      assertThat(table.status(SerialKey.of(other.octets())))
          .isEqualTo(model.getOrDefault(other, new CertificateStatus.NeverIssued()));
    }
  }

  @Property
  void of_anySerial_keepsEveryBit(@ForAll("serials") Serial serial) {
    SerialKey key = SerialKey.of(serial.octets());
    BigInteger value =
        BigInteger.valueOf(Integer.toUnsignedLong(key.high()))
            .shiftLeft(128)
            .or(new BigInteger(Long.toUnsignedString(key.middle())).shiftLeft(64))
            .or(new BigInteger(Long.toUnsignedString(key.low())));
    assertThat(value).isEqualTo(serial.value());
    assertThat(key.isWide()).isEqualTo(serial.value().bitLength() > 128);
  }

  private static final long TIME = 0x0199_0000_0000_0000L;

  private static SerialKey key(long number) {
    return new SerialKey(0, TIME, number);
  }

  private static SerialTable filled(int certificates) {
    SerialTable table = SerialTable.empty(false);
    for (long number = 1; number <= certificates; number++) {
      table.fill(key(number), PackedStatus.good(number * 86_400_000), PackedStatus.NO_DATE);
    }
    return table;
  }

  @Example
  void fill_manySerials_areInSegmentsThatAreSoonCopied() {
    try (SerialTable table = filled(150_000)) {
      assertThat(table.segments().count()).isGreaterThan(2);
      assertThat(table.segments())
          .allMatch(segment -> segment.capacity() <= TableSegment.LARGEST)
          .allMatch(segment -> segment.hasRoomFor(0));
      assertThat(table.segments().mapToLong(TableSegment::size).sum()).isEqualTo(table.size());
      assertThat(table.octets()).isBetween(150_000L * 33, 150_000L * 39);
      List<SerialKey> wrong =
          LongStream.rangeClosed(1, 150_000)
              .filter(number ->
                  table.packed(key(number)) != PackedStatus.good(number * 86_400_000)
                      || table.packed(key(-number)) != TableSegment.ABSENT)
              .mapToObj(SerialTableTest::key)
              .toList();
      assertThat(wrong).isEmpty();
    }
  }

  /** As a mass revocation in a young installation brings them. */
  @Example
  void tooNarrowFor_manyAtOnce_hasRoomInTheEnd() {
    try (SerialTable table = SerialTable.empty(false)) {
      List<SerialKey> keys =
          LongStream.rangeClosed(1, 100_000).mapToObj(SerialTableTest::key).toList();
      Map<TableSegment, Integer> narrow = table.tooNarrowFor(keys);
      while (!narrow.isEmpty()) {
        narrow.forEach((segment, more) -> {
          table.replace(segment.enlarged(more));
          segment.close();
        });
        narrow = table.tooNarrowFor(keys);
      }
      keys.forEach(key -> table.put(key, PackedStatus.good(0), PackedStatus.NO_DATE));
      assertThat(table.size()).isEqualTo(100_000);
      assertThat(table.segments()).allMatch(segment -> segment.hasRoomFor(0));
    }
  }

  @Example
  void of_segmentsThatLeaveSomethingOut_isRefused() {
    try (SerialTable table = filled(120_000)) {
      List<TableSegment> segments = table.segments().toList();
      assertThat(segments).hasSizeGreaterThan(1);
      assertThat(SerialTable.of(false, segments).size()).isEqualTo(120_000);
      List<List<TableSegment>> others =
          List.of(
              segments.subList(1, segments.size()),
              segments.subList(0, segments.size() - 1),
              segments.reversed(),
              List.of());
      for (List<TableSegment> wrong : others) {
        assertThatThrownBy(() -> SerialTable.of(false, wrong))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> SerialTable.of(true, segments))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** A snapshot has every number in the slot that its hash asked for: see {@link Snapshot}. */
  @Example
  void hash_knownSerials_isThatOfTheSnapshotsThatAreThere() {
    assertThat(new SerialKey(0, 0, 1).hash()).isEqualTo(HASH_OF_ONE);
    assertThat(new SerialKey(0x1234_5678, TIME, 42).hash()).isEqualTo(HASH_OF_LONG);
  }

  /** Splitmix64 of the first multiplied by the golden ratio. */
  private static final long HASH_OF_ONE = 0xe220_a839_7b1d_cdafL;

  private static final long HASH_OF_LONG = 0x737540c01ad94386L;
}
