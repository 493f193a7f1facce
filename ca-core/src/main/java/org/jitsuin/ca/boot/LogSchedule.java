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
import org.jitsuin.ca.CaMessages;
import org.jitsuin.ca.log.Sequencer;
import org.jitsuin.ca.log.WitnessRound;

/** Keeps the audit log's tree up to date, and has it witnessed; each in a thread of its own. */
@ApplicationScoped
public class LogSchedule {
  private final Sequencer sequencer;
  private final WitnessRound witnessRound;
  private final Settings settings;
  private final List<Thread> workers = new ArrayList<>();

  @Resource private ManagedThreadFactory threads;

  /** For the container's proxy only. */
  protected LogSchedule() {
    this(null, null, null);
  }

  @Inject
  public LogSchedule(Sequencer sequencer, WitnessRound witnessRound, Settings settings) {
    this.sequencer = sequencer;
    this.witnessRound = witnessRound;
    this.settings = settings;
  }

  /** Before anything else starts, the database is compared with what was signed from it. */
  void start(
      @Observes @Initialized(ApplicationScoped.class) @Priority(Interceptor.Priority.LIBRARY_BEFORE)
          Object event) {
    new RepeatedWork(sequencer::begin, CaMessages.LOG::logFailed, CaMessages.LOG::logRecovered)
        .run();
    begin(sequencer::round, "jitsuin.audit.interval", Duration.ofSeconds(1));
    if (witnessRound.isWanted()) {
      begin(witnessRound::round, "jitsuin.audit.witness-interval", Duration.ofSeconds(10));
    }
  }

  private void begin(Runnable work, String setting, Duration usual) {
    Duration pause = settings.duration(setting, usual, Duration.ofMillis(50), Duration.ofDays(1));
    Thread worker = threads.newThread(() -> repeat(work, pause));
    workers.add(worker);
    worker.start();
  }

  @PreDestroy
  void stop() {
    workers.forEach(Thread::interrupt);
  }

  private static void repeat(Runnable work, Duration pause) {
    Runnable round =
        new RepeatedWork(work, CaMessages.LOG::logFailed, CaMessages.LOG::logRecovered);
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
