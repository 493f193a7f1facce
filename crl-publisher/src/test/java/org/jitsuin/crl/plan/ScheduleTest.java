package org.jitsuin.crl.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Instant START = Instant.parse("2025-10-27T03:04:05Z");
  private static final Duration VALIDITY = Duration.ofHours(36);

  private final CrlPolicy policy = CrlPolicy.read(new Settings(_ -> Optional.empty()));
  private final Schedule schedule = new Schedule(policy);
  private final PublishedCrl crl =
      new PublishedCrl(
          1, 0, START, START.plus(VALIDITY), 0, 1, Fingerprint.of(new byte[0]), Optional.empty());

  private Optional<DueReason> due(Duration age, Optional<Instant> changedAt) {
    return schedule.due(new Schedule.State(1, Optional.of(crl), true, changedAt), START.plus(age));
  }

  @Test
  void due_neverPublished_isDueAtOnce() {
    assertThat(schedule.due(new Schedule.State(1, Optional.empty(), true, Optional.empty()), START))
        .contains(DueReason.NOT_CURRENT);
  }

  @Test
  void due_nothingHappened_isNot() {
    assertThat(due(Duration.ofHours(1), Optional.empty())).isEmpty();
  }

  @Test
  void due_changed_isDueAfterTheDelay() {
    Instant change = START.plusSeconds(100);
    assertThat(due(Duration.ofSeconds(159), Optional.of(change))).isEmpty();
    assertThat(due(Duration.ofSeconds(160), Optional.of(change))).contains(DueReason.CHANGED);
  }

  @Test
  void due_inTheSecondOfTheLastThisUpdate_isNever() {
    assertThat(due(Duration.ofMillis(999), Optional.of(Instant.EPOCH))).isEmpty();
    assertThat(due(Duration.ofSeconds(1), Optional.of(Instant.EPOCH))).contains(DueReason.CHANGED);
  }

  @Test
  void due_fileLost_isDue() {
    assertThat(
            schedule.due(
                new Schedule.State(1, Optional.of(crl), false, Optional.empty()),
                START.plusSeconds(1)))
        .contains(DueReason.FILE_LOST);
  }

  @Test
  void due_clockSetBack_isDue() {
    assertThat(due(Duration.ofHours(-1), Optional.empty())).contains(DueReason.NOT_CURRENT);
    assertThat(due(Duration.ofSeconds(-30), Optional.empty())).isEmpty();
  }

  @Property
  void due_anyPartition_isRenewedInItsOverlapAndNotLongBefore(
      @ForAll @IntRange(min = 1, max = 1_000_000) int partition,
      @ForAll @LongRange(min = 1, max = 40 * 3600) long seconds) {
    Optional<DueReason> due =
        schedule.due(
            new Schedule.State(partition, Optional.of(crl), true, Optional.empty()),
            START.plusSeconds(seconds));
    if (seconds < 18 * 3600) {
      assertThat(due).isEmpty();
    } else if (seconds >= 36 * 3600) {
      assertThat(due).contains(DueReason.NOT_CURRENT);
    } else if (seconds >= 24 * 3600) {
      assertThat(due).contains(DueReason.RENEWAL);
    }
  }

  private Optional<Long> base(Duration age, long entries) {
    PublishedCrl newest =
        new PublishedCrl(
            7,
            9,
            START.plus(age),
            START.plus(age).plus(VALIDITY),
            0,
            1,
            crl.sha256(),
            Optional.of(new PublishedDelta(Optional.of(crl.asBase()), entries, 1, crl.sha256())));
    return schedule.base(1, Optional.of(newest), START.plus(age)).map(CrlBase::number);
  }

  @Test
  void base_newestCrl_onceTheOldBaseIsOldOrItsDeltaLarge() {
    assertThat(base(Duration.ofHours(17), 10_000)).contains(1L);
    assertThat(base(Duration.ofHours(24), 1)).contains(7L);
    assertThat(base(Duration.ofHours(1), 10_001)).contains(7L);
    assertThat(base(Duration.ofHours(-1), 1)).contains(7L);
    assertThat(schedule.base(1, Optional.of(crl), START)).contains(crl.asBase());
    assertThat(schedule.base(1, Optional.empty(), START)).isEmpty();
  }

  /** RFC 5280 §3.3: it leaves only after it was in a CRL that came after its end. */
  @Test
  void endingFrom_isTheCrlBefore_unlessTheClockWasSetBack() {
    Instant later = START.plusSeconds(3_600);
    assertThat(schedule.endingFrom(Optional.of(crl), later)).isEqualTo(START);
    assertThat(schedule.endingFrom(Optional.of(crl), START)).isEqualTo(START);
    Instant earlier = START.minusSeconds(3_600);
    assertThat(schedule.endingFrom(Optional.of(crl), earlier)).isEqualTo(earlier);
    assertThat(schedule.endingFrom(Optional.empty(), later)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void endingFrom_whereExpiredOnesStay_isTheBeginning() {
    Schedule staying =
        new Schedule(
            CrlPolicy.read(
                new Settings(
                    key -> Optional.of("stay").filter(_ -> key.equals("jitsuin.crl.expired")))));
    assertThat(staying.endingFrom(Optional.of(crl), START.plusSeconds(3_600)))
        .isEqualTo(Instant.EPOCH);
  }

  @Test
  void nextUpdate_isThisUpdateAndTheValidity() {
    assertThat(schedule.nextUpdate(START)).isEqualTo(START.plus(VALIDITY));
  }

  /** Just when the base would have to be renewed by itself, the next delta starts anew. */
  @Test
  void base_atItsRenewal_isTheNewest() {
    Duration last = VALIDITY.minus(policy.lead(1)).minusMillis(1);
    assertThat(base(last, 1)).contains(1L);
    assertThat(base(last.plusMillis(1), 1)).contains(7L);
    assertThat(base(Duration.ZERO, 1)).contains(1L);
  }

  @Test
  void lead_neighbours_areSpreadOverTheWholeTime() {
    long early =
        IntStream.range(1, 3_801)
            .filter(partition -> policy.lead(partition).compareTo(Duration.ofHours(15)) > 0)
            .count();
    assertThat(early).isBetween(1_800L, 2_000L);
  }

  @Test
  void read_overlapNotShorterThanValidity_isRefused() {
    Map<String, String> written =
        Map.of("jitsuin.crl.validity", "PT1H", "jitsuin.crl.overlap", "PT1H");
    assertThatThrownBy(
            () -> CrlPolicy.read(new Settings(key -> Optional.ofNullable(written.get(key)))))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("jitsuin.crl.overlap");
  }
}
