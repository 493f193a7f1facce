package org.jitsuin.ca.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.retention.RecordKind;
import org.jitsuin.ca.store.RetentionTable.Progress;

/** What a server knows of how far erasing is, for those who watch it. */
public final class RetentionState {
  private final Instant started;
  private final Map<RecordKind, LongAdder> erased = new EnumMap<>(RecordKind.class);
  private volatile Instant done;

  /**
   * @param started when this server was: of what was never done nobody waits longer
   */
  RetentionState(Instant started) {
    this.started = started;
    this.done = started;
    for (RecordKind kind : RecordKind.values()) {
      erased.put(kind, new LongAdder());
    }
  }

  /**
   * Takes note of how far each kind is, whichever server did it.
   *
   * @param kinds those that are erased here
   */
  void note(Collection<RecordKind> kinds, Map<RecordKind, Progress> progress) {
    done =
        kinds.stream()
            .map(kind -> done(progress.get(kind)))
            .min(Instant::compareTo)
            .orElse(started);
  }

  private Instant done(Progress progress) {
    return progress == null
        ? started
        : progress.doneOn().map(day -> JapanTime.startOf(day.plusDays(1))).orElse(started);
  }

  void count(RecordKind kind, long records) {
    erased.get(kind).add(records);
  }

  /** Returns how many records of a kind this server has erased since its start. */
  public long erased(RecordKind kind) {
    return erased.get(kind).sum();
  }

  /** Returns since when something is due that was not erased; zero where all of today's is. */
  public Duration behind(Instant now) {
    Duration behind = Duration.between(done, now);
    return behind.isNegative() ? Duration.ZERO : behind;
  }
}
