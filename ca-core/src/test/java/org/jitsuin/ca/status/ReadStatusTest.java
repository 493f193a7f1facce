package org.jitsuin.ca.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.ca.log.LogState;
import org.jitsuin.ca.log.WitnessRound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server of which some parts hang and others fail. */
class ReadStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

  private final CountDownLatch database = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final ReadStatus status = new ReadStatus(new Broken(), Duration.ofMillis(100));

  @AfterEach
  void end() {
    database.countDown();
    status.close();
  }

  @Test
  void read_partsThatHang_areUnknownAndKeepNoOtherBack() {
    StatusView view = status.read();
    assertThat(view.generations().condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(view.generations().why().why()).containsExactly("it does not answer in time");
    assertThat(view.waiting().holds()).isEqualTo(2);
    assertThat(view.waiting().responders()).isNull();
    assertThat(view.database().condition()).isEqualTo(Condition.FAILING);
    assertThat(view.log().condition()).isEqualTo(Condition.GOOD);
    assertThat(view.certificates().ends())
        .extracting(end -> end.certificate())
        .containsExactly("tls");
  }

  @Test
  void read_partThatFails_saysWhy() {
    StatusView view = status.read();
    assertThat(view.token().condition()).isEqualTo(Condition.FAILING);
    assertThat(view.token().why().why()).anyMatch(why -> why.contains("no token"));
    assertThat(view.services().getLast().condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(view.services().getLast().why().why())
        .containsExactly("it could not be asked: IllegalStateException");
  }

  @Test
  void read_againWhileAPartHangs_doesNotAskItTwice() {
    status.read();
    status.read();
    assertThat(asked).hasValue(1);
  }

  private final class Broken implements Sources {
    private <T> T hanging(T answer) {
      try {
        database.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return answer;
    }

    @Override
    public Instant time() {
      return NOW;
    }

    @Override
    public Instant machineTime() {
      return NOW;
    }

    @Override
    public String node() {
      return "node";
    }

    @Override
    public Optional<Instant> databaseSilentSince() {
      return Optional.of(NOW);
    }

    @Override
    public Optional<Readiness> readiness(String service) {
      if (service.equals("repository-server")) {
        throw new IllegalStateException();
      }
      return Optional.of(Readiness.ready());
    }

    @Override
    public long tokenWaiting() {
      throw new Fault(FaultCode.TOKEN_UNAVAILABLE, "no token");
    }

    @Override
    public LogState log() {
      return new LogState(1, NOW, Optional.empty());
    }

    @Override
    public long refusedEntries() {
      return 0;
    }

    @Override
    public List<WitnessRound.Standing> witnesses() {
      return List.of();
    }

    @Override
    public List<Standing> generations() {
      asked.incrementAndGet();
      return hanging(List.of());
    }

    @Override
    public List<Heartbeats.Rhythm> work() {
      return List.of(new Heartbeats.Rhythm("Log", Duration.ZERO, Duration.ofSeconds(1)));
    }

    @Override
    public List<End> ends() {
      return List.of(
          new End("tls", Optional.of(Duration.ofDays(90))), new End("staff", Optional.empty()));
    }

    @Override
    public Waiting waiting() {
      return new Waiting(2, 3, 0, 0, Duration.ZERO);
    }

    @Override
    public long waitingResponders() {
      return hanging(0L);
    }

    @Override
    public Figures figures() {
      return _ -> List.of();
    }
  }
}
