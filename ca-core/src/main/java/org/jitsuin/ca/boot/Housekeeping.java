package org.jitsuin.ca.boot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.base.work.RepeatedWork;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.brake.UsualEvents;
import org.jitsuin.ca.cardwriting.LapseOrders;
import org.jitsuin.ca.residentevent.ApplyPlanned;
import org.jitsuin.ca.retention.RetentionPolicy;
import org.jitsuin.ca.store.BudgetTable;
import org.jitsuin.ca.store.ConsentCountTable;
import org.jitsuin.ca.store.EventBreakerTable;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.LineageCountTable;

/**
 * Housekeeping, the work that is repeated: giving up interrupted issues, what is due by plan,
 * certifying OCSP signers, opening CRL partitions, forgetting old answers. The first round also
 * says in the audit log that the server serves.
 */
final class Housekeeping {
  private static final CaLog LOG = CaLog.LOG;
  private static final Period BUDGETS_KEPT = Period.ofDays(90);

  private final CaContext context;
  private final IssuingUseCases issuing;
  private final Map<String, String> settings;
  private final List<Runnable> steps;
  private volatile boolean started;

  /**
   * @param settings that the server runs with, as far as the audit log may know them
   */
  Housekeeping(
      CaContext context,
      IssuingUseCases issuing,
      ApplyPlanned applyPlanned,
      LapseOrders lapseOrders,
      Map<String, String> settings) {
    this.context = context;
    this.issuing = issuing;
    this.settings = settings;
    this.steps =
        List.of(
            step("abandoning interrupted issues", this::giveUp),
            step("scheduled actions", applyPlanned::round),
            step("lapsing orders of cards", () -> tell(lapseOrders.round(), LOG::ordersLapsed)),
            step("certifying OCSP signers", this::certifySigners),
            step("certifying status keys", this::certifyStatusKeys),
            step("opening CRL partitions", this::openPartitions),
            step("deleting old answers", this::forget),
            step("deleting old budgets", this::forgetBudgets),
            step("deleting old counts of events", this::forgetCounts),
            step("deleting old counts of questions", this::forgetQuestions));
  }

  /** Says in the audit log that the server serves no longer, if it did. */
  void stop() {
    if (started) {
      try {
        context
            .auditLog()
            .append(
                context.transactions(),
                context.clock().instant(),
                context.server(),
                new ServiceAct.ServerStopped());
      } catch (Fault e) {
        LOG.housekeepingFailed(e.code(), e.getMessage());
      }
    }
  }

  /**
   * Records that the server starts, and its settings where they differ from those of the last
   * start.
   */
  private void recordStart() {
    Instant now = context.clock().instant();
    context
        .transactions()
        .run(handle -> {
          List<AuditAct> acts = new ArrayList<>();
          acts.add(new ServiceAct.ServerStarted(version()));
          EffectiveSettings.note(handle, context.node().name(), settings).ifPresent(acts::add);
          context.auditLog().append(handle, now, context.server(), acts);
          return acts;
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
    tell(issuing.abandonment().sweep(), LOG::abandoned);
    if (!started) {
      recordStart();
      LOG.started(context.authorities().all().size());
      started = true;
    }
  }

  private void certifySigners() {
    tell(issuing.certifySigners().round(), LOG::signersRenewed);
  }

  private void certifyStatusKeys() {
    if (context.settings().get(BaseSettings.FILTER_EVERY).isPositive()) {
      issuing.statusKeys().round();
    }
  }

  private void openPartitions() {
    tell(issuing.splitPartitions().round(), LOG::partitionsOpened);
  }

  private void forget() {
    Instant before = context.clock().instant().minus(RetentionPolicy.ANSWERS);
    context.transactions().run(handle -> IdempotencyTable.forget(handle, before));
  }

  private void forgetBudgets() {
    LocalDate before = JapanTime.date(context.clock().instant()).minus(BUDGETS_KEPT);
    context.transactions().run(handle -> BudgetTable.forget(handle, before));
  }

  private void forgetCounts() {
    long before = UsualEvents.from(UsualEvents.hour(context.clock().instant()));
    context.transactions().run(handle -> EventBreakerTable.forget(handle, before));
  }

  private void forgetQuestions() {
    LocalDate today = JapanTime.date(context.clock().instant());
    context.transactions().run(handle -> LineageCountTable.forget(handle, today));
    context.transactions().run(handle -> ConsentCountTable.forget(handle, today));
  }

  private static String version() {
    String version = Housekeeping.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
