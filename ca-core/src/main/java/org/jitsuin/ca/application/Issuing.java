package org.jitsuin.ca.application;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.IssuingTable;
import org.jitsuin.ca.store.IssuingTable.Closure;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Closes issuing for maintenance and opens it again. It opens by nobody's clock: a time that is
 * given says when to come again.
 */
public final class Issuing {
  private static final Duration LONGEST = Duration.ofDays(31);

  private final Transactions transactions;
  private final OfficeRules rules;
  private final InstantSource clock;
  private final SecureRandom random;

  public Issuing(
      Transactions transactions, OfficeRules rules, InstantSource clock, SecureRandom random) {
    this.transactions = transactions;
    this.rules = rules;
    this.clock = clock;
    this.random = random;
  }

  /** Returns the closing of issuing, present while it is closed. */
  public Optional<Closure> closure() {
    return transactions.run(IssuingTable::find);
  }

  /**
   * Closes issuing, or says anew why and until when.
   *
   * @param until when it is expected to open again, if that is known
   * @param encode the answer as it is kept for a repeated request
   */
  public Outcome<Optional<Closure>> close(
      StaffMember caller,
      RequestId request,
      String reason,
      Optional<Instant> until,
      Function<Optional<Closure>, Bytes> encode) {
    Instant now = clock.instant();
    if (until.filter(end -> !end.isAfter(now) || end.isAfter(now.plus(LONGEST))).isPresent()) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID, "until must be in the future, at most 31 days from now");
    }
    Closure closure = new Closure(reason, until, caller.name(), now);
    return change(
        request,
        encode,
        handle -> {
          IssuingTable.lock(handle);
          IssuingTable.close(handle, closure);
          Commitment commitment = Commitment.to(Map.of("reason", reason), random);
          AuditTable.disclose(handle, List.of(commitment));
          record(handle, caller, new ServiceAct.IssuingClosed(commitment.hash(), until), now);
          return Optional.of(closure);
        });
  }

  /** Opens issuing; where it is open nothing happens. */
  public Outcome<Optional<Closure>> open(
      StaffMember caller, RequestId request, Function<Optional<Closure>, Bytes> encode) {
    return change(
        request,
        encode,
        handle -> {
          if (IssuingTable.lock(handle).isPresent()) {
            Instant now = clock.instant();
            IssuingTable.open(handle, caller.name(), now);
            record(handle, caller, new ServiceAct.IssuingOpened(), now);
          }
          return Optional.empty();
        });
  }

  private Outcome<Optional<Closure>> change(
      RequestId request,
      Function<Optional<Closure>, Bytes> encode,
      Function<Handle, Optional<Closure>> work) {
    Outcome<Optional<Closure>> outcome =
        transactions.once(
            request, encode, handle -> Outcome.done(new Effect<>(work.apply(handle), List.of())));
    rules.changed();
    return outcome;
  }

  private void record(Handle handle, StaffMember caller, AuditAct act, Instant now) {
    AuditTable.append(handle, AuditEntry.of(now, caller.actor(), act, random));
  }
}
