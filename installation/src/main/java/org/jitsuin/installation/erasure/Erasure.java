package org.jitsuin.installation.erasure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.record.RetentionAct;
import org.jitsuin.ca.retention.ErasureGround;
import org.jitsuin.ca.retention.ErasureRules;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.DropArchive;
import org.jitsuin.ca.store.HolderErasure;
import org.jitsuin.ca.store.HolderErasure.Erased;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.store.SetbackTable;

/** Erases one person; see the package. */
public final class Erasure {
  private final Jdbi admin;
  private final Optional<DropArchive> archive;
  private final InstantSource clock;
  private final AuditLog auditLog;

  /**
   * @param admin as a user who may do anything
   * @param directory where the register drops files, if it does
   * @param clock the authorities'
   */
  public Erasure(Jdbi admin, Optional<Path> directory, InstantSource clock) {
    this.admin = admin;
    this.archive = directory.map(DropArchive::new);
    this.clock = clock;
    this.auditLog = new AuditLog(clock, new SecureRandom());
  }

  /**
   * What is to be done.
   *
   * @param registerId of the person
   * @param reference names the order by which it is done, if one
   */
  public record Order(String registerId, ErasureGround ground, Optional<String> reference) {
    /** Returns a text without the content: whom somebody erases is nobody's business. */
    @Override
    public String toString() {
      return "Order[" + ground.id() + "]";
    }
  }

  /**
   * A report of what there is, and of what would be done.
   *
   * @param needed whether there is anything
   * @param possible whether nothing stands in the way
   * @param lines all of it for people; of the person no more than the id that was given
   */
  public record Report(boolean needed, boolean possible, List<String> lines) {
    public Report {
      lines = List.copyOf(lines);
    }

    /** Returns the statement that operators sign. */
    public byte[] statement() {
      return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Looks, and changes nothing: it is done, and taken back. */
  public Report look(Order order) {
    return admin.inTransaction(handle -> {
      HolderErasure holder = HolderErasure.lock(handle, order.registerId());
      Optional<String> obstacle = obstacle(holder, order);
      Erased erased = holder.erase();
      handle.rollback();
      return report(order, erased, obstacle);
    });
  }

  private Optional<String> obstacle(HolderErasure holder, Order order) {
    long waiting = archive.map(files -> files.waiting(order.registerId())).orElse(0L);
    return waiting > 0
        ? Optional.of(
            waiting
                + " lines of dropped files are about this resident and not taken in yet; let them"
                + " be, or take them away")
        : ErasureRules.obstacle(holder.facts(now()), order.ground(), now());
  }

  private Report report(Order order, Erased erased, Optional<String> obstacle) {
    long lines = archive.map(files -> files.kept(order.registerId())).orElse(0L);
    List<String> report = new ArrayList<>();
    if (erased.isNothing() && lines == 0) {
      report.add("nothing is kept of resident " + order.registerId());
      return new Report(false, obstacle.isEmpty(), report);
    }
    report.add(
        "resident %s is erased on the ground %s:"
            .formatted(order.registerId(), order.ground().id()));
    order.reference().ifPresent(reference -> report.add("by order: " + reference));
    erased.counts().forEach((what, count) -> report.add(line(count, what)));
    report.add(line(lines, "lines of dropped files"));
    report.add("the status of certificates, their hashes and the audit log stay");
    obstacle.ifPresent(reason -> report.add("it cannot be done: " + reason));
    return new Report(true, obstacle.isEmpty(), report);
  }

  private static String line(long count, String what) {
    return String.format(Locale.ROOT, "  %,6d %s", count, what);
  }

  /**
   * Does it.
   *
   * @param operators who decided it, the one who proposed it first
   * @throws SetupFailure if it cannot be done, or there is nothing
   */
  public Report carryOut(Order order, List<StaffMember> operators) {
    Report report =
        admin.inTransaction(handle -> {
          SetbackTable.requireNone(handle);
          return carryOut(handle, order, operators);
        });
    // Last: whoever dies before finds the lines again and repeats it.
    archive.ifPresent(files -> files.erase(order.registerId()));
    return report;
  }

  private Report carryOut(Handle handle, Order order, List<StaffMember> operators) {
    HolderErasure holder = HolderErasure.lock(handle, order.registerId());
    obstacle(holder, order)
        .ifPresent(reason -> {
          throw new SetupFailure("it cannot be done: " + reason);
        });
    List<String> cards = holder.cards();
    Erased erased = holder.erase();
    Report report = report(order, erased, Optional.empty());
    if (!report.needed()) {
      throw new SetupFailure("nothing is kept of this resident");
    }
    String id = UUID.randomUUID().toString();
    String reference =
        order
            .reference()
            .map(text -> auditLog.commit(handle, Map.of("reference", text)))
            .orElse("");
    Instant now = now();
    auditLog.append(
        handle,
        now,
        operators.getFirst().actor(),
        new RetentionAct.ErasureProposed(id, cards, order.ground().id(), reference));
    auditLog.append(handle, now, operators.getLast().actor(), acts(id, order.ground(), erased));
    return report;
  }

  private static List<AuditAct> acts(String id, ErasureGround ground, Erased erased) {
    List<AuditAct> acts = new ArrayList<>();
    erased
        .certificates()
        .forEach((card, certificates) ->
            acts.add(
                new RetentionAct.HolderErased(id, Optional.of(card), ground.id(), certificates)));
    if (acts.isEmpty()) {
      acts.add(new RetentionAct.HolderErased(id, Optional.empty(), ground.id(), 0));
    }
    return acts;
  }

  private Instant now() {
    return clock.instant();
  }
}
