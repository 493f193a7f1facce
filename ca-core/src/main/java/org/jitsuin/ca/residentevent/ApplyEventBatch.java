package org.jitsuin.ca.residentevent;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.BatchId;
import org.jitsuin.ca.model.BatchProgress;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.residentevent.EventLine.Content;
import org.jitsuin.ca.residentevent.EventLine.Result;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.EventBatchTable;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Takes in a batch of events chunk by chunk. A chunk is one transaction, which also writes how far
 * the batch is; a line that cannot be taken in is refused and stands in nobody's way.
 */
public final class ApplyEventBatch {
  /** The name of the request in audit entries of refused lines. */
  private static final String REQUEST = "recordResidentEvents";

  private final Transactions transactions;
  private final ApplyEvents applyEvents;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public ApplyEventBatch(
      Transactions transactions, ApplyEvents applyEvents, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.applyEvents = applyEvents;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * A sender and the batch that it sends.
   *
   * @param right checked in the transaction of each chunk, which it ends by throwing
   */
  public record Sending(BatchId id, Actor actor, Right right) {
    /** Creates a sending of somebody who needs no other right. */
    public Sending(BatchId id, Actor actor) {
      this(id, actor, _ -> {});
    }

    /** A sending of a member of staff, who may be shut out before it ends. */
    public static Sending of(BatchId id, StaffMember sender) {
      return new Sending(
          id,
          sender.actor(),
          handle -> {
            if (StaffTable.find(handle, sender.certificate()).isEmpty()) {
              throw new SenderShutOut();
            }
          });
    }
  }

  /** The right to go on. */
  public interface Right {
    void confirm(Handle handle);
  }

  /** Returns the progress of a batch; empty where none of it came. */
  public Optional<BatchProgress> progress(BatchId id) {
    return transactions.run(handle -> EventBatchTable.find(handle, id));
  }

  /**
   * Begins a batch or goes on with one.
   *
   * @param from the number of the first line that is sent now
   * @return refused where lines before it are missing
   */
  public Outcome<BatchProgress> begin(BatchId id, long from) {
    return transactions.run(handle -> {
      BatchProgress progress = EventBatchTable.begin(handle, id, clock.instant());
      if (from <= progress.next()) {
        return Outcome.done(progress);
      }
      handle.rollback();
      return Outcome.refused(RefusalCode.BATCH_GAP, Long.toString(progress.next()));
    });
  }

  /**
   * Takes in a chunk; what comes back is durable.
   *
   * @param lines one after the other, a few hundred at the most
   * @return a result for each, in their order
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE, DATABASE_CONFLICT: then no line was taken
   *     in, or all were
   */
  public List<Result> take(Sending sending, List<EventLine> lines) {
    try {
      return together(sending, lines);
    } catch (RuntimeException e) {
      if (GroupFailure.mayPass(e)) {
        throw e;
      }
      if (lines.size() > 1) {
        return lines.stream().flatMap(line -> take(sending, List.of(line)).stream()).toList();
      }
      EventLine broken = lines.getFirst();
      if (!(broken.content() instanceof Content.Event(ResidentEvent event))) {
        throw e;
      }
      CaLog.LOG.eventBroken(event.id(), GroupFailure.told(e));
      Content content = new Content.Unreadable(Optional.of(event.id()), GroupFailure.refusal(e));
      return together(sending, List.of(new EventLine(broken.number(), content)));
    }
  }

  private List<Result> together(Sending sending, List<EventLine> lines) {
    List<ResidentEvent> events = new ArrayList<>();
    for (EventLine line : lines) {
      if (line.content() instanceof Content.Event(ResidentEvent event)) {
        events.add(event);
      }
    }
    List<Outcome<Answered<Effects>>> outcomes =
        applyEvents.takeIn(
            new ApplyEvents.Sender(sending.actor(), sending.id().caller()),
            events,
            (handle, made) -> record(handle, sending, results(lines, made)));
    return results(lines, outcomes);
  }

  private static List<Result> results(
      List<EventLine> lines, List<Outcome<Answered<Effects>>> outcomes) {
    Iterator<Outcome<Answered<Effects>>> next = outcomes.iterator();
    List<Result> results = new ArrayList<>();
    for (EventLine line : lines) {
      results.add(
          switch (line.content()) {
            case Content.Event _ -> result(line, next.next());
            case Content.Unreadable(_, Refusal refusal) ->
                new Result(line.number(), line.eventId(), new Outcome.Refused<>(refusal), false);
          });
    }
    return results;
  }

  private static Result result(EventLine line, Outcome<Answered<Effects>> outcome) {
    boolean held =
        outcome instanceof Outcome.Done<Answered<Effects>>(Answered<Effects>(Effects effects, _))
            && effects.hold().isPresent();
    return new Result(line.number(), line.eventId(), outcome.map(Answered::answer), held);
  }

  /** Records the progress in the transaction of the events. */
  private void record(Handle handle, Sending sending, List<Result> results) {
    sending.right().confirm(handle);
    Instant now = clock.instant();
    List<AuditAct> refusals = new ArrayList<>();
    BatchProgress progress = EventBatchTable.lock(handle, sending.id());
    long refused = progress.refused();
    for (Result result : results) {
      if (result.outcome() instanceof Outcome.Refused<Bytes>(Refusal refusal)) {
        refusals.add(new OfficeAct.Refused(REQUEST, refusal.code().name(), Optional.empty()));
        // Lines that came before, in this sending or another, are counted.
        refused += result.number() > progress.lines() ? 1 : 0;
      }
    }
    auditLog.append(handle, now, sending.actor(), refusals);
    long lines = Math.max(progress.lines(), results.getLast().number());
    EventBatchTable.advance(handle, sending.id(), new BatchProgress(lines, refused, now));
  }
}
