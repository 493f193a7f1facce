package org.jitsuin.crl.publish;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.Fault;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.plan.PublishingLease;
import org.jitsuin.crl.plan.Schedule;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.write.CrlContent;
import org.jitsuin.store.Fence;
import org.jitsuin.store.SetbackTable;

/**
 * Records CRLs, before they are signed and after they are in place, by right of the lease: who was
 * deposed records nothing any more.
 */
final class CrlRecords {
  private final StatusDatabase database;
  private final PublishingLease lease;
  private final Schedule schedule;
  private final Scribe scribe;

  /** The node that writes audit entries, with its clock and its randomness. */
  record Scribe(String node, InstantSource clock, SecureRandom random) {
    AuditEntry entry(AuditAct act) {
      return AuditEntry.of(
          clock.instant(), new Actor.Component(Actor.Component.CRL_PUBLISHER, node), act, random);
    }
  }

  CrlRecords(StatusDatabase database, PublishingLease lease, Schedule schedule, Scribe scribe) {
    this.database = database;
    this.lease = lease;
    this.schedule = schedule;
    this.scribe = scribe;
  }

  /**
   * Returns the present as a moment that a state of the database can be held against.
   *
   * @return empty if the lease is lost
   * @throws Fault DATABASE_UNAVAILABLE
   */
  Optional<EntryReader.Since> since(Fence fence) {
    // Before the mark is written: whoever was told before then that a change is made made it
    // before.
    Instant now = scribe.clock().instant();
    OptionalLong mark = lease.mark(fence);
    return mark.isEmpty()
        ? Optional.empty()
        : Optional.of(new EntryReader.Since(now, handle -> lease.shows(handle, mark.getAsLong())));
  }

  /**
   * Gives each draft a number and records that it is intended.
   *
   * @return empty if the lease is lost
   * @throws Fault DATABASE_UNAVAILABLE; RECOVERY_NEEDED while the audit log is closed
   */
  Optional<List<Intent>> intend(Fence fence, List<CrlDraft> drafts) {
    Set<Integer> partitions =
        drafts.stream().map(draft -> draft.listing().partition().no()).collect(Collectors.toSet());
    return database.run(handle -> {
      if (!lease.keep(handle, fence)) {
        return Optional.empty();
      }
      SetbackTable.requireNone(handle);
      CrlTable.abandon(handle, partitions);
      CrlTable.requireBases(handle, drafts);
      Map<Integer, Long> numbers = CrlTable.greatestNumbers(handle, partitions);
      shareNumbers(handle, drafts, numbers);
      List<Intent> intents = drafts.stream().map(draft -> intent(draft, numbers)).toList();
      CrlTable.insert(handle, intents, scribe.node());
      return Optional.of(intents);
    });
  }

  /**
   * The complete CRLs of an authority have one scope and one issuer's name, so that they count
   * together (RFC 5280 §5.2.3): those of one round, which say the same, have the same number, and
   * those of a later one a greater number, whichever key signs.
   */
  private static void shareNumbers(
      Handle handle, List<CrlDraft> drafts, Map<Integer, Long> numbers) {
    for (CrlDraft draft : drafts) {
      Partition partition = draft.listing().partition();
      if (partition.isComplete()) {
        List<Integer> all =
            CrlScope.of(handle, partition).issuers().stream()
                .map(issuer -> Partition.TOP - issuer)
                .toList();
        CrlTable.greatestNumbers(handle, all).values().stream()
            .max(Comparator.naturalOrder())
            .ifPresent(greatest -> numbers.put(partition.no(), greatest));
      }
    }
  }

  private Intent intent(CrlDraft draft, Map<Integer, Long> numbers) {
    Partition partition = draft.listing().partition();
    long recorded = numbers.getOrDefault(partition.no(), 0L);
    long published = draft.listing().published().map(PublishedCrl::number).orElse(0L);
    return new Intent(
        draft,
        new CrlContent(
            partition,
            Math.max(recorded, published) + 1,
            draft.thisUpdate(),
            draft.terms().last() ? Schedule.NEVER : schedule.nextUpdate(draft.thisUpdate()),
            OptionalLong.empty(),
            draft.delta().flatMap(_ -> partition.deltaAddresses()),
            schedule.expiredSince(partition.issuer())));
  }

  /**
   * Returns whether no other server has taken over so far.
   *
   * @throws Fault DATABASE_UNAVAILABLE
   */
  boolean holds(Fence fence) {
    return lease.keep(fence);
  }

  /**
   * Records that those CRLs are published; from then on every server serves them.
   *
   * @return false if the lease is lost, and nothing is recorded
   * @throws Fault DATABASE_UNAVAILABLE; INTEGRITY_VIOLATED if one was not intended; RECOVERY_NEEDED
   *     while the audit log is closed
   */
  boolean record(Fence fence, List<SignedCrls> placed) {
    List<AuditEntry> entries =
        placed.stream()
            .flatMap(signed -> Stream.concat(Stream.of(act(signed)), deltaAct(signed)))
            .map(scribe::entry)
            .toList();
    return database.run(handle -> {
      if (!lease.keep(handle, fence)) {
        return false;
      }
      SetbackTable.requireNone(handle);
      if (CrlTable.complete(handle, placed)) {
        SubmissionTable.insert(handle, entries);
      }
      return true;
    });
  }

  private static AuditAct act(SignedCrls signed) {
    Partition partition = signed.intent().content().partition();
    PublishedCrl crl = signed.published();
    return new ServiceAct.CrlPublished(
        partition.issuer().issuer(),
        partition.id(),
        crl.number(),
        crl.thisUpdate(),
        crl.nextUpdate(),
        crl.entries(),
        crl.sha256());
  }

  private static Stream<AuditAct> deltaAct(SignedCrls signed) {
    Partition partition = signed.intent().content().partition();
    PublishedCrl crl = signed.published();
    return crl.delta().stream()
        .map(delta ->
            new ServiceAct.DeltaCrlPublished(
                partition.issuer().issuer(),
                partition.deltaId(),
                crl.number(),
                delta.base().map(CrlBase::number).orElse(crl.number()),
                crl.thisUpdate(),
                crl.nextUpdate(),
                delta.entries(),
                delta.sha256()));
  }
}
