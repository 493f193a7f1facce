package org.jitsuin.ocsp.access;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.work.Trouble;
import org.jitsuin.ocsp.OcspLog;
import org.jitsuin.ocsp.access.RelyingPartyDatabase.Register;

/**
 * Keeps what registered relying parties are recognised by. Run it again and again from one thread;
 * while the database is gone those known last stay registered, as long as anything is answered.
 */
public final class RelyingPartyLoader implements Runnable {
  private final RelyingPartyDatabase database;
  private final InstantSource clock;

  private volatile Optional<Map<Fingerprint, Credential>> credentials = Optional.empty();
  private final Trouble trouble = new Trouble();
  private Register register = Register.EMPTY;

  public RelyingPartyLoader(Jdbi jdbi, InstantSource clock) {
    this.database = new RelyingPartyDatabase(jdbi);
    this.clock = clock;
  }

  /** Returns the credentials by the hash of the certificate; empty until they were first read. */
  Optional<Map<Fingerprint, Credential>> credentials() {
    return credentials;
  }

  @Override
  public void run() {
    try {
      Register now = database.read(clock.instant(), register);
      credentials = Optional.of(now.credentials());
      if (now.unreadable().size() > register.unreadable().size()) {
        OcspLog.LOG.relyingPartiesUnreadable(now.unreadable().size());
      }
      register = now;
      trouble.worked(OcspLog.LOG::relyingPartiesLoadedAgain);
    } catch (RuntimeException | Error e) {
      // The outermost handler of a thread that must go on: the next run tries again.
      trouble.failed(e, OcspLog.LOG::relyingPartiesNotLoaded);
    }
  }
}
