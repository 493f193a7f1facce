package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  @Test
  void watched_endedByNobody_endsWithATimeout() {
    try (Deadlines<String> deadlines = new Deadlines<>(Duration.ofMillis(20), "test")) {
      CompletableFuture<String> late = deadlines.watched();
      assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void watched_endedInTime_keepsItsResult() {
    try (Deadlines<String> deadlines = new Deadlines<>(Duration.ofMillis(20), "test")) {
      CompletableFuture<String> done = deadlines.watched();
      done.complete("done");
      // Watched later: when it has ended, the first was looked at as well.
      assertThatThrownBy(deadlines.watched()::join).hasCauseInstanceOf(TimeoutException.class);
      assertThat(done).isCompletedWithValue("done");
    }
  }

  @Test
  void close_whatIsNotDone_isCancelledAndSoIsWhatComesLater() {
    Deadlines<String> deadlines = new Deadlines<>(Duration.ofMinutes(5), "test");
    CompletableFuture<String> done = deadlines.watched();
    CompletableFuture<String> pending = deadlines.watched();
    done.complete("done");
    deadlines.close();
    assertThat(done).isCompletedWithValue("done");
    assertThat(pending).isCancelled();
    assertThat(deadlines.watched()).isCancelled();
  }
}
