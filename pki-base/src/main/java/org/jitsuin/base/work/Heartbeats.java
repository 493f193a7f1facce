package org.jitsuin.base.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jitsuin.base.readiness.Readiness;

/**
 * Watches all repeated work of a service and whether each of it still completes its rounds. The
 * machine's own running time counts, not a clock that may be set.
 */
public final class Heartbeats {
  /** The number of pauses that may pass without the end of a round. */
  private static final int PAUSES = 10;

  /**
   * The least patience, also where pauses are short: a database or a token that hangs is given up
   * after a minute.
   */
  private static final Duration LEAST = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private final Map<String, Beat> beats = new ConcurrentSkipListMap<>();

  private record Beat(RepeatedWork work, Duration patience) {}

  public Heartbeats() {
    this(System::nanoTime);
  }

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public Heartbeats(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Work with a pause after each round.
   *
   * @param name for people, unique in the service
   * @return what is to be run after each pause
   */
  public RepeatedWork every(
      Duration pause, String name, Runnable work, RepeatedWork.Report report) {
    Duration patience = pause.multipliedBy(PAUSES);
    return within(patience.compareTo(LEAST) < 0 ? LEAST : patience, name, work, report);
  }

  /**
   * Work whose single round may take long.
   *
   * @param patience how long a round and the pause before it may take together
   */
  public RepeatedWork within(
      Duration patience, String name, Runnable work, RepeatedWork.Report report) {
    RepeatedWork repeated = new RepeatedWork(work, report, nanoTime);
    beats.put(name, new Beat(repeated, patience));
    return repeated;
  }

  /**
   * How some work goes.
   *
   * @param name for people
   * @param since the last round ended
   * @param patience how long a round and the pause before it may take together
   */
  public record Rhythm(String name, Duration since, Duration patience) {
    /** Returns whether it counts as stuck. */
    public boolean stopped() {
      return since.compareTo(patience) > 0;
    }
  }

  /** Returns how all work goes, by name. */
  public List<Rhythm> rhythms() {
    return beats.entrySet().stream()
        .map(beat ->
            new Rhythm(
                beat.getKey(), beat.getValue().work().sinceLastRound(), beat.getValue().patience()))
        .toList();
  }

  /** Names what stands still, with the seconds since its last round; empty if nothing does. */
  public Optional<String> problem() {
    String stopped =
        rhythms().stream()
            .filter(Rhythm::stopped)
            .map(rhythm -> rhythm.name() + " (" + rhythm.since().toSeconds() + " s)")
            .collect(Collectors.joining(", "));
    return stopped.isEmpty()
        ? Optional.empty()
        : Optional.of("background work is stuck: " + stopped);
  }

  /** Adds to a service's readiness that it is not ready where some work is stuck. */
  public Readiness confirm(Readiness readiness) {
    return problem().map(readiness::butNot).orElse(readiness);
  }
}
