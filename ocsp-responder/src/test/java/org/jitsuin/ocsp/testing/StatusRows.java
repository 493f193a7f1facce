package org.jitsuin.ocsp.testing;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.store.BeatTable;

/** What the certificate authority does to the schema {@code status}, by hand. */
public final class StatusRows {
  private static final int PARTITION = 999_000;
  private static final long NOT_AFTER = 4_000_000_000_000L;

  private final Jdbi jdbi;
  private final SerialSource serials = new SerialSource(new SecureRandom());

  /**
   * @param jdbi as the certificate authority or more
   */
  public StatusRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A heartbeat at that moment: all that was done before is in the feed. */
  public void beat(Instant at) {
    jdbi.useTransaction(handle -> BeatTable.beat(handle, at));
  }

  /** Issues a certificate and returns its serial number. */
  public Serial issue(int issuer) {
    Serial serial = serials.next(Instant.parse("2025-10-27T00:00:00Z"));
    issue(issuer, serial);
    return serial;
  }

  /** A serial number that no certificate has. */
  public Serial neverIssued() {
    return serials.next(Instant.parse("2025-10-28T00:00:00Z"));
  }

  /** Issues a certificate that expires then, and returns its serial number. */
  public Serial issue(int issuer, Instant notAfter) {
    Serial serial = random(16);
    jdbi.useTransaction(handle -> issue(handle, issuer, serial, notAfter.toEpochMilli()));
    return serial;
  }

  public void issue(int issuer, Serial serial) {
    jdbi.useTransaction(handle -> issue(handle, issuer, serial));
  }

  /** Issues a certificate inside a transaction. */
  public static void issue(Handle handle, int issuer, Serial serial) {
    issue(handle, issuer, serial, NOT_AFTER);
  }

  private static void issue(Handle handle, int issuer, Serial serial, long notAfter) {
    handle.execute(
        """
        INSERT INTO status.certificate (issuer_no, serial, partition_no, not_after)
        VALUES (?, ?, ?, ?)
        """,
        issuer,
        serial.octets(),
        PARTITION + issuer,
        notAfter);
    append(handle, issuer, serial, Optional.empty());
  }

  public void revoke(int issuer, Serial serial, Revocation revocation) {
    jdbi.useTransaction(handle -> revoke(handle, issuer, serial, revocation));
  }

  /** Revokes a certificate inside a transaction. */
  public static void revoke(Handle handle, int issuer, Serial serial, Revocation revocation) {
    handle.execute(
        """
        REPLACE INTO status.revocation
          (partition_no, serial, issuer_no, reason, revoked_at, invalid_since, not_after)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        PARTITION + issuer,
        serial.octets(),
        issuer,
        revocation.reason().code(),
        revocation.at().toEpochMilli(),
        revocation.invalidSince().map(Instant::toEpochMilli).orElse(null),
        notAfter(handle, issuer, serial));
    append(handle, issuer, serial, Optional.of(revocation));
  }

  public void lift(int issuer, Serial serial) {
    jdbi.useTransaction(handle -> {
      handle.execute(
          "DELETE FROM status.revocation WHERE partition_no = ? AND serial = ?",
          PARTITION + issuer,
          serial.octets());
      append(handle, issuer, serial, Optional.empty());
    });
  }

  private static long notAfter(Handle handle, int issuer, Serial serial) {
    return handle
        .createQuery("SELECT not_after FROM status.certificate WHERE issuer_no = ? AND serial = ?")
        .bind(0, issuer)
        .bind(1, serial.octets())
        .mapTo(Long.class)
        .one();
  }

  private static void append(
      Handle handle, int issuer, Serial serial, Optional<Revocation> revocation) {
    handle.execute("UPDATE status.feed_head SET last = last + 1 WHERE one = 1");
    handle.execute(
        """
        INSERT INTO status.feed
          (seq, issuer_no, serial, partition_no, not_after, reason, revoked_at, invalid_since,
           recorded_at)
        SELECT last, ?, ?, ?, ?, ?, ?, ?, 1 FROM status.feed_head
        """,
        issuer,
        serial.octets(),
        PARTITION + issuer,
        notAfter(handle, issuer, serial),
        revocation.map(known -> known.reason().code()).orElse(null),
        revocation.map(known -> known.at().toEpochMilli()).orElse(null),
        revocation.flatMap(Revocation::invalidSince).map(Instant::toEpochMilli).orElse(null));
  }

  /** A serial number of that many octets, other each time. */
  public static Serial random(int octets) {
    BigInteger top = BigInteger.ONE.shiftLeft(8 * octets - 2);
    return Serial.of(top.or(new BigInteger(8 * octets - 3, new SecureRandom())));
  }
}
