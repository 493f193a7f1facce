package org.jitsuin.ca.command;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.base.Fault;
import org.jitsuin.base.time.Interval;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.EntryTable;

/**
 * Records refusals in the audit log so that who repeats them cannot fill it: what is new in a
 * minute at once, the rest as a count when the minute has ended.
 */
public final class RefusalLog {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Entries of one kind in a minute. */
  private static final int MOST = 60;

  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final Map<Kind, Minute> minutes = new HashMap<>();

  /** Counts that are not written yet. */
  private final List<AuditEntry> counted = new ArrayList<>();

  public RefusalLog(Transactions transactions, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  private record Kind(Actor actor, String request, String code) {}

  /** The refusals of one kind in a minute, from the first one on. */
  private static final class Minute {
    private final Interval time;
    private final Set<String> cards = new HashSet<>();
    private long more;

    Minute(Instant from) {
      this.time = new Interval(from, MINUTE);
    }

    boolean hasEnded(Instant now) {
      return !time.contains(now);
    }

    boolean isNew(String card) {
      return cards.size() < MOST && cards.add(card);
    }
  }

  /**
   * Records a refusal. When this returns, it is in the log or counted.
   *
   * @throws Fault DATABASE_UNAVAILABLE
   */
  public void record(Actor actor, OfficeAct.Refused act) {
    Instant now = clock.instant();
    if (isNew(new Kind(actor, act.request(), act.code()), act.card().orElse(""), now)) {
      write(List.of(auditLog.entry(now, actor, act)));
    }
  }

  private synchronized boolean isNew(Kind kind, String card, Instant now) {
    Minute minute = minutes.get(kind);
    if (minute == null || minute.hasEnded(now)) {
      if (minute != null) {
        count(kind, minute, now);
      }
      minute = new Minute(now);
      minutes.put(kind, minute);
    }
    if (minute.isNew(card)) {
      return true;
    }
    minute.more++;
    return false;
  }

  private void count(Kind kind, Minute minute, Instant now) {
    if (minute.more > 0) {
      OfficeAct act =
          new OfficeAct.RefusedAgain(kind.request(), kind.code(), minute.more, minute.time.from());
      counted.add(auditLog.entry(now, kind.actor(), act));
    }
  }

  /**
   * Writes the counts of the minutes that have ended. To be called again and again.
   *
   * @throws Fault DATABASE_UNAVAILABLE; they are kept until it works
   */
  public void round() {
    Instant now = clock.instant();
    tell(now, false);
  }

  /**
   * Writes all counts, at the end.
   *
   * @throws Fault DATABASE_UNAVAILABLE
   */
  public void close() {
    tell(clock.instant(), true);
  }

  private void tell(Instant now, boolean all) {
    List<AuditEntry> entries;
    synchronized (this) {
      minutes
          .entrySet()
          .removeIf(each -> {
            boolean ended = all || each.getValue().hasEnded(now);
            if (ended) {
              count(each.getKey(), each.getValue(), now);
            }
            return ended;
          });
      entries = List.copyOf(counted);
      counted.clear();
    }
    try {
      write(entries);
    } catch (Fault e) {
      synchronized (this) {
        counted.addAll(0, entries);
      }
      throw e;
    }
  }

  private void write(List<AuditEntry> entries) {
    if (!entries.isEmpty()) {
      transactions.run(handle -> {
        EntryTable.append(handle, entries);
        return entries;
      });
    }
  }
}
