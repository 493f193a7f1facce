package org.jitsuin.ca.application;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.application.ApplicationRules.Standing;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.ApplicationTable;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.FiledApplication.Subject;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Completes what was applied for and has a second person approve it: the keys, the kinds and the
 * check of identity with which it will be carried out.
 */
public final class ApplicationApprovals {
  private final Transactions transactions;
  private final OfficeRules rules;
  private final Map<ApplicationKind, Execution> executions;
  private final InstantSource clock;
  private final AuditLog auditLog;

  /**
   * @param executions one for each kind
   */
  public ApplicationApprovals(
      Transactions transactions,
      OfficeRules rules,
      Map<ApplicationKind, Execution> executions,
      InstantSource clock,
      AuditLog auditLog) {
    this.transactions = transactions;
    this.rules = rules;
    this.executions = Map.copyOf(executions);
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * Adds to an application what was missing in it. Where a second person is asked for, it waits for
   * one as soon as it is complete.
   *
   * @param more members of its content
   */
  public Outcome<Answered<FiledApplication>> extend(
      StaffMember caller, RequestId request, String id, Bytes more) {
    if (ApplicationContent.isNothing(Optional.of(more))) {
      return Outcome.refused(RefusalCode.REQUEST_INVALID, "member content must not be empty");
    }
    return changed(
        caller, request, id, (handle, standing) -> extend(handle, caller, standing, more));
  }

  private Outcome<Effect<Answered<FiledApplication>>> extend(
      Handle handle, StaffMember caller, Standing standing, Bytes more) {
    FiledApplication row = standing.row();
    Optional<Refusal> against = ApplicationRules.againstExtending(standing);
    if (against.isPresent()) {
      return new Outcome.Refused<>(against.get());
    }
    // Carried out already, though nobody has written that yet.
    if (ApplicationRecord.done(handle, row).isPresent()) {
      return Outcome.refused(RefusalCode.APPLICATION_ENDED, ApplicationState.COMPLETED.id());
    }
    return ApplicationContent.extended(row.content().orElseThrow(), Optional.of(more))
        .then(content -> extended(handle, caller, standing, content));
  }

  private Outcome<Effect<Answered<FiledApplication>>> extended(
      Handle handle, StaffMember caller, Standing standing, Bytes content) {
    Subject subject = standing.row().subject();
    Execution execution = executions.get(subject.kind());
    Task task = new Task(subject.card(), content);
    Optional<Refusal> fault = execution.fault(task);
    if (fault.isPresent()) {
      return new Outcome.Refused<>(fault.get());
    }
    Set<String> contributors = new HashSet<>(standing.row().contributors());
    contributors.add(caller.person());
    ApplicationTable.extend(
        handle,
        subject.id(),
        ApplicationRules.extended(standing, isDone(execution.material(task))),
        content,
        contributors);
    String whole = new String(content.bytes(), StandardCharsets.UTF_8);
    AuditAct act =
        new OfficeAct.ApplicationExtended(
            subject.id(), subject.card(), auditLog.commit(handle, Map.of("content", whole)));
    auditLog.append(handle, caller.actor(), act);
    return ApplicationRecord.asItStands(handle, subject.id());
  }

  /**
   * Approves a complete application as the second person.
   *
   * @param keys what the caller has seen of the keys, if they say so: other keys are not approved
   */
  public Outcome<Answered<FiledApplication>> approve(
      StaffMember caller,
      RequestId request,
      String id,
      Optional<Map<Authority, Fingerprint>> keys) {
    return changed(
        caller, request, id, (handle, standing) -> approve(handle, caller, standing, keys));
  }

  private Outcome<Effect<Answered<FiledApplication>>> approve(
      Handle handle,
      StaffMember caller,
      Standing standing,
      Optional<Map<Authority, Fingerprint>> keys) {
    Optional<Refusal> against = ApplicationRules.againstApproving(standing, caller.person());
    if (against.isPresent()) {
      return new Outcome.Refused<>(against.get());
    }
    return material(standing.row())
        .then(material -> approve(handle, caller, standing, material, keys));
  }

  private Outcome<Effect<Answered<FiledApplication>>> approve(
      Handle handle,
      StaffMember caller,
      Standing standing,
      Material material,
      Optional<Map<Authority, Fingerprint>> keys) {
    if (keys.filter(seen -> !seen.equals(material.keys())).isPresent()) {
      return Outcome.refused(RefusalCode.APPLICATION_KEYS_DIFFER);
    }
    Subject subject = standing.row().subject();
    Instant now = clock.instant();
    ApplicationTable.approve(
        handle,
        subject.id(),
        new Mark(caller.person(), now),
        standing.row().content().orElseThrow().fingerprint());
    auditLog.append(handle, now, caller.actor(), approved(subject, material));
    return ApplicationRecord.asItStands(handle, subject.id());
  }

  private static AuditAct approved(Subject subject, Material material) {
    List<OfficeAct.ApprovedKey> keys =
        material.keys().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(key -> new OfficeAct.ApprovedKey(key.getKey(), key.getValue()))
            .toList();
    return new OfficeAct.ApplicationApproved(
        subject.id(),
        subject.card(),
        keys,
        material.check().map(IdentityCheck::presentIds).orElse(List.of()),
        material.check().map(IdentityCheck::documentIds).orElse(List.of()));
  }

  private interface Step {
    Outcome<Effect<Answered<FiledApplication>>> from(Handle handle, Standing standing);
  }

  private Outcome<Answered<FiledApplication>> changed(
      StaffMember caller, RequestId request, String id, Step step) {
    OfficeRules.Demand demand = rules.demand();
    return transactions.once(
        request,
        handle ->
            StaffTable.present(handle, caller)
                .then(_ -> ApplicationRecord.locked(handle, id, caller))
                .then(row -> step.from(handle, standing(row, demand))));
  }

  private Standing standing(FiledApplication row, OfficeRules.Demand demand) {
    Subject subject = row.subject();
    return new Standing(
        row, demand.secondPersonFor(subject.municipality(), subject.kind()), isDone(material(row)));
  }

  private Outcome<Material> material(FiledApplication row) {
    return Execution.material(executions, row);
  }

  private static boolean isDone(Outcome<Material> material) {
    return material instanceof Outcome.Done<Material>;
  }
}
