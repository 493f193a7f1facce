package org.jitsuin.ca.boot;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.Fault;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.base.work.RepeatedWork;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.issue.OcspSignerRenewal;
import org.jitsuin.ca.issue.SplitPartitions;
import org.jitsuin.ca.residentevent.ApplyPlanned;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Transactions;

/**
 * Housekeeping, the work that is repeated: giving up interrupted issues, what is due by plan,
 * renewing OCSP signers, opening CRL partitions, forgetting old answers. The first round also says
 * in the audit log that the server serves.
 */
@ApplicationScoped
public class Housekeeping {
  private static final CaLog LOG = CaLog.LOG;
  private static final String NAME = "Housekeeping";
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration ANSWERS_KEPT = Duration.ofDays(7);

  private final Transactions transactions;
  private final Authorities authorities;
  private final Abandonment abandonment;
  private final OcspSignerRenewal signerRenewal;
  private final ApplyPlanned takePlanned;
  private final SplitPartitions splitPartitions;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Node node;
  private final Heartbeats heartbeats;

  @Resource private ManagedScheduledExecutorService schedule;

  private final List<Runnable> steps;

  private ScheduledFuture<?> rounds;
  private volatile boolean started;

  /** A constructor for the container's proxy only. */
  protected Housekeeping() {
    this(null, null, null, null, null, null, null, null, null, null);
  }

  @Inject
  public Housekeeping(
      Transactions transactions,
      Authorities authorities,
      Abandonment abandonment,
      OcspSignerRenewal signerRenewal,
      ApplyPlanned takePlanned,
      SplitPartitions splitPartitions,
      InstantSource clock,
      SecureRandom random,
      Node node,
      Heartbeats heartbeats) {
    this.transactions = transactions;
    this.authorities = authorities;
    this.abandonment = abandonment;
    this.signerRenewal = signerRenewal;
    this.takePlanned = takePlanned;
    this.splitPartitions = splitPartitions;
    this.clock = clock;
    this.random = random;
    this.node = node;
    this.heartbeats = heartbeats;
    this.steps = steps();
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    Runnable round =
        heartbeats.every(
            PAUSE,
            NAME,
            this::clearUp,
            new WorkReport(NAME, LOG::housekeepingFailed, LOG::housekeepingRecovered));
    rounds = schedule.scheduleWithFixedDelay(round, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    rounds.cancel(true);
    if (started) {
      try {
        record(new ServiceAct.ServerStopped());
      } catch (Fault e) {
        LOG.housekeepingFailed(e.code(), e.getMessage());
      }
    }
  }

  private void record(AuditAct act) {
    AuditEntry entry = entry(act);
    transactions.run(handle -> {
      AuditTable.append(handle, entry);
      return entry;
    });
  }

  private AuditEntry entry(AuditAct act) {
    Actor actor = new Actor.Component("ca-core", node.name());
    return AuditEntry.of(clock.instant(), actor, act, random);
  }

  /**
   * Records that the server starts, and its settings where they differ from those of the last
   * start.
   */
  private void recordStart(Map<String, String> settings) {
    AuditEntry started = entry(new ServiceAct.ServerStarted(version()));
    transactions.run(handle -> {
      Optional<AuditEntry> changed =
          EffectiveSettings.note(handle, node.name(), settings).map(this::entry);
      AuditTable.append(handle, started);
      changed.ifPresent(entry -> AuditTable.append(handle, entry));
      return started;
    });
  }

  /**
   * Returns whether the remains of an earlier start were cleared up: only then may anything be
   * issued.
   */
  boolean isStarted() {
    return started;
  }

  /** Runs one round. */
  void clearUp() {
    steps.forEach(Runnable::run);
  }

  private List<Runnable> steps() {
    return List.of(
        step("abandoning interrupted issues", this::giveUp),
        step("scheduled actions", () -> takePlanned.round()),
        step("renewing OCSP signers", () -> tell(signerRenewal.renew(), LOG::signersRenewed)),
        step("opening CRL partitions", () -> tell(splitPartitions.round(), LOG::partitionsOpened)),
        step("deleting old answers", this::forget));
  }

  /** Returns a step whose failure keeps none of the others from being done. */
  private static Runnable step(String name, Runnable work) {
    return new RepeatedWork(
        work,
        new WorkReport(
            name,
            (code, message) -> LOG.housekeepingStepFailed(name, code, message),
            () -> LOG.housekeepingStepRecovered(name)));
  }

  private static void tell(int count, IntConsumer message) {
    if (count > 0) {
      message.accept(count);
    }
  }

  private void giveUp() {
    tell(abandonment.sweep(), LOG::abandoned);
    if (!started) {
      recordStart(EffectiveSettings.of(ConfigProvider.getConfig()));
      LOG.started(authorities.all().size());
      started = true;
    }
  }

  private void forget() {
    transactions.run(
        handle -> IdempotencyTable.forget(handle, clock.instant().minus(ANSWERS_KEPT)));
  }

  private static String version() {
    String version = Housekeeping.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
