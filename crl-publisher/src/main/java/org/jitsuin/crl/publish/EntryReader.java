package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.plan.Schedule;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.write.DeltaComparison;
import org.jitsuin.crl.write.EntryComparison;
import org.jitsuin.crl.write.EntrySpool;

/** The first step of a round: reads what the CRLs will say. */
final class EntryReader {
  private final StatusDatabase database;
  private final CrlFiles files;
  private final Schedule schedule;

  EntryReader(StatusDatabase database, CrlFiles files, Schedule schedule) {
    this.database = database;
    this.files = files;
    this.schedule = schedule;
  }

  /**
   * A moment from which on what is read must be.
   *
   * @param at becomes the thisUpdate
   * @param isIn tells of a state of the database whether it is not older
   */
  record Since(Instant at, Predicate<Handle> isIn) {}

  /**
   * Reads the entries of all those partitions in one state of the database, together with the place
   * in the feed that this state has.
   *
   * @param since what was acknowledged before stands in the CRLs, or none is made: a database that
   *     took the place of another may lack what that had, or not have it yet
   * @param outcomes takes what ends here: the partitions that fail, and those whose CRL would say
   *     nothing new or leave out what it must not
   * @return the drafts of the others; the caller closes them
   * @throws Fault DATABASE_UNAVAILABLE
   */
  List<CrlDraft> read(Since since, List<Due> due, List<PublishOutcome> outcomes) {
    List<CrlDraft> all = new ArrayList<>();
    Map<CrlDraft, PublishOutcome> ended = new HashMap<>();
    try {
      // Not again: what was read of some stands in their spools.
      database.attempt(handle -> read(handle, since, due, all, ended));
      all.stream()
          .filter(draft -> !ended.containsKey(draft) && saysNothingNew(draft))
          .forEach(draft ->
              ended.put(draft, new PublishOutcome.Unchanged(draft.listing(), draft.feedSeq())));
    } catch (Fault e) {
      all.forEach(CrlDraft::close);
      throw e;
    }
    ended.keySet().forEach(CrlDraft::close);
    outcomes.addAll(ended.values());
    all.removeAll(ended.keySet());
    return all;
  }

  private int read(
      Handle handle,
      Since since,
      List<Due> due,
      List<CrlDraft> all,
      Map<CrlDraft, PublishOutcome> ended) {
    if (!since.isIn().test(handle)) {
      throw new Fault(
          FaultCode.DATABASE_UNAVAILABLE,
          "the database shows an older state than the one that was just written to");
    }
    Instant thisUpdate = since.at().truncatedTo(ChronoUnit.SECONDS);
    long feedSeq = RevocationTable.feedSeq(handle);
    Set<Integer> superseded = FinalTable.superseded(handle, thisUpdate);
    Set<Integer> used =
        DeltaTable.used(handle, due.stream().map(one -> one.listing().partition().no()).toList());
    for (Due one : due) {
      Partition partition = one.listing().partition();
      // Under the name of a complete CRL the newest generation goes on to issue.
      boolean last =
          !partition.isComplete()
              && superseded.contains(partition.issuer().no())
              && FinalTable.allEnded(handle, partition, thisUpdate);
      Optional<CrlDraft> same = sameScope(all, ended.keySet(), partition);
      all.add(empty(one, feedSeq, terms(one, thisUpdate, last)));
      try {
        fill(handle, all, same, used);
        vanished(handle, all.getLast())
            .ifPresent(problem ->
                ended.put(all.getLast(), new PublishOutcome.Contradicted(one.listing(), problem)));
      } catch (Fault | UncheckedIOException e) {
        ended.put(all.getLast(), new PublishOutcome.Failed(one.listing(), Reasons.of(e)));
      }
    }
    return all.size();
  }

  /** The draft of a complete CRL that another key generation of the authority will sign. */
  private static Optional<CrlDraft> sameScope(
      List<CrlDraft> all, Set<CrlDraft> ended, Partition partition) {
    return all.stream()
        .filter(_ -> partition.isComplete())
        .filter(draft -> !ended.contains(draft))
        .filter(draft -> draft.listing().partition().isComplete())
        .filter(draft -> draft.listing().partition().authority() == partition.authority())
        .findFirst();
  }

  /** Reads what the last of those drafts will list; with a delta beside it, it is another one. */
  private void fill(Handle handle, List<CrlDraft> all, Optional<CrlDraft> same, Set<Integer> used) {
    CrlDraft draft = all.getLast();
    spool(handle, draft, same);
    if (hasDelta(draft, used)) {
      CrlDraft both = draft.with(emptyDelta(draft.listing(), draft.thisUpdate()));
      all.set(all.size() - 1, both);
      all.set(all.size() - 1, delta(handle, both));
    }
  }

  /** Reads its entries, from the database unless they were just read for another one. */
  private static void spool(Handle handle, CrlDraft draft, Optional<CrlDraft> same) {
    Optional<EntrySpool> read =
        same.filter(other -> other.endingFrom() == draft.endingFrom()).map(CrlDraft::entries);
    if (read.isEmpty()) {
      RevocationTable.spool(handle, draft);
      return;
    }
    try {
      draft.entries().addAll(read.get());
    } catch (IOException e) {
      throw new UncheckedIOException("entries cannot be spooled", e);
    }
  }

  /**
   * Returns whether a delta CRL is published beside it. A partition that no certificate was ever
   * issued into has none: nobody looks at its CRL, and there are thousands of them in the
   * beginning. Where there was one once, relying parties may look for the next.
   */
  private static boolean hasDelta(CrlDraft draft, Set<Integer> used) {
    Partition partition = draft.listing().partition();
    return partition.deltaAddresses().isPresent()
        && (used.contains(partition.no())
            || draft.entries().count() > 0
            || draft.listing().published().flatMap(PublishedCrl::delta).isPresent());
  }

  /**
   * Reads the delta of a draft, if there is something that it starts from. If base and delta
   * together would not say what the complete CRL says, the delta starts from its own number
   * instead: whoever has an older complete CRL needs the new.
   */
  private CrlDraft delta(Handle handle, CrlDraft draft) {
    DeltaDraft delta = draft.delta().orElseThrow();
    if (delta.base().isEmpty()) {
      return draft;
    }
    CrlBase base = delta.base().get();
    Partition partition = draft.listing().partition();
    Path file = files.file(partition, base.number());
    DeltaTable.spool(handle, draft, base, file);
    try {
      if (DeltaComparison.agree(file, delta.entries(), draft.entries())) {
        return draft;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a delta cannot be compared", e);
    }
    CrlLog.LOG.deltaStartsAnew(partition.toString());
    delta.close();
    return draft.with(new DeltaDraft(Optional.empty(), new EntrySpool(files.directory(partition))));
  }

  /** Returns what is wrong with a draft beside the CRL that is served, if that is whole. */
  private Optional<String> vanished(Handle handle, CrlDraft draft) {
    Partition partition = draft.listing().partition();
    Optional<PublishedCrl> served = draft.listing().served();
    try {
      return served
          .flatMap(before ->
              VanishedCheck.problem(handle, draft, before, files.file(partition, before.number())))
          .filter(_ -> sound(partition, served));
    } catch (Fault | UncheckedIOException e) {
      if (sound(partition, served)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private boolean sound(Partition partition, Optional<PublishedCrl> crl) {
    return crl.filter(one -> files.sound(partition, one.asBase())).isPresent();
  }

  private CrlDraft.Terms terms(Due due, Instant thisUpdate, boolean last) {
    return new CrlDraft.Terms(
        thisUpdate, schedule.endingFrom(due.listing().published(), thisUpdate), last);
  }

  private CrlDraft empty(Due due, long feedSeq, CrlDraft.Terms terms) {
    Path directory = files.directory(due.listing().partition());
    return new CrlDraft(due, new EntrySpool(directory), Optional.empty(), feedSeq, terms);
  }

  private DeltaDraft emptyDelta(PublishedPartition listing, Instant thisUpdate) {
    return new DeltaDraft(
        base(listing, thisUpdate), new EntrySpool(files.directory(listing.partition())));
  }

  /** Returns the base of the delta, if there is one: where its file is lost, the newest CRL. */
  private Optional<CrlBase> base(PublishedPartition listing, Instant thisUpdate) {
    Partition partition = listing.partition();
    return schedule
        .base(partition.no(), listing.published(), thisUpdate)
        .filter(base -> files.sound(partition, base))
        .or(() ->
            listing
                .published()
                .map(PublishedCrl::asBase)
                .filter(base -> files.sound(partition, base)));
  }

  private boolean saysNothingNew(CrlDraft draft) {
    Optional<Path> served =
        draft
            .listing()
            .served()
            .filter(_ -> draft.forChangesOnly())
            .map(crl -> files.file(draft.listing().partition(), crl.number()));
    try {
      return served.isPresent() && EntryComparison.same(served.get(), draft.entries());
    } catch (Fault | IOException e) {
      // A file that cannot be compared is one more reason to write a new one.
      return false;
    }
  }
}
