package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ocsp.testing.FlakyDataSource;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many ask about serial numbers that nobody knows while nothing is heard of the database: each may
 * be one that was issued since the feed was last read.
 */
@Tag("stack")
class AbsentDatabaseTest {
  private static final int ROOM = 4;
  private static final int KNOWN_QUESTIONS = 50;

  private final FlakyDataSource database =
      new FlakyDataSource(TestStack.shared().dataSource("ocsp"));
  private final Lab lab =
      new Lab(Clocks.system(), Map.of("jitsuin.ocsp.waiting", Integer.toString(ROOM)), database);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Serial known = lab.rows.issue(Lab.SIGNATURE);
  private final AtomicBoolean over = new AtomicBoolean();

  @AfterEach
  void close() {
    over.set(true);
    database.speakAgain();
    threads.close();
    lab.close();
  }

  /** What one client is told that asks about unknown serial numbers until it is over. */
  private Set<String> askOnAndOn() {
    Set<String> told = new HashSet<>();
    while (!over.get()) {
      told.addAll(Statuses.of(lab.ask(Lab.SIGNATURE, lab.rows.neverIssued())));
    }
    return told;
  }

  private static Map<Thread, StackTraceElement[]> serverThreads() {
    Map<Thread, StackTraceElement[]> all = new HashMap<>(Thread.getAllStackTraces());
    all.keySet().removeIf(thread -> !thread.getName().startsWith("XNIO-"));
    return all;
  }

  /** The server's threads that wait for something in the responder's own code. */
  private static List<String> waiting() {
    return serverThreads().entrySet().stream()
        .filter(thread ->
            thread.getKey().getState() == Thread.State.WAITING
                || thread.getKey().getState() == Thread.State.TIMED_WAITING)
        .filter(thread ->
            Arrays.stream(thread.getValue())
                .anyMatch(frame -> frame.getClassName().startsWith("org.jitsuin.ocsp.")))
        .map(thread -> thread.getKey().getName())
        .toList();
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void ask_unknownOnesWhileTheDatabaseIsSilent_holdsNoThreadAndNobodyElse() {
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, known))).containsExactly("good");
    assertThat(serverThreads()).isNotEmpty();
    database.silence();
    CompletableFuture<Void> look = CompletableFuture.runAsync(lab.statuses, threads);
    // More than may wait at once, and only one worker and no look at the feed to help them.
    List<CompletableFuture<Set<String>>> flood =
        Stream.generate(() -> CompletableFuture.supplyAsync(this::askOnAndOn, threads))
            .limit(2 * ROOM)
            .toList();
    for (int asked = 0; asked < KNOWN_QUESTIONS || lab.shed() == 0; asked++) {
      // Never tryLater, which is what those are told for whom there is no room.
      assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, known))).containsExactly("good");
      assertThat(waiting()).isEmpty();
    }
    assertThat(look).isNotDone();
    over.set(true);
    assertThat(flood.stream().map(CompletableFuture::join))
        .allSatisfy(told -> assertThat(told).isSubsetOf("tryLater"));
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void ask_unknownOneWhenAllHaveGone_findsRoomAgain() {
    lab.refreshed();
    database.silence();
    CompletableFuture<Void> look = CompletableFuture.runAsync(lab.statuses, threads);
    List<CompletableFuture<List<String>>> all =
        Stream.generate(() ->
                CompletableFuture.supplyAsync(
                    () -> Statuses.of(lab.ask(Lab.SIGNATURE, lab.rows.neverIssued())), threads))
            .limit(3 * ROOM)
            .toList();
    all.forEach(CompletableFuture::join);
    // Each place is given back: one more may wait, and is not refused for want of room.
    long shed = lab.shed();
    assertThat(shed).isPositive();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, lab.rows.neverIssued())))
        .containsExactly("tryLater");
    assertThat(lab.shed()).isEqualTo(shed);
    assertThat(look).isNotDone();
    database.speakAgain();
    look.join();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, known))).containsExactly("good");
  }
}
