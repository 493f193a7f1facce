package org.jitsuin.ocsp.usage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.CertIdHash;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.ocsp.OcspLog;
import org.jitsuin.ocsp.access.RelyingParty;
import org.jitsuin.ocsp.answer.AnswerKind;
import org.jitsuin.ocsp.answer.AnswerSummary;

/**
 * Counts what each relying party was told on each day (of Japan), and writes it down. Run it again
 * and again from one thread: each run writes what this run of this server has counted so far, so
 * that a run whose commit was not heard of is repeated without harm.
 *
 * <p>Counts go into a file of this server first, where it has a directory for them, and then into
 * the authority's database, which may be away for as long as it is: what this run of the server
 * could not bring there, a later one does. What was counted after the last run is lost if the
 * server dies.
 */
public final class RelyingPartyCounts implements Runnable {
  private static final String NO_AUTHORITY = "none";

  /** How long counts wait before somebody should know of it. */
  private static final Duration WORTH_TELLING = Duration.ofMinutes(10);

  private final CountTable table;
  private final Optional<CountJournal> journal;
  private final InstantSource clock;
  private final String node;
  private final Instant startedAt;
  private final Map<Key, Count> counts = new ConcurrentHashMap<>();
  private final Trouble trouble = new Trouble();
  private volatile Optional<Instant> failingSince = Optional.empty();

  /** Creates counts that are kept in memory until the database has them. */
  public RelyingPartyCounts(Jdbi jdbi, InstantSource clock, String node) {
    this(jdbi, clock, node, Optional.empty());
  }

  /**
   * @param jdbi of the authority's database
   * @param node the name of this server
   * @param directory of this server alone, for what the database does not have yet
   */
  public RelyingPartyCounts(Jdbi jdbi, InstantSource clock, String node, Optional<Path> directory) {
    this.table = new CountTable(jdbi);
    this.journal = directory.map(CountJournal::new);
    this.clock = clock;
    this.node = node;
    this.startedAt = clock.instant();
  }

  private record Key(
      LocalDate day, int party, Optional<Authority> authority, AnswerKind kind, CertIdHash hash) {
    CountedRun.Row row(long answers) {
      return new CountedRun.Row(
          day,
          party,
          authority.map(Authority::id).orElse(NO_AUTHORITY),
          kind.id(),
          hash.id(),
          answers);
    }
  }

  /** A number that grows, and how far it is kept; the latter by the writing thread only. */
  private static final class Count {
    private final LongAdder now = new LongAdder();
    private long kept;
    private long written;
  }

  /**
   * Counts what a relying party was told.
   *
   * @param hashes by which it named the issuer of each certificate: one for each kind that it was
   *     told, of a refusal the first counts
   */
  public void count(RelyingParty party, List<CertIdHash> hashes, AnswerSummary told) {
    LocalDate today = JapanTime.date(clock.instant());
    for (int i = 0; i < told.kinds().size(); i++) {
      Key key =
          new Key(today, party.number(), told.authority(), told.kinds().get(i), hashes.get(i));
      counts.computeIfAbsent(key, _ -> new Count()).now.increment();
    }
  }

  @Override
  public void run() {
    try {
      Map<Key, Long> now = now();
      try {
        journal.ifPresent(file -> keep(file, now));
      } finally {
        // A full disk keeps nothing back from the database.
        write(now);
      }
      journal.ifPresent(this::bringHome);
      failingSince = Optional.empty();
      trouble.worked(OcspLog.LOG::countsWrittenAgain);
    } catch (RuntimeException | Error e) {
      // The outermost handler of a thread that must go on: the next run writes the same and more.
      failingSince = failingSince.or(() -> Optional.of(clock.instant()));
      trouble.failed(e, OcspLog.LOG::countsNotWritten);
    }
  }

  /** Runs for the last time: where all is in the database, no file is left for the next start. */
  public void close() {
    run();
    boolean allWritten =
        counts.values().stream().allMatch(count -> count.written == count.now.sum());
    if (allWritten) {
      journal.ifPresent(file -> file.forget(run(List.of())));
    }
  }

  /** Adds to the service's readiness that counts wait for the authority's database. */
  public Readiness confirm(Readiness readiness) {
    return failingSince
        .filter(since -> since.plus(WORTH_TELLING).isBefore(clock.instant()))
        .map(since ->
            readiness.warning(
                "what relying parties were answered waits for the authority's database since "
                    + since))
        .orElse(readiness);
  }

  private Map<Key, Long> now() {
    Map<Key, Long> now = new ConcurrentHashMap<>();
    counts.forEach((key, count) -> now.put(key, count.now.sum()));
    return now;
  }

  /** All of this run stands in its one file, also what the database has. */
  private void keep(CountJournal file, Map<Key, Long> now) {
    if (now.entrySet().stream().anyMatch(one -> counts.get(one.getKey()).kept < one.getValue())) {
      file.write(run(now.entrySet().stream().map(RelyingPartyCounts::row).toList()));
      now.forEach((key, answers) -> counts.get(key).kept = answers);
    }
  }

  private static CountedRun.Row row(Map.Entry<Key, Long> one) {
    return one.getKey().row(one.getValue());
  }

  private CountedRun run(List<CountedRun.Row> rows) {
    return new CountedRun(node, startedAt, rows);
  }

  private void write(Map<Key, Long> now) {
    table.write(
        run(
            now.entrySet().stream()
                .filter(one -> counts.get(one.getKey()).written < one.getValue())
                .map(RelyingPartyCounts::row)
                .toList()));
    now.forEach((key, answers) -> counts.get(key).written = answers);
    forgetOtherDays();
  }

  /** Each by itself: what stands in the way of one keeps no other back. */
  private void bringHome(CountJournal file) {
    Optional<JdbiException> refused = Optional.empty();
    for (CountedRun earlier : file.others(run(List.of()))) {
      try {
        table.write(earlier);
        file.forget(earlier);
        OcspLog.LOG.countsBroughtHome(earlier.rows().size(), earlier.startedAt().toString());
      } catch (JdbiException e) {
        refused = refused.or(() -> Optional.of(e));
      }
    }
    if (refused.isPresent()) {
      throw refused.get();
    }
  }

  /** Forgets the counts of other days: two days after, nobody counts on a day any more. */
  private void forgetOtherDays() {
    LocalDate yesterday = JapanTime.date(clock.instant()).minusDays(1);
    counts
        .entrySet()
        .removeIf(count -> {
          boolean isWritten = count.getValue().written == count.getValue().now.sum();
          return isWritten && count.getKey().day().isBefore(yesterday);
        });
  }
}
