package org.jitsuin.ca.issue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.PendingIntent;
import org.jitsuin.ca.store.ServerTable;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.StatusFeed.Change;
import org.jitsuin.ca.store.Transactions;

/**
 * Gives up issues that were begun and will not be completed: their serial numbers become known and
 * revoked, so that a signature that may exist is worth nothing.
 */
public final class Abandonment {
  /**
   * The age at which an intent of this server is overdue, and the silence after which a server is
   * taken to be dead: longer than any issue takes, since signing alone ends after its deadline.
   */
  private static final Duration OVERDUE = Duration.ofMinutes(10);

  private static final int AT_ONCE = 500;
  private static final CaLog LOG = CaLog.LOG;

  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final Node node;
  private final SilentServers servers;
  private final Postponed postponed;

  public Abandonment(Transactions transactions, InstantSource clock, AuditLog auditLog, Node node) {
    this(transactions, clock, auditLog, node, System::nanoTime);
  }

  /**
   * @param stopwatch nanoseconds since whenever, which nobody sets
   */
  Abandonment(
      Transactions transactions,
      InstantSource clock,
      AuditLog auditLog,
      Node node,
      LongSupplier stopwatch) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
    this.node = node;
    this.servers = new SilentServers(stopwatch);
    this.postponed = new Postponed(stopwatch);
  }

  /**
   * Gives up what earlier starts of this server left, what was postponed, what is overdue here, and
   * what servers began that do not live any more. Not for several threads at a time.
   *
   * @return how many
   */
  public int sweep() {
    Instant before = clock.instant().minus(OVERDUE);
    List<String> silent = servers.longerThan(OVERDUE, transactions.run(ServerTable::all));
    List<PendingIntent> orphans =
        transactions.run(handle -> IntentTable.orphans(handle, node, before, silent, AT_ONCE));
    int abandoned = postponed.giveUp(this::giveUp);
    for (PendingIntent orphan : orphans) {
      abandoned += giveUp(orphan) ? 1 : 0;
    }
    return abandoned;
  }

  /**
   * Gives up intents of this server at once. Where the database is not there, {@link #sweep} does
   * it later.
   */
  public void abandon(List<PendingIntent> intents) {
    try {
      intents.forEach(this::giveUp);
    } catch (Fault e) {
      // The fault that brought us here is the one to tell, and the intents stay pending until then.
      postpone(intents);
      LOG.abandonmentPostponed(e.code());
    }
  }

  /**
   * Has intents of this server given up by the next {@link #sweep} where they were recorded: the
   * connection was lost meanwhile, and whoever began them does not go on.
   */
  void postpone(List<PendingIntent> intents) {
    postponed.add(intents);
  }

  /** The server whose intents these are. */
  Node node() {
    return node;
  }

  private boolean giveUp(PendingIntent intent) {
    return transactions.run(handle -> {
      boolean mine = IntentTable.abandon(handle, intent.issuerNumber(), intent.serial());
      if (mine) {
        // A generation that is being made takes in what was given up when it comes to be; only then
        // is there somebody who could be asked about it.
        IssuerTable.find(handle, intent.issuerNumber())
            .ifPresent(issuer -> revoke(handle, intent, issuer));
      }
      return mine;
    });
  }

  private void revoke(Handle handle, PendingIntent intent, Issuer issuer) {
    Instant now = clock.instant();
    Change change = change(intent, new Revocation(now, RevocationReason.UNSPECIFIED));
    AuditAct act = new CertificateAct.IssueAbandoned(issuer, intent.serial(), intent.card());
    Actor actor = new Actor.Component("ca-core", node.name());
    auditLog.append(handle, now, actor, act);
    StatusFeed.issued(handle, List.of(change));
    StatusFeed.revoked(handle, List.of(change));
    StatusFeed.append(handle, List.of(change), now);
  }

  private static Change change(PendingIntent intent, Revocation revocation) {
    int issuer = intent.issuerNumber();
    return intent
        .partition()
        .map(partition ->
            new Change(
                issuer, intent.serial(), partition, intent.notAfter(), Optional.of(revocation)))
        .orElseGet(() ->
            Change.ofAuthority(
                issuer, intent.serial(), intent.notAfter(), Optional.of(revocation)));
  }
}
