package org.jitsuin.ca.boot;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jitsuin.ca.CaMessages;
import org.jitsuin.ca.desk.CompleteApplication;
import org.jitsuin.ca.enquiry.KeyUses;
import org.jitsuin.ca.enquiry.Statistics;
import org.jitsuin.ca.mass.RevocationWork;

/** Carries mass revocations on, settles applications that a stopped server left, and counts. */
@ApplicationScoped
public class DeskSchedule {
  private static final Duration REVOCATION_PAUSE = Duration.ofMillis(250);
  private static final Duration KEY_USE_PAUSE = Duration.ofMinutes(1);
  private static final Duration SETTLING_PAUSE = Duration.ofSeconds(5);

  private final RevocationWork revocationWork;
  private final CompleteApplication completeApplication;
  private final Statistics statistics;
  private final KeyUses keyUses;
  private final List<ScheduledFuture<?>> rounds = new ArrayList<>();

  @Resource private ManagedScheduledExecutorService schedule;

  /** For the container's proxy only. */
  protected DeskSchedule() {
    this(null, null, null, null);
  }

  @Inject
  public DeskSchedule(
      RevocationWork revocationWork,
      CompleteApplication completeApplication,
      Statistics statistics,
      KeyUses keyUses) {
    this.keyUses = keyUses;
    this.statistics = statistics;
    this.revocationWork = revocationWork;
    this.completeApplication = completeApplication;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    rounds.add(again(this::revoke, REVOCATION_PAUSE));
    rounds.add(again(completeApplication::settle, SETTLING_PAUSE));
    rounds.add(again(statistics::count, SETTLING_PAUSE));
    rounds.add(again(keyUses::record, KEY_USE_PAUSE));
  }

  private ScheduledFuture<?> again(Runnable work, Duration pause) {
    return schedule.scheduleWithFixedDelay(
        round(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Runnable round(Runnable work) {
    return new RepeatedWork(work, CaMessages.LOG::deskFailed, CaMessages.LOG::deskRecovered);
  }

  @PreDestroy
  void stop() {
    rounds.forEach(round -> round.cancel(true));
    // What was counted since the last time.
    round(keyUses::record).run();
  }

  private void revoke() {
    int finished = revocationWork.round().finished();
    if (finished > 0) {
      CaMessages.LOG.revocationJobsFinished(finished);
    }
  }
}
