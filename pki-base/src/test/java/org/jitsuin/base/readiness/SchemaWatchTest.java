package org.jitsuin.base.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jitsuin.base.model.SchemaLevel;
import org.junit.jupiter.api.Test;

class SchemaWatchTest {
  private static final SchemaLevel FIT = new SchemaLevel(80, 0);
  private static final SchemaLevel TAKEN_AWAY = new SchemaLevel(81, 81);

  private final AtomicReference<Supplier<Optional<SchemaLevel>>> database =
      new AtomicReference<>(() -> Optional.of(FIT));
  private final List<String> told = new ArrayList<>();
  private final SchemaWatch watch =
      new SchemaWatch(new SchemaLevel.Program(79, 80), () -> database.get().get(), told::add);

  @Test
  void run_schemaThatIsChangedMeanwhile_isSeenAtTheNextLook() {
    assertThat(watch.isKnown()).isFalse();
    watch.run();
    assertThat(watch.isKnown()).isTrue();
    assertThat(watch.confirm(Readiness.ready()).up()).isTrue();
    database.set(() -> Optional.of(TAKEN_AWAY));
    assertThat(watch.problem()).isEmpty();
    watch.run();
    watch.run();
    assertThat(told).singleElement().isEqualTo(watch.problem().orElseThrow());
    assertThat(watch.confirm(Readiness.ready()).up()).isFalse();
    assertThat(watch.confirm(Readiness.ready()).facts().get("reason")).contains("newer");
    database.set(() -> Optional.of(FIT));
    watch.run();
    assertThat(watch.problem()).isEmpty();
  }

  /** What was seen is not forgotten because the database does not answer. */
  @Test
  void run_databaseDoesNotAnswer_staysAsItWas() {
    database.set(() -> Optional.of(TAKEN_AWAY));
    watch.run();
    database.set(() -> {
      throw new IllegalStateException("away");
    });
    assertThatThrownBy(watch::run).hasMessage("away");
    assertThat(watch.problem()).isPresent();
  }

  @Test
  void run_nothingThereSaysHowFarItIs_isNoProblem() {
    database.set(Optional::empty);
    watch.run();
    assertThat(watch.isKnown()).isTrue();
    assertThat(watch.problem()).isEmpty();
  }

  @Test
  void run_programThatWasToldNothing_looksAtNothing() {
    SchemaWatch open =
        new SchemaWatch(
            SchemaLevel.Program.UNTOLD,
            () -> {
              throw new IllegalStateException("nobody asks");
            },
            told::add);
    open.run();
    assertThat(open.isKnown()).isTrue();
    assertThat(open.problem()).isEmpty();
  }
}
