package org.jitsuin.installation.recovery;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.installation.recovery.CrlNumbers.Place;

/**
 * Makes lost CRLs known, and the numbers up to where any can have been published: each partition
 * has a new one once a second at the most. What is published next is then compared with the newest
 * that was found.
 */
final class CrlRows {
  private CrlRows() {}

  /** The number of the last change in the feed. */
  static long feed(Handle handle) {
    return handle
        .createQuery("SELECT last FROM status.feed_head WHERE one = 1")
        .mapTo(long.class)
        .one();
  }

  /**
   * @param feed as it was before anything was put back, so that what was put back is published
   */
  static void lift(Handle handle, RecoveryPlan plan, long feed, Instant now) throws IOException {
    Map<Integer, Long> found = new HashMap<>();
    for (LostCrl crl : plan.crls()) {
      found.put(crl.place().partition(), crl.number());
      insert(handle, crl, feed);
    }
    long most = Duration.between(plan.gap().begins(), plan.gap().ends()).toMillis();
    lift(
        handle,
        CrlNumbers.places(handle),
        place ->
            Math.max(
                    Math.max(place.recorded(), found.getOrDefault(place.partition(), 0L)),
                    plan.acts().crlNumber(place.issuer() + "/" + place.id()))
                + most,
        feed,
        now);
  }

  private static void insert(Handle handle, LostCrl crl, long feed) throws IOException {
    LostCrl.Facts facts = crl.read((_, _) -> {});
    handle
        .createUpdate(
            """
            INSERT INTO status.crl
              (partition_no, number, state, feed_seq, this_update, next_update, entries, size,
               sha256, node)
            VALUES
              (:partition, :number, 'published', :feed, :thisUpdate, :nextUpdate, :entries, :size,
               :sha256, 'recovery')
            """)
        .bind("partition", crl.place().partition())
        .bind("number", crl.number())
        .bind("feed", feed)
        .bind("thisUpdate", facts.thisUpdate())
        .bind("nextUpdate", facts.nextUpdate())
        .bind("entries", facts.entries())
        .bind("size", facts.size())
        .bind("sha256", facts.sha256().octets())
        .execute();
  }

  /** Says which number is the last that may have been used. */
  private interface Last {
    long of(Place place);
  }

  private static void lift(Handle handle, List<Place> places, Last last, long feed, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO status.crl
              (partition_no, number, state, feed_seq, this_update, next_update, node)
            VALUES (:partition, :number, 'abandoned', :feed, :now, :now, 'recovery')
            """);
    for (Place place : places) {
      batch
          .bind("partition", place.partition())
          .bind("number", last.of(place))
          .bind("feed", feed)
          .bind("now", now.toEpochMilli())
          .add();
    }
    batch.execute();
  }
}
