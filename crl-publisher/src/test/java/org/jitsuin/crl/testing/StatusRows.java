package org.jitsuin.crl.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.testing.TestStack;

/** Changes the status schema as the certificate authority does, and looks into it. */
public final class StatusRows {
  private static final int CONNECTIONS = 16;

  /** The number of a certificate that no test revokes. */
  private static final int FIRST = Integer.MAX_VALUE;

  private static final int ISSUERS = 256;

  private final Jdbi jdbi = TestStack.shared().jdbi("admin");

  /** As it is right after the key ceremony. */
  public void reset() {
    for (String table :
        List.of(
            "revocation",
            "feed",
            "crl",
            "crl_directory",
            "crl_lease",
            "crl_setback",
            "certificate")) {
      jdbi.useHandle(handle -> handle.execute("DELETE FROM status." + table));
    }
    jdbi.useHandle(handle -> handle.execute("UPDATE status.feed_head SET last = 0"));
    jdbi.useHandle(handle -> handle.execute("DELETE FROM status.setback"));
    jdbi.useHandle(handle -> handle.execute("UPDATE status.audit_head SET open = TRUE"));
  }

  /** Puts the CRLs of a partition back to what they were, as a restored backup does. */
  public void setBack(int partition, long number) {
    jdbi.useHandle(handle ->
        handle.execute(
            "DELETE FROM status.crl WHERE partition_no = ? AND number > ?", partition, number));
    jdbi.useHandle(handle ->
        handle.execute(
            "UPDATE status.crl_directory SET number = ? WHERE partition_no = ?",
            number,
            partition));
  }

  /** Gives up the connections that ended with the database server. */
  public void reconnect() {
    for (int i = 0; i < CONNECTIONS; i++) {
      try {
        jdbi.useHandle(handle -> handle.execute("DO 1"));
      } catch (JdbiException e) {
        // One of those; the pool has one less now.
      }
    }
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /** Revokes a certificate, or puts it on hold, at that time; it ends in a year. */
  public void revoke(int partition, Serial serial, RevocationReason reason, Instant at) {
    revoke(partition, serial, reason, at, at.plus(365, ChronoUnit.DAYS));
  }

  public void revoke(
      int partition, Serial serial, RevocationReason reason, Instant at, Instant notAfter) {
    jdbi.useTransaction(handle -> {
      handle.execute(
          """
          REPLACE INTO status.revocation
              (partition_no, serial, issuer_no, reason, revoked_at, not_after)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          partition,
          serial.octets(),
          issuer(handle, partition),
          reason.code(),
          at.truncatedTo(ChronoUnit.SECONDS).toEpochMilli(),
          notAfter.toEpochMilli());
      handle.execute(
          """
          INSERT IGNORE INTO status.certificate (issuer_no, serial, partition_no, not_after)
          VALUES (?, ?, ?, ?)
          """,
          issuer(handle, partition),
          serial.octets(),
          partition,
          notAfter.toEpochMilli());
      append(handle, partition, serial, reason.code(), at);
    });
  }

  /** Says since when a certificate that is revoked should not be trusted. */
  public void invalidSince(int partition, Serial serial, Instant since) {
    jdbi.useHandle(handle ->
        handle.execute(
            "UPDATE status.revocation SET invalid_since = ? WHERE partition_no = ? AND serial = ?",
            since.toEpochMilli(),
            partition,
            serial.octets()));
  }

  /** Loses a revocation, as no certificate authority does. */
  public void lose(int partition, Serial serial) {
    jdbi.useHandle(handle ->
        handle.execute(
            "DELETE FROM status.revocation WHERE partition_no = ? AND serial = ?",
            partition,
            serial.octets()));
  }

  /** Lifts a hold. */
  public void lift(int partition, Serial serial, Instant at) {
    jdbi.useTransaction(handle -> {
      handle.execute(
          "DELETE FROM status.revocation WHERE partition_no = ? AND serial = ?",
          partition,
          serial.octets());
      append(handle, partition, serial, null, at);
    });
  }

  /** A new certificate, which is good. */
  public void issue(int partition, Serial serial, Instant at) {
    jdbi.useTransaction(handle -> append(handle, partition, serial, null, at));
  }

  /** The first certificate of each partition of a municipality, which is good. */
  public void issueFirst(String municipality, Instant at) {
    List<Integer> partitions =
        jdbi.withHandle(handle ->
            handle
                .createQuery("SELECT partition_no FROM status.crl_partition WHERE municipality = ?")
                .bind(0, municipality)
                .mapTo(Integer.class)
                .list());
    partitions.forEach(partition -> issue(partition, serial(FIRST), at));
  }

  private static int issuer(Handle handle, int partition) {
    if (partition > Partition.TOP - ISSUERS) {
      return Partition.TOP - partition;
    }
    return handle
        .createQuery("SELECT issuer_no FROM status.crl_partition WHERE partition_no = ?")
        .bind(0, partition)
        .mapTo(Integer.class)
        .one();
  }

  private static void append(
      Handle handle, int partition, Serial serial, Integer reason, Instant at) {
    handle.execute("UPDATE status.feed_head SET last = last + 1");
    handle.execute(
        """
        INSERT INTO status.feed
            (seq, issuer_no, serial, partition_no, not_after, reason, revoked_at, recorded_at)
        SELECT last, ?, ?, ?, ?, ?, ?, ? FROM status.feed_head
        """,
        issuer(handle, partition),
        serial.octets(),
        partition,
        at.plus(365, ChronoUnit.DAYS).toEpochMilli(),
        reason,
        reason == null ? null : at.toEpochMilli(),
        at.toEpochMilli());
  }

  /** Many revocations at once, without a trace in the feed. */
  public void fill(int partition, int count, Instant at) {
    jdbi.useTransaction(handle -> {
      int issuer = issuer(handle, partition);
      PreparedBatch batch =
          handle.prepareBatch(
              """
              INSERT INTO status.revocation
                  (partition_no, serial, issuer_no, reason, revoked_at, not_after)
              VALUES (?, ?, ?, ?, ?, ?)
              """);
      for (int i = 0; i < count; i++) {
        batch.add(
            partition,
            serial(i).octets(),
            issuer,
            RevocationReason.AFFILIATION_CHANGED.code(),
            at.toEpochMilli(),
            at.plus(365, ChronoUnit.DAYS).toEpochMilli());
      }
      batch.execute();
    });
  }

  /** A serial number of 16 octets; they rise with the index. */
  public static Serial serial(int index) {
    byte[] octets = new byte[16];
    octets[0] = (byte) 0x91;
    for (int i = 0; i < 4; i++) {
      octets[12 + i] = (byte) (index >>> (24 - 8 * i));
    }
    return Serial.of(octets);
  }

  /** A row of {@code status.crl}. */
  public record CrlRow(long number, String state, long feedSeq, String node) {}

  public List<CrlRow> crls(int partition) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT number, state, feed_seq, node FROM status.crl
                WHERE partition_no = ? ORDER BY number
                """)
            .bind(0, partition)
            .map((row, _) ->
                new CrlRow(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4)))
            .list());
  }

  /** The bodies of the audit entries about CRLs of that partition, as they were handed in. */
  public List<String> audited(String partitionId) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT CONVERT(body USING utf8mb4) FROM audit.submission ORDER BY submission_no
                """)
            .mapTo(String.class)
            .filter(body -> body.contains("\"partition\":\"" + partitionId + "\""))
            .list());
  }
}
