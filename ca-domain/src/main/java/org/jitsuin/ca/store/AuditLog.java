package org.jitsuin.ca.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.base.model.Bytes;

/**
 * The audit log as acts write to it: gives entries their names and times, and commitments their
 * salts.
 *
 * <p>An act is appended in its own transaction, at the end of it, wherever it is said ({@link
 * HeadRows}): then it is found that the log is closed.
 */
public final class AuditLog {
  private final InstantSource clock;
  private final SecureRandom random;

  /**
   * @param random where the names of entries and the salts of commitments come from
   */
  public AuditLog(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * Appends an act that is done now.
   *
   * @throws org.jitsuin.base.Fault RECOVERY_NEEDED while the database is behind what was published
   */
  public void append(Handle handle, Actor actor, AuditAct act) {
    append(handle, clock.instant(), actor, act);
  }

  /**
   * Appends an act.
   *
   * @param at when it is done, as other rows of the same transaction say it too
   * @throws org.jitsuin.base.Fault RECOVERY_NEEDED while the database is behind what was published
   */
  public void append(Handle handle, Instant at, Actor actor, AuditAct act) {
    append(handle, at, actor, List.of(act));
  }

  /**
   * Appends acts of one actor in their order.
   *
   * @param at when they are done
   * @throws org.jitsuin.base.Fault RECOVERY_NEEDED while the database is behind what was published
   */
  public void append(Handle handle, Instant at, Actor actor, Collection<? extends AuditAct> acts) {
    HeadRows.of(handle).record(handle, acts.stream().map(act -> entry(at, actor, act)).toList());
  }

  /**
   * Appends an act that changes nothing else, in a transaction of its own.
   *
   * @throws org.jitsuin.base.Fault RECOVERY_NEEDED while the database is behind what was published;
   *     DATABASE_UNAVAILABLE
   */
  public void append(Transactions transactions, Instant at, Actor actor, AuditAct act) {
    transactions.use(handle -> append(handle, at, actor, act));
  }

  /** An entry to be appended later, or together with those of other actors. */
  public AuditEntry entry(Instant at, Actor actor, AuditAct act) {
    return AuditEntry.of(at, actor, act, random);
  }

  /**
   * Commits to personal data and keeps it until it is erased by law.
   *
   * @param data maps, lists, strings, whole numbers
   * @return the hash that stands in the entry, in lower-case hexadecimal
   */
  public String commit(Handle handle, Map<String, ?> data) {
    Commitment commitment = Commitment.to(data, random);
    AuditTable.disclose(handle, List.of(commitment));
    return commitment.hash();
  }

  /**
   * A commitment to personal data, to be kept later together with others.
   *
   * @param canonical as {@link Commitment#canonical} gives it
   */
  public Commitment commitment(Bytes canonical) {
    return Commitment.to(canonical, random);
  }
}
