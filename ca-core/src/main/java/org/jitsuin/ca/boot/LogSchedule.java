package org.jitsuin.ca.boot;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.base.work.RepeatedWork;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.log.Sequencer;
import org.jitsuin.ca.log.WitnessRound;

/** Keeps the audit log's tree up to date, and has it witnessed; each in a thread of its own. */
@ApplicationScoped
public class LogSchedule {
  private static final String LOG = "Audit log";
  private static final String WITNESSES = "Witnesses of the audit log";

  /** Files that are lost are written anew in one round, some thousand entries a second. */
  private static final Duration ROUND = Duration.ofMinutes(30);

  private final Sequencer sequencer;
  private final WitnessRound witnessRound;
  private final Settings settings;
  private final Heartbeats heartbeats;
  private final List<Thread> workers = new ArrayList<>();

  @Resource private ManagedThreadFactory threads;

  /** A constructor for the container's proxy only. */
  protected LogSchedule() {
    this(null, null, null, null);
  }

  @Inject
  public LogSchedule(
      Sequencer sequencer, WitnessRound witnessRound, Settings settings, Heartbeats heartbeats) {
    this.sequencer = sequencer;
    this.witnessRound = witnessRound;
    this.settings = settings;
    this.heartbeats = heartbeats;
  }

  /** Starts the log before anything else: the database is compared with what was signed from it. */
  void start(
      @Observes @Initialized(ApplicationScoped.class) @Priority(Interceptor.Priority.LIBRARY_BEFORE)
          Object event) {
    new RepeatedWork(sequencer::begin, report(LOG)).run();
    begin(LOG, sequencer::round, "jitsuin.audit.interval", Duration.ofSeconds(1));
    if (witnessRound.isWanted()) {
      begin(
          WITNESSES, witnessRound::round, "jitsuin.audit.witness-interval", Duration.ofSeconds(10));
    }
  }

  private static RepeatedWork.Report report(String name) {
    return new WorkReport(name, CaLog.LOG::logFailed, CaLog.LOG::logRecovered);
  }

  private void begin(String name, Runnable work, String setting, Duration usual) {
    Duration pause = settings.duration(setting, usual, Duration.ofMillis(50), Duration.ofDays(1));
    Duration longest = ROUND.plus(pause.multipliedBy(2));
    RepeatedWork round = heartbeats.within(longest, name, work, report(name));
    Thread worker = threads.newThread(() -> repeat(round, pause));
    workers.add(worker);
    worker.start();
  }

  @PreDestroy
  void stop() {
    workers.forEach(Thread::interrupt);
  }

  private static void repeat(Runnable round, Duration pause) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        round.run();
        Thread.sleep(pause);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
