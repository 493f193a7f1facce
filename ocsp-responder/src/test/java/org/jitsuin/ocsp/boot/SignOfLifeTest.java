package org.jitsuin.ocsp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ocsp.testing.FlakyDataSource;
import org.jitsuin.ocsp.testing.StatusRows;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a responder writes of itself at home, with the rights that it has there. */
@Tag("stack")
class SignOfLifeTest {
  private static final String NAME = "life-test";
  private static final int TRIES = 600;

  private final TestStack stack = TestStack.shared();
  private final Jdbi admin = stack.jdbi("admin");
  private final FlakyDataSource cable = new FlakyDataSource(stack.dataSource("ocsp"));
  private final Jdbi home = Database.open(cable);

  /** A row of it. */
  public record Row(long beat, Optional<Integer> knows, boolean stopped) {}

  @BeforeEach
  void admit() {
    admin.useHandle(handle ->
        handle.execute(
            "INSERT INTO status.ocsp_responder VALUES (?, 1, 'admitted', 0)"
                + " ON DUPLICATE KEY UPDATE state = 'admitted'",
            NAME));
  }

  @AfterEach
  void forget() {
    // Its sign of life goes with it.
    admin.useHandle(
        handle -> handle.execute("DELETE FROM status.ocsp_responder WHERE name = ?", NAME));
    assertThat(row()).isEmpty();
  }

  private Optional<Row> row() {
    return admin.withHandle(handle ->
        handle
            .createQuery(
                "SELECT beat, knows, stopped FROM status.responder_life WHERE responder = :name")
            .bind("name", NAME)
            .map((row, _) ->
                new Row(
                    row.getLong("beat"),
                    Optional.ofNullable(row.getObject("knows", Integer.class)),
                    row.getBoolean("stopped")))
            .findOne());
  }

  @Test
  void run_againAndAgain_isCountedAndSaysWhatItKnows() {
    SignOfLife life = new SignOfLife(home, NAME, 84);
    life.run();
    assertThat(row()).contains(new Row(0, Optional.of(84), false));
    life.run();
    life.run();
    assertThat(row()).contains(new Row(2, Optional.of(84), false));
    life.close();
    assertThat(row()).contains(new Row(2, Optional.of(84), true));
    // The next release in its place.
    new SignOfLife(home, NAME, 90).run();
    assertThat(row()).contains(new Row(3, Optional.of(90), false));
  }

  @Test
  void run_programThatWasToldNothing_claimsToKnowNothing() {
    new SignOfLife(home, NAME, 0).run();
    assertThat(row()).contains(new Row(0, Optional.empty(), false));
  }

  @Test
  void run_nobodyHasAdmittedIt_saysNothingUntilSomebodyHas() {
    for (String before : new String[] {"DELETE FROM status.ocsp_responder", withdrawal()}) {
      admin.useHandle(handle -> handle.execute(before + " WHERE name = ?", NAME));
      SignOfLife life = new SignOfLife(home, NAME, 84);
      life.run();
      life.close();
      assertThat(row()).as(before).isEmpty();
      admit();
      life.run();
      assertThat(row()).as(before).isPresent();
      forget();
      admit();
    }
  }

  private static String withdrawal() {
    return "UPDATE status.ocsp_responder SET state = 'withdrawn'";
  }

  @Test
  void run_homeIsAway_goesOnWhenItIsBack() {
    SignOfLife life = new SignOfLife(home, NAME, 84);
    cable.unplug();
    life.run();
    life.close();
    assertThat(row()).isEmpty();
    cable.plugIn();
    life.run();
    assertThat(row()).isPresent();
    cable.unplug();
    life.run();
    life.close();
    assertThat(row().orElseThrow().stopped()).isFalse();
  }

  /** The responder itself, whose answers do not come from home. */
  @Test
  void service_withAHome_tellsItThereFromItsStartToItsEnd() throws InterruptedException {
    new StatusRows(stack.jdbi("ca")).beat(Clocks.system().instant());
    Map<String, String> told =
        Map.of(
            "jitsuin.node", NAME, "jitsuin.schema.needs", "1", "jitsuin.schema.knows", "1000000");
    try (OcspService service =
        new OcspService(
            stack.settingsWith(told),
            stack.dataSource("ocsp"),
            cable,
            Clocks.system(),
            Thread.ofPlatform().daemon().factory())) {
      service.start();
      for (int i = 0; i < TRIES && row().map(Row::beat).orElse(0L) < 2; i++) {
        Thread.sleep(Duration.ofMillis(50));
      }
      Row lives = row().orElseThrow();
      assertThat(lives.beat()).isGreaterThan(1);
      assertThat(lives.knows()).contains(1_000_000);
      assertThat(lives.stopped()).isFalse();
    }
    assertThat(row().orElseThrow().stopped()).isTrue();
  }
}
