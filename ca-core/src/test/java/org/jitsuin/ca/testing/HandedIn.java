package org.jitsuin.ca.testing;

import java.security.SecureRandom;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;

/** Entries that the CRL publisher hands in for the audit log. */
public record HandedIn(Jdbi database) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** An entry about a CRL of Kiyose-shi. */
  public static AuditEntry published(long number, Fingerprint crl, Instant at) {
    return AuditEntry.of(
        at,
        new Actor.Component(Actor.Component.CRL_PUBLISHER, "node-1"),
        new ServiceAct.CrlPublished(
            new Issuer(Authority.SIGNATURE, 1),
            "13221-g1",
            number,
            at,
            at.plusSeconds(3_600),
            0,
            crl),
        RANDOM);
  }

  /** Hands it in. */
  public void add(AuditEntry entry) {
    database.useHandle(handle ->
        handle.execute(
            "INSERT INTO audit.submission (recorded_at, body) VALUES (?, ?)",
            entry.at().toEpochMilli(),
            entry.encoded()));
  }

  /** Makes the database forget all that waits or was refused. */
  public void forget() {
    database.useHandle(handle -> handle.execute("DELETE FROM audit.submission"));
  }
}
