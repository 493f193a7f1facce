package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    SerialTable table = SerialTable.empty(true);
    for (Entry entry : entries) {
      table = table.hasRoomFor(1) ? table : table.grown(1);
      table.put(entry.key(), entry.packed(), entry.invalidity());
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

  @Example
  void grown_manySerials_isCopiedSeldom() {
    SerialTable table = SerialTable.empty(false);
    int copies = 0;
    for (int number = 1; number <= 200_000; number++) {
      if (!table.hasRoomFor(1)) {
        table = table.grown(1);
        copies++;
      }
      SerialKey key = new SerialKey(0, 0x0199_0000_0000_0000L, number);
      table.put(key, PackedStatus.good(0), PackedStatus.NO_DATE);
    }
    assertThat(copies).isLessThan(100);
    assertThat(table.status(new SerialKey(0, 0x0199_0000_0000_0000L, 200_000)))
        .isEqualTo(new CertificateStatus.Good());
    assertThat(table.status(new SerialKey(0, 0x0199_0000_0000_0000L, 200_001)))
        .isEqualTo(new CertificateStatus.NeverIssued());
  }
}
