package org.jitsuin.installation.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.model.Setback;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.HolderErasure;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.ResponderTable;
import org.jitsuin.ca.store.Submissions;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.store.SetbackTable;

/** Recovers a database that was put back; see the package. */
public final class Recovery {
  private static final String LAUNCHER = "launcher";

  private final Jdbi admin;
  private final PublishedSources places;
  private final InstantSource clock;
  private final AuditLog auditLog;

  /**
   * @param admin as a user who may do anything
   * @param clock the authorities'
   */
  public Recovery(Jdbi admin, PublishedSources places, InstantSource clock) {
    this.admin = admin;
    this.places = places;
    this.clock = clock;
    this.auditLog = new AuditLog(clock, new SecureRandom());
  }

  /**
   * A report of what was found, and of what would be done.
   *
   * @param needed whether anything was found
   * @param possible whether it can be done
   * @param lines all of it for people
   */
  public record Report(boolean needed, boolean possible, List<String> lines) {
    public Report {
      lines = List.copyOf(lines);
    }

    private static Report of(RecoveryPlan plan) {
      return new Report(plan.isNeeded(), plan.obstacle().isEmpty(), plan.lines());
    }

    /** Returns the statement that operators sign. */
    public byte[] statement() {
      return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Looks, and changes nothing. */
  public Report look() {
    return Report.of(admin.inTransaction(handle -> new Survey(handle, places, now()).plan()));
  }

  /**
   * Looks as far as can be done in a moment, and closes the log if something is found.
   *
   * @return what was found
   */
  public List<Setback> guard(String node) {
    return admin.inTransaction(handle -> {
      SetbackTable.awaitRecovery(handle);
      List<Setback> found = new Survey(handle, places, now()).glance();
      found.forEach(one -> SetbackTable.close(handle, one, node, now()));
      return found;
    });
  }

  /**
   * Does it, all or nothing; servers that run go on by themselves.
   *
   * @param operators who decided it
   * @throws SetupFailure if it cannot be done, or nothing needs to be
   */
  public Report carryOut(List<StaffMember> operators) {
    return admin.inTransaction(handle -> {
      SetbackTable.awaitRecovery(handle);
      handle.execute("SELECT last FROM status.audit_head WHERE one = 1 FOR UPDATE");
      RecoveryPlan plan = new Survey(handle, places, now()).plan();
      plan.obstacle()
          .ifPresent(reason -> {
            throw new SetupFailure("it cannot be done: " + reason);
          });
      if (!plan.isNeeded()) {
        throw new SetupFailure("nothing is missing");
      }
      carryOut(handle, plan, operators);
      return Report.of(plan);
    });
  }

  private void carryOut(Handle handle, RecoveryPlan plan, List<StaffMember> operators) {
    Instant now = now();
    try {
      long feed = CrlRows.feed(handle);
      plan.entries().ifPresent(lost -> LogRows.putBack(handle, lost, now));
      Statuses statuses = new Statuses(handle, plan.acts(), now);
      statuses.putBack(plan.crls());
      List<AuditAct> acts =
          new ArrayList<>(plan.acts().staff().putBack(handle, new Mark(LAUNCHER, now)));
      plan.acts()
          .responders()
          .forEach(known ->
              ResponderTable.putBack(handle, known.admission(), known.withdrawn(), known.at()));
      plan.acts().retired().forEach((issuer, at) -> IssuerTable.retire(handle, issuer, at));
      plan.acts().orders().putBack(handle);
      plan.acts().withdrawals().putBack(handle, now);
      new PendingIntents(handle, plan.acts()).settle();
      // Certificates have ended again by now.
      HolderErasure.holders(handle, plan.acts().erased())
          .forEach(holder -> HolderErasure.lock(handle, holder).erase());
      CrlRows.lift(handle, plan, feed, now);
      gap(handle, plan.gap(), now);
      SetbackTable.open(handle);
      // What publishers handed in and nobody numbered is older than the recovery.
      Submissions.takeInAll(handle, now);
      acts.add(recovered(plan, operators));
      auditLog.append(handle, now, new Actor.Component(LAUNCHER, LAUNCHER), acts);
    } catch (IOException e) {
      throw new UncheckedIOException("a CRL cannot be read", e);
    }
  }

  private static void gap(Handle handle, RecoveryPlan.Gap gap, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO status.gap (begins_at, ends_at, recovered_at)
            VALUES (:begins, :ends, :now)
            """)
        .bind("begins", gap.begins().toEpochMilli())
        .bind("ends", gap.ends().toEpochMilli())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  private static AuditAct recovered(RecoveryPlan plan, List<StaffMember> operators) {
    return new ServiceAct.LogRecovered(
        plan.entries().map(lost -> lost.kept() + 1).orElse(0L),
        plan.entries().map(lost -> lost.signed().size()).orElse(0L),
        plan.entries().map(lost -> lost.signed().root().toString()).orElse(""),
        plan.entries().map(LostEntries::later).orElse(0L),
        plan.crls().size(),
        plan.gap().begins(),
        plan.gap().ends(),
        operators.stream().map(one -> one.name() + " " + one.certificate()).toList());
  }

  private Instant now() {
    return clock.instant();
  }
}
