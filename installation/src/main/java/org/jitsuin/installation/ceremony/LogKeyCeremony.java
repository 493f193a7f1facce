package org.jitsuin.installation.ceremony;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.Token;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.LogKey;
import org.jitsuin.ca.store.LogTable;

/**
 * Makes the key that signs the audit log's checkpoints: one of its own, in the CA token, for
 * nothing else. May be interrupted and repeated: a key that is there and not recorded is taken.
 */
final class LogKeyCeremony {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;
  private static final int GENERATION = 1;
  private static final String LABEL = "audit-log-g" + GENERATION;

  private final Jdbi database;
  private final Token token;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final Actor actor;

  LogKeyCeremony(Jdbi database, Token token, InstantSource clock, AuditLog auditLog, String node) {
    this.database = database;
    this.token = token;
    this.clock = clock;
    this.auditLog = auditLog;
    this.actor = new Actor.Component("key-ceremony", node);
  }

  /** Makes it, if there is none, and writes down what its signatures are checked with. */
  void make(String origin, Path output) {
    if (database.withHandle(LogTable::key).isPresent()) {
      return;
    }
    LogKey key = generate(origin);
    CredentialFiles.logKey(output, key.verifier());
    database.useTransaction(handle -> record(handle, key));
  }

  /** Makes the key in the token, or finds the one that is there. */
  LogKey generate(String origin) {
    PublicKey publicKey =
        token.labels().contains(LABEL) ? token.publicKey(LABEL) : token.generate(LABEL, SCHEME);
    return new LogKey(GENERATION, origin, SCHEME, LABEL, publicKey);
  }

  void record(Handle handle, LogKey key) {
    Instant now = clock.instant();
    LogTable.insert(handle, key, now);
    AuditAct act =
        new CeremonyAct.LogKeyCreated(
            key.origin(), Fingerprint.of(key.publicKey().getEncoded()), SCHEME.id());
    auditLog.append(handle, now, actor, act);
  }
}
