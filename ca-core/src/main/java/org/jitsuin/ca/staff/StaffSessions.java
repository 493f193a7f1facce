package org.jitsuin.ca.staff;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Recognises members of staff by their client certificates. There is no login: the certificate
 * comes with each connection. What a login would leave in the audit log (ETSI EN 319 411-1 §6.4.5)
 * the first request after a pause leaves, on each server: that somebody came, or was turned away.
 *
 * <p>It remembers one instant for each certificate that the staff authority issued.
 */
public final class StaffSessions {
  private final Transactions transactions;
  private final Duration pause;
  private final Actor.Component server;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final Map<Visitor, Instant> lastSeen = new ConcurrentHashMap<>();

  /** The visitors whose coming is being recorded at the moment. */
  private final Map<Visitor, CompletableFuture<Void>> recording = new ConcurrentHashMap<>();

  /**
   * @param pause who asks nothing for so long has gone
   * @param server who notes it
   */
  public StaffSessions(
      Transactions transactions,
      Duration pause,
      Actor.Component server,
      InstantSource clock,
      AuditLog auditLog) {
    this.transactions = transactions;
    this.pause = pause;
    this.server = server;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  private record Visitor(Serial certificate, boolean welcome) {}

  /**
   * The active member of staff with that client certificate. When this returns, that they came, or
   * were turned away, is in the log.
   *
   * @param fits whether the certificate says the same of the member as the register
   * @return empty for who is not registered, was withdrawn, or does not fit
   * @throws Fault DATABASE_UNAVAILABLE
   */
  public Optional<StaffMember> recognise(Serial certificate, Predicate<StaffMember> fits) {
    Optional<StaffMember> member =
        transactions.run(handle -> StaffTable.find(handle, certificate)).filter(fits);
    Instant now = clock.instant();
    Visitor visitor = new Visitor(certificate, member.isPresent());
    if (hasCome(visitor, now)) {
      recordOnce(visitor, now, () -> record(now, certificate, member));
    } else {
      lastSeen.put(visitor, now);
    }
    return member;
  }

  private boolean hasCome(Visitor visitor, Instant now) {
    Instant seen = lastSeen.get(visitor);
    return seen == null || seen.plus(pause).isBefore(now);
  }

  /**
   * Requests with the same certificate that come at once wait for the first of them, so that none
   * goes on before the entry is kept; nobody else waits. Where it fails, it fails for all of them,
   * and the next one tries again.
   */
  private void recordOnce(Visitor visitor, Instant now, Runnable record) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> first = recording.putIfAbsent(visitor, mine);
    if (first != null) {
      await(first);
      return;
    }
    try {
      if (hasCome(visitor, now)) {
        record.run();
        lastSeen.put(visitor, now);
      }
      mine.complete(null);
    } catch (Fault e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      recording.remove(visitor);
      mine.cancel(false);
    }
  }

  private static void await(CompletableFuture<Void> first) {
    try {
      first.join();
    } catch (CompletionException | CancellationException e) {
      throw new Fault(
          FaultCode.DATABASE_UNAVAILABLE, "the start of a staff session could not be recorded", e);
    }
  }

  private void record(Instant now, Serial certificate, Optional<StaffMember> member) {
    Actor actor = member.<Actor>map(StaffMember::actor).orElse(server);
    OfficeAct act =
        member.isPresent()
            ? new OfficeAct.StaffRecognised(server.node())
            : new OfficeAct.StaffTurnedAway(certificate);
    auditLog.append(transactions, now, actor, act);
  }
}
