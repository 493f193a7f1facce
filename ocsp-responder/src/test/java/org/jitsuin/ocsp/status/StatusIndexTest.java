package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.junit.jupiter.api.Test;

class StatusIndexTest {
  private static final int ISSUER = 1;
  private static final int ROUNDS = 2_000;
  private static final int TOGETHER = 20;

  private static Serial serial(long number) {
    return Serial.of(BigInteger.valueOf(number));
  }

  /** All of the same few certificates, revoked at that second, and one more that was never seen. */
  private static List<FeedChange> batch(int round) {
    long packed =
        PackedStatus.pack(
            new Revocation(Instant.ofEpochSecond(round), RevocationReason.SUPERSEDED));
    return LongStream.concat(LongStream.rangeClosed(1, TOGETHER), LongStream.of(1_000L + round))
        .mapToObj(n -> new FeedChange(n, ISSUER, SerialKey.of(serial(n).octets()), packed, 0))
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
      Set<Instant> seen = index.read(StatusIndexTest::revocationsAndMoment);
      assertThat(seen).hasSize(1);
    } while (!last);
    writer.join();
    assertThat(index.size()).isEqualTo(TOGETHER + ROUNDS + 1L);
  }

  private static Set<Instant> revocationsAndMoment(StatusLookup lookup) {
    Set<Instant> seen = new HashSet<>();
    seen.add(lookup.asOf());
    for (int number = 1; number <= TOGETHER; number++) {
      if (lookup.status(ISSUER, serial(number))
          instanceof CertificateStatus.Revoked(Revocation revocation)) {
        seen.add(revocation.at());
      }
    }
    return seen;
  }

  @Test
  void status_sameSerialOfAnotherIssuer_isNeverIssued() {
    StatusIndex index = new StatusIndex();
    index.fill(ISSUER, serial(7).octets(), PackedStatus.GOOD);
    assertThat(index.<CertificateStatus>read(lookup -> lookup.status(ISSUER, serial(7))))
        .isEqualTo(new CertificateStatus.Good());
    assertThat(index.<CertificateStatus>read(lookup -> lookup.status(255, serial(7))))
        .isEqualTo(new CertificateStatus.NeverIssued());
  }

  @Test
  void status_serialsOfTwentyOctets_areTold() {
    StatusIndex index = new StatusIndex();
    Serial longest = Serial.of(BigInteger.TWO.pow(159).subtract(BigInteger.ONE));
    Serial sameLowBits = Serial.of(BigInteger.TWO.pow(128).subtract(BigInteger.ONE));
    index.fill(ISSUER, longest.octets(), PackedStatus.GOOD);
    assertThat(index.<CertificateStatus>read(lookup -> lookup.status(ISSUER, longest)))
        .isEqualTo(new CertificateStatus.Good());
    assertThat(index.<CertificateStatus>read(lookup -> lookup.status(ISSUER, sameLowBits)))
        .isEqualTo(new CertificateStatus.NeverIssued());
  }
}
