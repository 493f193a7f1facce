package org.jitsuin.ca.record;

import java.time.Instant;
import java.time.LocalDate;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.Kind;
import org.jitsuin.base.model.Fingerprint;

/** What brakes did to acts of one person or one source, and what people decided of it. */
public sealed interface BrakeAct extends AuditAct {
  /**
   * The actor has done as many acts as one person may without a second one on that day, and is
   * refused more.
   *
   * @param budget such as {@code ex-officio}
   * @param limit how many acts
   * @param day in Japan
   */
  @Kind("budget-used-up")
  record BudgetUsedUp(String budget, int limit, LocalDate day) implements BrakeAct {}

  /**
   * The actor has been suspending cards faster than allowed for an hour and more.
   *
   * @param since when the first one was refused
   * @param refused how many were refused by one server
   */
  @Kind("suspensions-slowed")
  record SuspensionsSlowed(Instant since, long refused) implements BrakeAct {}

  /**
   * Events were taken in and not applied: more of their class came from one source than one source
   * may report in an hour. Several entries may tell of one hold.
   *
   * @param hold its id
   * @param source the name of the credential, or of the drop directory
   * @param eventClass such as {@code removals}
   * @param limit of the hour
   * @param events how many are held now for that
   * @param behind how many are held now only because an earlier event about the resident is
   * @param content binds these events, in their order: SHA-256 of the lines {@code ID HASH}, each
   *     of an event's id and the SHA-256 of the event in canonical JSON
   */
  @Kind("events-held")
  record EventsHeld(
      String hold,
      String source,
      String eventClass,
      long limit,
      int events,
      int behind,
      Fingerprint content)
      implements BrakeAct {}

  /**
   * Somebody wants held events to be released or rejected.
   *
   * @param decision {@code release} or {@code rejection}
   * @param reason the hash that binds the reason in words
   * @param events how many wait
   */
  @Kind("event-hold-proposed")
  record EventHoldProposed(String hold, String decision, String reason, long events)
      implements BrakeAct {}

  /** A second person agreed: it is carried out from then on. */
  @Kind("event-hold-approved")
  record EventHoldApproved(String hold, String decision, long events) implements BrakeAct {}

  /**
   * A held event was refused.
   *
   * @param event its id
   * @param code {@code EVENT_REJECTED} where two people decided it, otherwise of the rule
   */
  @Kind("held-event-refused")
  record HeldEventRefused(String hold, String event, String code) implements BrakeAct {}

  /** All of a hold was carried out; the events that were applied have entries of their own. */
  @Kind("event-hold-finished")
  record EventHoldFinished(String hold, long applied, long refused) implements BrakeAct {}
}
