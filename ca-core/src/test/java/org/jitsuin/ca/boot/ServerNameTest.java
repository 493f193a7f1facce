package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("stack")
class ServerNameTest {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final String ONE = "1".repeat(32);
  private static final String OTHER = "2".repeat(32);

  private final TestStack stack = TestStack.shared();
  private final Transactions transactions = new Transactions(stack.jdbi("ca"), Clocks.system());

  /** No other test has it. */
  private final String name = "n-" + UUID.randomUUID();

  private final AtomicLong stopwatch = new AtomicLong();

  private ServerName starting(String home) {
    return new ServerName(
        transactions, new Node(name, UUID.randomUUID().toString()), home, 0, stopwatch::get);
  }

  private ServerName started(String home) {
    ServerName server = starting(home);
    server.run();
    return server;
  }

  private static void assertActs(ServerName server) {
    assertThatCode(server::require).doesNotThrowAnyException();
  }

  private static void assertDoesNothing(ServerName server, String why) {
    assertThatThrownBy(server::require)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_UNAVAILABLE))
        .hasMessageContaining(why);
  }

  @Test
  void require_beforeTheDatabaseWasAsked_doesNothing() {
    assertDoesNothing(starting(ONE), "not known yet");
  }

  @Test
  void run_nameOfALivingServer_isRefusedAsSoonAsThatIsSeen() {
    ServerName first = started(ONE);
    assertActs(first);
    ServerName second = started(OTHER);
    assertDoesNothing(second, "not known yet");
    first.run();
    second.run();
    assertDoesNothing(second, "that lives has the name " + name);
    first.run();
    assertActs(first);
  }

  @Test
  void run_nameOfAServerThatDied_isTakenWhenItWasSilent() {
    ServerName first = started(ONE);
    ServerName second = started(OTHER);
    stopwatch.addAndGet(SILENCE.toNanos() - 1);
    second.run();
    assertDoesNothing(second, "not known yet");
    stopwatch.addAndGet(1);
    second.run();
    assertActs(second);
    first.run();
    assertDoesNothing(first, "a later start");
  }

  @Test
  void run_refusedAndThenTheOtherDies_isTakenByItself() {
    ServerName first = started(ONE);
    ServerName second = started(OTHER);
    first.run();
    second.run();
    stopwatch.addAndGet(SILENCE.toNanos());
    second.run();
    assertActs(second);
  }

  @Test
  void run_nameOfAServerThatEndedInOrder_isTakenAtOnce() {
    started(ONE).release();
    assertActs(started(OTHER));
  }

  /** Killed and started again: nobody waits. */
  @Test
  void run_sameServerAgain_takesItAtOnceAndTheEarlierStartEnds() {
    ServerName first = started(ONE);
    ServerName again = started(ONE);
    assertActs(again);
    first.run();
    assertDoesNothing(first, "does nothing any more");
    again.run();
    first.run();
    assertActs(again);
    assertDoesNothing(first, "does nothing any more");
  }

  /** The database was put back as it was before this server started, or before it ever was. */
  @Test
  void run_databaseThatKnowsAnEarlierStart_isTakenAgain() {
    started(ONE).release();
    ServerName server = started(ONE);
    execute("UPDATE ca.server SET boot = 'earlier', starts = 1 WHERE name = ?");
    server.run();
    assertActs(server);
    execute("DELETE FROM ca.server WHERE name = ?");
    server.run();
    assertActs(server);
  }

  private void execute(String statement) {
    stack.jdbi("admin").useHandle(handle -> handle.execute(statement, name));
  }

  @Test
  void of_directory_isTheSameForEachStartAndAnotherElsewhere(@TempDir Path directory)
      throws IOException {
    Path home = directory.resolve("audit");
    assertThat(ServerHome.of(home, ONE)).isEqualTo(ONE);
    assertThat(ServerHome.of(home, OTHER)).isEqualTo(ONE);
    assertThat(ServerHome.of(directory.resolve("elsewhere"), OTHER)).isEqualTo(OTHER);
    Files.writeString(home.resolve("server.id"), "damaged");
    assertThat(ServerHome.of(home, OTHER)).isEqualTo(OTHER);
  }
}
