package org.jitsuin.ca.boot;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.base.Fault;
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

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    begin(sequencer::round, "jitsuin.audit.interval", Duration.ofSeconds(1));
    if (witnessRound.isWanted()) {
      begin(witnessRound::round, "jitsuin.audit.witness-interval", Duration.ofSeconds(10));
    }
  }

  private void begin(Runnable round, String setting, Duration usual) {
    Duration pause = settings.duration(setting, usual, Duration.ofMillis(50), Duration.ofDays(1));
    Thread worker = threads.newThread(new Rounds(round, pause));
    workers.add(worker);
    worker.start();
  }

  @PreDestroy
  void stop() {
    workers.forEach(Thread::interrupt);
  }

  /** What is done again and again whatever happens; a failure is told once. */
  private static final class Rounds implements Runnable {
    private final Runnable round;
    private final Duration pause;
    private boolean failing;

    Rounds(Runnable round, Duration pause) {
      this.round = round;
      this.pause = pause;
    }

    @Override
    public void run() {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          once();
          Thread.sleep(pause);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void once() {
      try {
        round.run();
        if (failing) {
          CaMessages.LOG.logRecovered();
        }
        failing = false;
      } catch (Fault e) {
        if (!failing) {
          CaMessages.LOG.logFailed(e.code(), e.getMessage());
        }
        failing = true;
      } catch (RuntimeException e) {
        // The outermost handler of the thread: an exception that escapes would end it for good.
        CaMessages.LOG.requestBroken(e);
      }
    }
  }
}
