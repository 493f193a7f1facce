package org.jitsuin.installation.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.base.model.Setback;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.installation.recovery.RecoveryPlan.Gap;
import org.jitsuin.store.Head;
import org.jitsuin.store.SetbackTable;

/** Looks at the database and at what was published from it; changes nothing. */
final class Survey {
  /** A serial number is drawn before its issue is recorded, by less than that. */
  private static final Duration LONGEST_ISSUE = Duration.ofMinutes(10);

  private final Handle handle;
  private final PublishedSources places;
  private final Instant now;

  Survey(Handle handle, PublishedSources places, Instant now) {
    this.handle = handle;
    this.places = places;
    this.now = now;
  }

  /** Returns what is found without reading all of the log. */
  List<Setback> glance() {
    List<Setback> found = new ArrayList<>(SetbackTable.all(handle));
    long entries = Head.LOG.last(handle);
    checkpoint()
        .flatMap(note -> Checkpoint.parse(note.text()))
        .filter(signed -> signed.size() > entries)
        .filter(_ -> found.stream().noneMatch(one -> one.what().equals(Setback.LOG)))
        .ifPresent(signed -> found.add(ofFiles(signed.size(), entries)));
    CrlNumbers.lost(handle, places.crls()).stream()
        .map(crl -> crl.place().setback(crl.number()))
        .filter(crl -> found.stream().noneMatch(one -> one.what().equals(crl.what())))
        .forEach(found::add);
    return found;
  }

  private static Setback ofFiles(long signed, long entries) {
    return Setback.ofLog(signed, entries, "this server's files of the audit log");
  }

  private Optional<SignedNote> checkpoint() {
    return LogTable.key(handle).flatMap(key -> places.log().newest(key.verifier()));
  }

  /** The answer that the preconditions lead to. */
  RecoveryPlan plan() {
    List<Setback> found = glance();
    Optional<String> obstacle = Optional.empty();
    Optional<LostEntries> entries = Optional.empty();
    LostActs acts = new LostActs();
    try {
      entries = checkpoint().flatMap(note -> LostEntries.find(handle, places.log(), note));
      entries.ifPresent(lost -> lost.forEach((_, body) -> acts.take(body)));
    } catch (LogDamaged e) {
      obstacle = Optional.of(e.getMessage() + "; " + Obstacles.NO_ENTRIES);
    }
    Obstacles obstacles = new Obstacles(found, checkpoint(), acts);
    Optional<LostEntries> lost = entries;
    obstacle =
        obstacle
            .or(obstacles::forEntries)
            .or(() -> lost.flatMap(one -> Obstacles.ofFork(handle, one)));
    List<LostCrl> crls = CrlNumbers.lost(handle, places.crls());
    return new RecoveryPlan(found, entries, acts, crls, gap(entries, acts), obstacle);
  }

  private Gap gap(Optional<LostEntries> entries, LostActs acts) {
    long kept = entries.map(LostEntries::kept).orElseGet(() -> Head.LOG.last(handle));
    Instant last =
        handle
            .createQuery(
                "SELECT recorded_at FROM audit.entry WHERE entry_no <= :kept ORDER BY entry_no DESC LIMIT 1")
            .bind("kept", kept)
            .mapTo(long.class)
            .findOne()
            .map(Instant::ofEpochMilli)
            .orElse(Instant.EPOCH);
    Instant ends = List.of(now, acts.latest(), last).stream().max(Comparator.naturalOrder()).get();
    return new Gap(last.minus(LONGEST_ISSUE), ends);
  }
}
