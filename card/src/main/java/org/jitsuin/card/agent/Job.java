package org.jitsuin.card.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A job as it stands now; whoever waits is told when that changes. */
final class Job {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private JobRecord record;
  private Optional<PinPad.Prompt> prompt = Optional.empty();

  Job(JobRecord record) {
    this.record = record;
  }

  /** What is seen of a job at one moment. */
  record Seen(JobRecord record, Optional<PinPad.Prompt> prompt) {}

  Seen seen() {
    lock.lock();
    try {
      return new Seen(record, prompt);
    } finally {
      lock.unlock();
    }
  }

  JobRecord record() {
    return seen().record();
  }

  void become(JobRecord next) {
    become(next, Optional.empty());
  }

  void become(JobRecord next, Optional<PinPad.Prompt> asked) {
    lock.lock();
    try {
      record = next;
      prompt = asked;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it stands otherwise than was seen, if it is not over, and not for longer than that.
   *
   * @param known what was seen; empty for what is so now
   */
  Seen await(Optional<JobState> known, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      JobState before = known.orElse(record.state());
      long left = patience.toNanos();
      while (!record.state().isOver() && record.state() == before && left > 0) {
        left = changed.awaitNanos(left);
      }
      return new Seen(record, prompt);
    } finally {
      lock.unlock();
    }
  }
}
