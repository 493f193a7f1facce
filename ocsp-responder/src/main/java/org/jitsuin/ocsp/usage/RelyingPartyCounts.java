package org.jitsuin.ocsp.usage;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.CertIdHash;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.ocsp.OcspLog;
import org.jitsuin.ocsp.access.RelyingParty;
import org.jitsuin.ocsp.answer.AnswerKind;
import org.jitsuin.ocsp.answer.AnswerSummary;

/**
 * Counts what each relying party was told on each day (of Japan), and writes it down. Run it again
 * and again from one thread: each run writes what this run of this server has counted so far, so
 * that a run whose commit was not heard of is repeated without harm. What was counted after the
 * last run is lost if the server dies.
 */
public final class RelyingPartyCounts implements Runnable {
  private static final String NO_AUTHORITY = "none";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final String node;
  private final Instant startedAt;
  private final Map<Key, Count> counts = new ConcurrentHashMap<>();
  private final Trouble trouble = new Trouble();

  /**
   * @param node the name of this server
   */
  public RelyingPartyCounts(Jdbi jdbi, InstantSource clock, String node) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.node = node;
    this.startedAt = clock.instant();
  }

  private record Key(
      LocalDate day, int party, Optional<Authority> authority, AnswerKind kind, CertIdHash hash) {}

  /** A number that grows, and how far it is written down; the latter by the writing thread only. */
  private static final class Count {
    private final LongAdder now = new LongAdder();
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
      write();
      trouble.worked(OcspLog.LOG::countsWrittenAgain);
    } catch (RuntimeException | Error e) {
      // The outermost handler of a thread that must go on: the next run writes the same and more.
      trouble.failed(e, OcspLog.LOG::countsNotWritten);
    }
  }

  private void write() {
    Map<Key, Long> news = new ConcurrentHashMap<>();
    counts.forEach((key, count) -> {
      long now = count.now.sum();
      if (now > count.written) {
        news.put(key, now);
      }
    });
    if (!news.isEmpty()) {
      jdbi.useTransaction(handle -> {
        PreparedBatch batch =
            handle.prepareBatch(
                """
                INSERT INTO status.relying_party_count
                  (day, party_no, authority, kind, hash, node, started_at, answers)
                VALUES (:day, :party, :authority, :kind, :hash, :node, :started, :answers)
                ON DUPLICATE KEY UPDATE answers = VALUES(answers)
                """);
        news.forEach((key, answers) -> bind(batch, key, answers).add());
        batch.execute();
      });
    }
    news.forEach((key, answers) -> counts.get(key).written = answers);
    forgetOtherDays();
  }

  private PreparedBatch bind(PreparedBatch batch, Key key, long answers) {
    return batch
        .bind("day", key.day())
        .bind("party", key.party())
        .bind("authority", key.authority().map(Authority::id).orElse(NO_AUTHORITY))
        .bind("kind", key.kind().id())
        .bind("hash", key.hash().id())
        .bind("node", node)
        .bind("started", startedAt.toEpochMilli())
        .bind("answers", answers);
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
