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
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.base.work.RepeatedWork;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.application.CompleteApplication;
import org.jitsuin.ca.command.RefusalLog;
import org.jitsuin.ca.massrevocation.RevocationWork;
import org.jitsuin.ca.query.KeyUses;
import org.jitsuin.ca.query.Statistics;

/** Carries mass revocations on, settles applications that a stopped server left, and counts. */
@ApplicationScoped
public class ApplicationSchedule {
  private static final Duration REVOCATION_PAUSE = Duration.ofMillis(250);
  private static final Duration KEY_USE_PAUSE = Duration.ofMinutes(1);
  private static final Duration SETTLING_PAUSE = Duration.ofSeconds(5);
  private static final String KEY_USES = "Counts of signatures";
  private static final String REFUSALS = "Repeated refusals";

  private final RevocationWork revocationWork;
  private final CompleteApplication completeApplication;
  private final Statistics statistics;
  private final KeyUses keyUses;
  private final RefusalLog refusals;
  private final Heartbeats heartbeats;
  private final List<ScheduledFuture<?>> rounds = new ArrayList<>();

  @Resource private ManagedScheduledExecutorService schedule;

  /** A constructor for the container's proxy only. */
  protected ApplicationSchedule() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public ApplicationSchedule(
      RevocationWork revocationWork,
      CompleteApplication completeApplication,
      Statistics statistics,
      KeyUses keyUses,
      RefusalLog refusals,
      Heartbeats heartbeats) {
    this.keyUses = keyUses;
    this.refusals = refusals;
    this.heartbeats = heartbeats;
    this.statistics = statistics;
    this.revocationWork = revocationWork;
    this.completeApplication = completeApplication;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    again("Mass revocations", this::revoke, REVOCATION_PAUSE);
    again("Leftover applications", completeApplication::settle, SETTLING_PAUSE);
    again("Statistics", statistics::count, SETTLING_PAUSE);
    again(KEY_USES, keyUses::record, KEY_USE_PAUSE);
    again(REFUSALS, refusals::round, SETTLING_PAUSE);
  }

  private void again(String name, Runnable work, Duration pause) {
    rounds.add(
        schedule.scheduleWithFixedDelay(
            heartbeats.every(pause, name, work, report(name)),
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  private static RepeatedWork.Report report(String name) {
    return new WorkReport(
        name,
        (code, message) -> CaLog.LOG.deskFailed(name, code, message),
        () -> CaLog.LOG.deskRecovered(name));
  }

  @PreDestroy
  void stop() {
    rounds.forEach(round -> round.cancel(true));
    // What was counted since the last time.
    heartbeats.every(KEY_USE_PAUSE, KEY_USES, keyUses::record, report(KEY_USES)).run();
    heartbeats.every(SETTLING_PAUSE, REFUSALS, refusals::close, report(REFUSALS)).run();
  }

  private void revoke() {
    int finished = revocationWork.round().finished();
    if (finished > 0) {
      CaLog.LOG.revocationJobsFinished(finished);
    }
  }
}
