package org.jitsuin.crl.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
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
    watch.run();
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
    watch.run();
    line.run();
    assertThat(rounds).hasValue(2);
    assertThat(readiness(watch).facts().getOrDefault("reason", ""))
        .doesNotContain("start a newer release");
  }

  @Test
  void run_beforeAnybodyLooked_looksItself() {
    int before = contracted();
    AtomicInteger rounds = new AtomicInteger();
    try {
      contract(1_000_001);
      new WhileFit(watch(1_000_000), rounds::incrementAndGet).run();
    } finally {
      contract(before);
    }
    assertThat(rounds).hasValue(0);
    new WhileFit(watch(1_000_000), rounds::incrementAndGet).run();
    assertThat(rounds).hasValue(1);
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
