package org.jitsuin.ca.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.RevocationJob.Order;
import org.jitsuin.store.Head;

/**
 * The numbers of approvals of mass revocations ({@code ca.revocation_approval}), which say without
 * a clock what was begun before one. Who records an intent passes under a shared lock until their
 * transaction ends; who approves waits for all of these, and those who come later see the approval.
 */
public final class ApprovalNumbers {
  private ApprovalNumbers() {}

  /**
   * What is read by those who record intents.
   *
   * @param last the number of the last approval
   * @param stopped the key generations that issue nothing for cards any more
   */
  public record Gate(long last, Set<Integer> stopped) {
    public Gate {
      stopped = Set.copyOf(stopped);
    }
  }

  private record Line(long last, Optional<Integer> issuer) {}

  /** Lets intents be recorded until the transaction ends; approvals wait until then. */
  public static Gate pass(Handle handle) {
    List<Line> lines =
        handle
            .createQuery(
                """
                SELECT a.last, s.issuer_no FROM ca.revocation_approval a
                LEFT JOIN ca.stopped_generation s ON TRUE
                WHERE a.one = 1 LOCK IN SHARE MODE
                """)
            .map((row, _) ->
                new Line(
                    row.getLong("last"),
                    Optional.ofNullable(row.getObject("issuer_no", Integer.class))))
            .list();
    Set<Integer> stopped = new HashSet<>();
    lines.forEach(line -> line.issuer().ifPresent(stopped::add));
    return new Gate(lines.getFirst().last(), stopped);
  }

  /**
   * Gives a job that is being approved its number, and keeps with it what was begun before and is
   * not recorded yet. Late in the transaction: nobody begins an issue until it ends.
   */
  public static void approve(Handle handle, Order order) {
    handle.execute("UPDATE ca.revocation_approval SET last = last + 1 WHERE one = 1");
    handle
        .createUpdate(
            """
            UPDATE ca.revocation_job SET approval =
                (SELECT last FROM ca.revocation_approval WHERE one = 1), feed_seq = :feed
            WHERE job_id = :job
            """)
        .bind("feed", Head.FEED.last(handle))
        .bind("job", order.id())
        .execute();
    keepPending(handle, order);
    if (order.selection() instanceof RevocationSelection.OfGeneration of
        && order.cause() == RevocationCause.AUTHORITY_KEY_COMPROMISE) {
      handle.execute(
          "INSERT INTO ca.stopped_generation (issuer_no, job_id) VALUES (?, ?)",
          of.issuerNumber(),
          order.id());
    }
  }

  /** Keeps the intents that are pending where the job's certificates were issued, a few hundred. */
  private static void keepPending(Handle handle, Order order) {
    List<String> conditions = new ArrayList<>();
    switch (order.selection()) {
      case RevocationSelection.OfGeneration _ -> conditions.add("issuer_no = :value");
      case RevocationSelection.OfMunicipality _ ->
          conditions.add(
              "partition_no IN (SELECT partition_no FROM status.crl_partition"
                  + " WHERE municipality = :value)");
      // These were recorded when they were named.
      case RevocationSelection.OfSerials _, RevocationSelection.OfAuthority _ -> {
        return;
      }
    }
    handle
        .createUpdate(
            """
            INSERT INTO ca.revocation_job_serial (job_id, issuer_no, serial)
            SELECT :job, issuer_no, serial FROM ca.signing_intent
            WHERE state = 'pending' AND purpose = 'certificate' AND
            """
                + conditions.getFirst())
        .bind("job", order.id())
        .bind("value", IssuePlace.of(order.selection()).value())
        .execute();
  }

  /** Returns whether anything was begun before the approval of the job and not recorded then. */
  public static boolean hasLate(Handle handle, String job) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM ca.revocation_job_serial WHERE job_id = :job)")
        .bind("job", job)
        .mapTo(boolean.class)
        .one();
  }

  /** Returns whether any of that is neither recorded nor given up even now. */
  public static boolean isAwaited(Handle handle, String job) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT 1 FROM ca.revocation_job_serial j
              JOIN ca.signing_intent i ON i.issuer_no = j.issuer_no AND i.serial = j.serial
              WHERE j.job_id = :job AND i.state = 'pending')
            """)
        .bind("job", job)
        .mapTo(boolean.class)
        .one();
  }

  /** Lets a job turn to what was begun before its approval and recorded after, from its start. */
  public static void turnToLate(Handle handle, String job) {
    handle.execute(
        """
        UPDATE ca.revocation_job SET late = TRUE, cursor_partition = NULL,
          cursor_not_before = NULL, cursor_issuer = NULL, cursor_serial = NULL
        WHERE job_id = ?
        """,
        job);
  }

  /** Lets a key generation issue again that a job had stopped, which was cancelled. */
  static void release(Handle handle, String job) {
    handle.execute("DELETE FROM ca.stopped_generation WHERE job_id = ?", job);
  }
}
