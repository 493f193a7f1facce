package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.store.PendingIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.junit.jupiter.api.Test;

class PostponedTest {
  private static final Instant NOW = Instant.parse("2026-02-17T00:00:00Z");

  private final AtomicLong stopwatch = new AtomicLong();
  private final Postponed postponed = new Postponed(stopwatch::get);
  private final SerialSource serials = new SerialSource(new SecureRandom());

  /** All for which somebody was asked, in that order. */
  private final List<PendingIntent> asked = new ArrayList<>();

  private PendingIntent intent() {
    return new PendingIntent(
        1, serials.next(NOW), Purpose.CERTIFICATE, Optional.empty(), Optional.of(1), NOW);
  }

  private boolean found(PendingIntent intent) {
    return asked.add(intent);
  }

  private boolean notFound(PendingIntent intent) {
    return !asked.add(intent);
  }

  @Test
  void giveUp_found_isOver() {
    List<PendingIntent> intents = List.of(intent(), intent());
    postponed.add(intents);
    assertThat(postponed.giveUp(this::found)).isEqualTo(2);
    assertThat(postponed.giveUp(this::found)).isZero();
    assertThat(asked).isEqualTo(intents);
  }

  /** It may show late, or never was. */
  @Test
  void giveUp_notFound_isLookedForUntilItsTimeIsOver() {
    postponed.add(List.of(intent()));
    stopwatch.set(Postponed.KEPT.toNanos() - 1);
    assertThat(postponed.giveUp(this::notFound)).isZero();
    stopwatch.incrementAndGet();
    assertThat(postponed.giveUp(this::notFound)).isZero();
    assertThat(postponed.giveUp(this::notFound)).isZero();
    assertThat(asked).hasSize(2);
  }

  /** Its time begins when somebody could answer. */
  @Test
  void giveUp_databaseAway_keepsAll() {
    postponed.add(List.of(intent(), intent()));
    stopwatch.set(Postponed.KEPT.toNanos());
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() ->
            postponed.giveUp(_ -> {
              throw new Fault(FaultCode.DATABASE_UNAVAILABLE, "away");
            }));
    assertThat(postponed.giveUp(this::found)).isEqualTo(2);
  }

  @Test
  void add_moreThanThereIsRoomFor_areLeft() {
    postponed.add(IntStream.range(0, 10_001).mapToObj(_ -> intent()).toList());
    assertThat(postponed.giveUp(this::found)).isEqualTo(10_000);
  }
}
