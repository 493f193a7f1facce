package org.jitsuin.crl.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.SchemaLevel;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.readiness.SchemaWatch;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A publisher that runs on while a newer release brings the schema on. */
@Tag("stack")
class WhileFitTest {
  private final TestStack stack = TestStack.shared();
  private final Jdbi admin = stack.jdbi("admin");

  private SchemaWatch watch(int knows) {
    Settings settings =
        stack.settingsWith(
            Map.of("jitsuin.schema.needs", "1", "jitsuin.schema.knows", String.valueOf(knows)));
    return CrlProducer.schema(settings, stack.dataSource("crl"));
  }

  private int contracted() {
    return admin.withHandle(handle ->
        handle.select("SELECT contracted FROM status.schema_level").mapTo(Integer.class).one());
  }

  private void contract(int step) {
    admin.useHandle(
        handle -> handle.execute("UPDATE status.schema_level SET contracted = ?", step));
  }

  @Test
  void run_stepThatItDoesNotKnowTakesSomethingAway_restsAndIsNotReadyUntilItIsFit() {
    int before = contracted();
    SchemaWatch watch = watch(1_000_000);
    AtomicInteger rounds = new AtomicInteger();
    WhileFit line = new WhileFit(watch, rounds::incrementAndGet);
    line.run();
    assertThat(rounds).hasValue(1);
    try {
      contract(1_000_001);
      watch.run();
      line.run();
      assertThat(rounds).hasValue(1);
      assertThat(readiness(watch).up()).isFalse();
      assertThat(readiness(watch).facts().get("reason")).contains("start a newer release");
    } finally {
      contract(before);
    }
    line.run();
    assertThat(rounds).hasValue(2);
    assertThat(readiness(watch).facts().getOrDefault("reason", ""))
        .doesNotContain("start a newer release");
  }

  /** Once the schema is known, the work is to say that the database is away. */
  @Test
  void run_databaseIsAway_restsUnlessTheSchemaWasSeenBefore() {
    AtomicBoolean away = new AtomicBoolean(true);
    SchemaWatch watch =
        new SchemaWatch(
            new SchemaLevel.Program(1, 1),
            () -> {
              if (away.get()) {
                throw new IllegalStateException("away");
              }
              return Optional.of(new SchemaLevel(1, 0));
            },
            _ -> {});
    AtomicInteger rounds = new AtomicInteger();
    WhileFit line = new WhileFit(watch, rounds::incrementAndGet);

    assertThatThrownBy(line::run).hasMessage("away");
    assertThat(rounds).hasValue(0);
    away.set(false);
    line.run();
    away.set(true);
    line.run();
    assertThat(rounds).hasValue(2);
  }

  private Readiness readiness(SchemaWatch watch) {
    try (CrlService service =
        CrlService.of(
            stack.settingsWith(Map.of()),
            stack.dataSource("crl"),
            Clocks.moved(Duration.ZERO),
            _ -> false)) {
      return CrlReadiness.readiness(service.health(), Optional.empty(), watch, new Heartbeats());
    }
  }
}
