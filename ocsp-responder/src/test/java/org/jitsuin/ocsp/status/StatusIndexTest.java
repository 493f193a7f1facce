package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jitsuin.base.model.FeedContent;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatusIndexTest {
  private static final int ISSUER = 1;
  private static final long NOT_AFTER = Instant.parse("2035-10-27T14:59:59.999Z").toEpochMilli();
  private static final int ROUNDS = 2_000;
  private static final int TOGETHER = 20;

  private static final Fingerprint ANY_ROW = FeedContent.START.digest();

  private static Serial serial(long number) {
    return Serial.of(BigInteger.valueOf(number));
  }

  /** All of the same few certificates, revoked at that second, and one more that was never seen. */
  private static List<FeedChange> batch(int round) {
    long packed =
        PackedStatus.revoked(
            new Revocation(Instant.ofEpochSecond(round), RevocationReason.SUPERSEDED), NOT_AFTER);
    return LongStream.concat(LongStream.rangeClosed(1, TOGETHER), LongStream.of(1_000L + round))
        .mapToObj(
            n -> new FeedChange(n, ISSUER, SerialKey.of(serial(n).octets()), packed, 0, ANY_ROW))
        .toList();
  }

  @Test
  void read_whileBatchesAreApplied_seesAllOfABatchOrNothing() {
    StatusIndex index = new StatusIndex();
    index.apply(batch(0), Instant.ofEpochSecond(0));
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> {
          for (int round = 1; round <= ROUNDS; round++) {
            index.apply(batch(round), Instant.ofEpochSecond(round));
          }
        });
    boolean last;
    do {
      last = writer.isDone();
      Set<Instant> seen = index.read(StatusIndexTest::revocationsAndMoment).orElseThrow();
      assertThat(seen).hasSize(1);
    } while (!last);
    writer.join();
    assertThat(index.size()).isEqualTo(TOGETHER + ROUNDS + 1L);
  }

  private static Set<Instant> revocationsAndMoment(StatusLookup lookup) {
    Set<Instant> seen = new HashSet<>();
    seen.add(lookup.asOf());
    for (int number = 1; number <= TOGETHER; number++) {
      if (lookup.status(ISSUER, SerialKey.of(serial(number)))
          instanceof CertificateStatus.Revoked(Revocation revocation)) {
        seen.add(revocation.at());
      }
    }
    return seen;
  }

  @Test
  void status_sameSerialOfAnotherIssuer_isNeverIssued() {
    StatusIndex index = new StatusIndex();
    index.fill(ISSUER, serial(7).octets(), PackedStatus.good(NOT_AFTER), PackedStatus.NO_DATE);
    assertThat(
            index.<CertificateStatus>read(lookup -> lookup.status(ISSUER, SerialKey.of(serial(7)))))
        .contains(new CertificateStatus.Good());
    assertThat(index.<CertificateStatus>read(lookup -> lookup.status(255, SerialKey.of(serial(7)))))
        .contains(new CertificateStatus.NeverIssued());
  }

  @Test
  void status_serialsOfTwentyOctets_areTold() {
    StatusIndex index = new StatusIndex();
    Serial longest = Serial.of(BigInteger.TWO.pow(159).subtract(BigInteger.ONE));
    Serial sameLowBits = Serial.of(BigInteger.TWO.pow(128).subtract(BigInteger.ONE));
    index.fill(ISSUER, longest.octets(), PackedStatus.good(NOT_AFTER), PackedStatus.NO_DATE);
    assertThat(
            index.<CertificateStatus>read(lookup -> lookup.status(ISSUER, SerialKey.of(longest))))
        .contains(new CertificateStatus.Good());
    assertThat(
            index.<CertificateStatus>read(
                lookup -> lookup.status(ISSUER, SerialKey.of(sameLowBits))))
        .contains(new CertificateStatus.NeverIssued());
  }

  private static final Revocation DATED =
      new Revocation(
          Instant.ofEpochSecond(1_761_534_245),
          RevocationReason.KEY_COMPROMISE,
          Optional.of(Instant.ofEpochSecond(1_761_000_000)));

  private static FeedChange change(Serial serial, Optional<Revocation> revocation) {
    return new FeedChange(
        1,
        ISSUER,
        SerialKey.of(serial.octets()),
        revocation
            .map(known -> PackedStatus.revoked(known, NOT_AFTER))
            .orElseGet(() -> PackedStatus.good(NOT_AFTER)),
        revocation
            .flatMap(Revocation::invalidSince)
            .map(since -> PackedStatus.packDate(since.toEpochMilli()))
            .orElse(PackedStatus.NO_DATE),
        ANY_ROW);
  }

  private static CertificateStatus status(StatusIndex index, Serial serial) {
    return index
        .<CertificateStatus>read(lookup -> lookup.status(ISSUER, SerialKey.of(serial)))
        .orElseThrow();
  }

  static Stream<Serial> serials() {
    return Stream.of(serial(7), Serial.of(BigInteger.TWO.pow(158)));
  }

  @ParameterizedTest
  @MethodSource("serials")
  void status_invalidityDate_comesAndGoesWithTheRevocation(Serial serial) {
    StatusIndex index = new StatusIndex();
    Revocation undated = new Revocation(DATED.at(), DATED.reason());
    List<Optional<Revocation>> life =
        List.of(
            Optional.of(undated),
            Optional.of(DATED),
            Optional.empty(),
            Optional.of(undated),
            Optional.of(DATED));
    for (Optional<Revocation> now : life) {
      index.apply(List.of(change(serial, now)), Instant.EPOCH);
      assertThat(status(index, serial))
          .isEqualTo(
              now.<CertificateStatus>map(CertificateStatus.Revoked::new)
                  .orElseGet(CertificateStatus.Good::new));
    }
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void status_manyInvalidityDates_areAllTold() {
    StatusIndex index = new StatusIndex();
    List<FeedChange> changes =
        LongStream.rangeClosed(1, 1_000)
            .mapToObj(number -> change(serial(number), Optional.of(DATED)))
            .toList();
    index.apply(changes, Instant.EPOCH);
    for (int number = 1; number <= 1_000; number++) {
      assertThat(status(index, serial(number))).isEqualTo(new CertificateStatus.Revoked(DATED));
    }
  }

  /** A reader that came upon half a change ended with a fault instead of reading again. */
  @Test
  void unpack_timeWithoutReason_isGood() {
    assertThat(PackedStatus.unpack(1_761_534_245L, PackedStatus.NO_DATE))
        .isEqualTo(new CertificateStatus.Good());
  }

  @ParameterizedTest
  @CsvSource({
    "2035-10-26T23:59:59Z, false",
    "2035-10-27T15:00:00Z, false",
    "2035-10-27T23:59:59Z, false",
    "2035-10-28T00:00:00Z, true",
    "2099-01-01T00:00:00Z, true"
  })
  void isExpiredAt_anyMoment_isToldToTheDay(Instant moment, boolean expired) {
    StatusIndex index = new StatusIndex();
    index.apply(
        List.of(change(serial(1), Optional.empty()), change(serial(2), Optional.of(DATED))),
        Instant.EPOCH);
    for (int number = 1; number <= 2; number++) {
      Serial serial = serial(number);
      assertThat(
              index.<Boolean>read(
                  lookup -> lookup.isExpiredAt(ISSUER, SerialKey.of(serial), moment)))
          .contains(expired);
    }
    assertThat(
            index.<Boolean>read(
                lookup -> lookup.isExpiredAt(ISSUER, SerialKey.of(serial(3)), moment)))
        .contains(false);
  }

  @ParameterizedTest
  @CsvSource({
    "1960-01-01T00:00:00Z, 1970-01-01T23:59:59Z, false",
    "1960-01-01T00:00:00Z, 1970-01-02T00:00:00Z, true",
    "9999-12-31T23:59:59Z, 2149-06-06T23:59:59Z, false"
  })
  void isExpiredAt_notAfterBeyondWhatIsKept_isTheNearestDay(
      Instant notAfter, Instant moment, boolean expired) {
    long packed = PackedStatus.revoked(DATED, notAfter.toEpochMilli());
    assertThat(PackedStatus.isExpiredAt(packed, moment)).isEqualTo(expired);
    assertThat(PackedStatus.unpack(packed, PackedStatus.NO_DATE))
        .isEqualTo(new CertificateStatus.Revoked(new Revocation(DATED.at(), DATED.reason())));
  }

  /** The dates too. */
  @Test
  void read_whileRevocationsComeAndGo_seesAllOfABatchOrNothing() {
    StatusIndex index = new StatusIndex();
    index.apply(allAs(Optional.empty()), Instant.EPOCH);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> {
          for (int round = 1; round <= ROUNDS; round++) {
            Optional<Revocation> next = round % 2 == 0 ? Optional.empty() : Optional.of(DATED);
            index.apply(allAs(next), Instant.EPOCH);
          }
        });
    boolean last;
    do {
      last = writer.isDone();
      Set<CertificateStatus> seen = index.read(StatusIndexTest::statuses).orElseThrow();
      assertThat(seen).hasSize(1);
    } while (!last);
    writer.join();
  }

  private static List<FeedChange> allAs(Optional<Revocation> revocation) {
    return LongStream.rangeClosed(1, TOGETHER)
        .mapToObj(number -> change(serial(number), revocation))
        .toList();
  }

  private static Set<CertificateStatus> statuses(StatusLookup lookup) {
    return LongStream.rangeClosed(1, TOGETHER)
        .mapToObj(number -> lookup.status(ISSUER, SerialKey.of(serial(number))))
        .collect(Collectors.toSet());
  }

  private static List<FeedChange> issued(int from, int until) {
    return IntStream.range(from, until)
        .mapToObj(number -> {
          SerialKey key = new SerialKey(number % 9 == 0 ? 7 : 0, number, number * 31L + 1);
          return new FeedChange(
              number + 1, number % 2, key, PackedStatus.good(0), PackedStatus.NO_DATE, ANY_ROW);
        })
        .toList();
  }

  /** Segments grow and are divided, and their memory is given back, while they are read. */
  @Test
  void read_whileTheIndexGrows_neverFailsAndForgetsNothing() {
    List<FeedChange> all = issued(0, 100_000);
    try (StatusIndex index = new StatusIndex()) {
      index.apply(all.subList(0, 1_000), Instant.EPOCH);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> {
            for (int from = 1_000; from < all.size(); from += 1_000) {
              index.apply(all.subList(from, from + 1_000), Instant.EPOCH);
            }
          });
      boolean last;
      int asked = 0;
      do {
        last = writer.isDone();
        assertThat(isGood(index, all.get(asked++ % 1_000))).isTrue();
      } while (!last);
      writer.join();
      assertThat(index.size()).isEqualTo(all.size());
      assertThat(all).allMatch(known -> isGood(index, known));
    }
  }

  private static boolean isGood(StatusIndex index, FeedChange known) {
    return index
        .<CertificateStatus>read(lookup -> lookup.status(known.issuerNumber(), known.serial()))
        .equals(Optional.of(new CertificateStatus.Good()));
  }

  /** Whoever asks at that moment is told nothing, and has no fault of it. */
  @Test
  void read_whileTheIndexIsClosed_isEmptyFromThenOn() {
    StatusIndex index = new StatusIndex();
    index.apply(issued(0, 1_000), Instant.EPOCH);
    SerialKey known = issued(1, 2).getFirst().serial();
    CompletableFuture<Boolean> reader =
        CompletableFuture.supplyAsync(() -> {
          Optional<CertificateStatus> told = Optional.of(new CertificateStatus.Good());
          while (told.equals(Optional.of(new CertificateStatus.Good()))) {
            told = index.read(lookup -> lookup.status(1, known));
          }
          return told.isEmpty();
        });
    index.close();
    assertThat(reader.join()).isTrue();
    assertThat(index.read(StatusLookup::asOf)).isEmpty();
    assertThat(index.octets()).isZero();
  }

  /** A question's own fault is not taken for one of memory that was given back. */
  @Test
  void read_questionFails_failsAsItDid() {
    try (StatusIndex index = new StatusIndex()) {
      assertThatThrownBy(() ->
              index.read(_ -> {
                throw new IllegalStateException("of the question");
              }))
          .hasMessage("of the question");
    }
  }
}
