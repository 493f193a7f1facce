package org.jitsuin.card.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jitsuin.card.counter.CardDesk;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.counter.Deed;
import org.jitsuin.card.counter.DeedResult;
import org.jitsuin.card.counter.ProblemCode;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.state.KeyUse;

/**
 * The jobs of an agent: one at a time for each reader. A job that is asked for again under its key
 * is the same one; where it was cut off it goes on, since each deed asks the card where it stands.
 */
final class Jobs {
  private final CardDesk desk;
  private final PinPad pins;
  private final Journal journal;
  private final InstantSource clock;
  private final Executor executor;
  private final Consumer<Throwable> trouble;
  private final Map<UUID, Job> jobs = new LinkedHashMap<>();

  /**
   * @param trouble is told what nobody expected
   */
  Jobs(
      CardDesk desk,
      PinPad pins,
      Journal journal,
      InstantSource clock,
      Executor executor,
      Consumer<Throwable> trouble)
      throws IOException {
    this.desk = desk;
    this.pins = pins;
    this.journal = journal;
    this.clock = clock;
    this.executor = executor;
    this.trouble = trouble;
    for (JobRecord record : journal.load()) {
      jobs.put(record.id(), new Job(resumed(record)));
    }
  }

  /** What ran when the agent ended is not known to be done. */
  private JobRecord resumed(JobRecord record) {
    if (record.state().isOver()) {
      return record;
    }
    CounterFailure cut = new CounterFailure(ProblemCode.INTERRUPTED);
    JobRecord failed = record.failed(AgentJson.problem(cut));
    journal.save(failed);
    return failed;
  }

  /**
   * Begins a job, goes on with it, or finds it done.
   *
   * @param digest of what is asked for
   * @throws CounterFailure if something else was asked for under that key, or the reader is in use
   */
  synchronized Job submit(String key, String digest, Deed deed) {
    Optional<Job> known =
        jobs.values().stream().filter(job -> job.record().key().equals(key)).findFirst();
    if (known.isPresent()) {
      JobRecord record = known.orElseThrow().record();
      if (!record.digest().equals(digest)) {
        throw new CounterFailure(ProblemCode.IDEMPOTENCY_KEY_REUSED);
      }
      if (record.state() != JobState.FAILED) {
        return known.orElseThrow();
      }
    }
    requireFree(deed.reader());
    UUID id = known.map(job -> job.record().id()).orElseGet(UUID::randomUUID);
    JobRecord begun = JobRecord.of(id, key, digest, deed, clock.millis());
    journal.save(begun);
    Job job = known.orElseGet(() -> new Job(begun));
    job.become(begun);
    // The newest stands last.
    jobs.remove(id);
    jobs.put(id, job);
    prune();
    executor.execute(() -> run(job, deed));
    return job;
  }

  private void requireFree(String reader) {
    boolean taken =
        jobs.values().stream()
            .map(Job::record)
            .anyMatch(record -> !record.state().isOver() && record.reader().equals(reader));
    if (taken) {
      throw new CounterFailure(ProblemCode.CARD_BUSY);
    }
  }

  private void prune() {
    List<UUID> over =
        jobs.values().stream()
            .map(Job::record)
            .filter(record -> record.state().isOver())
            .map(JobRecord::id)
            .limit(Math.max(0, jobs.size() - Journal.LONGEST))
            .toList();
    for (UUID id : over) {
      journal.remove(id);
      jobs.remove(id);
    }
  }

  private void run(Job job, Deed deed) {
    JobRecord end;
    try {
      end = job.record().done(carriedOut(job, deed));
    } catch (CounterFailure e) {
      end = job.record().failed(AgentJson.problem(e));
    } catch (RuntimeException | Error e) {
      // The outermost handler: a job that never ends would keep its reader for ever.
      trouble.accept(e);
      CounterFailure failure = new CounterFailure(ProblemCode.AGENT_FAILED, e);
      end = job.record().failed(AgentJson.problem(failure));
    }
    if (Thread.currentThread().isInterrupted()) {
      // The agent ends: the next one finds that it ran.
      return;
    }
    try {
      journal.save(end);
    } catch (RuntimeException e) {
      // What was done stands on the card; asked for again, it is found there.
      trouble.accept(e);
    }
    job.become(end);
  }

  private ObjectNode carriedOut(Job job, Deed deed) {
    Set<KeyUse> missing = desk.pinsFor(deed);
    Map<KeyUse, Pin> entered =
        missing.isEmpty()
            ? Map.of()
            : pins.enter(
                missing,
                prompt -> job.become(job.record().in(JobState.AWAITING_PIN), Optional.of(prompt)));
    job.become(job.record().in(JobState.RUNNING));
    try {
      DeedResult result = desk.carryOut(deed, entered);
      return AgentJson.result(result);
    } finally {
      entered.values().forEach(Pin::close);
    }
  }

  /**
   * A job.
   *
   * @throws CounterFailure if there is none of that id
   */
  synchronized Job find(UUID id) {
    return Optional.ofNullable(jobs.get(id))
        .orElseThrow(() -> new CounterFailure(ProblemCode.JOB_UNKNOWN));
  }

  /** Those that are not done, the newest first. */
  synchronized List<Job> open() {
    List<Job> open = new ArrayList<>();
    jobs.values().stream().filter(job -> job.record().state() != JobState.DONE).forEach(open::add);
    return open.reversed();
  }

  /** Ends waiting for a PIN; what is being written is not cut off. */
  void cancel(Job job) {
    job.seen().prompt().ifPresent(pins::cancel);
  }
}
