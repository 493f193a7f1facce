package org.jitsuin.launcher.startup;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.Submissions;
import org.jitsuin.installation.ceremony.Custodians;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationLock;
import org.jitsuin.launcher.server.Server;

/** Ceremonies that are held by themselves: the first by a script, roll-overs, new OCSP signers. */
public final class KeyCeremony {
  static final String HELD_BEFORE =
      "the key ceremony was already held; create a new key generation with: ./jitsuin ceremony"
          + " --roll-over AUTHORITY";

  private final Installation installation;
  private final Custody custody;
  private final InstantSource clock;
  private final Consumer<String> steps;
  private final DatabaseService database;
  private final Server server;

  /**
   * @param clock the machine's
   * @param steps hears of each step
   */
  public KeyCeremony(
      Installation installation, Custody custody, InstantSource clock, Consumer<String> steps) {
    this.installation = installation;
    this.custody = custody;
    this.clock = clock;
    this.steps = steps;
    this.database = new DatabaseService(installation);
    this.server = new Server(installation);
  }

  /**
   * Holds the first ceremony; afterwards the tokens are closed again where custodians hold them.
   *
   * @param startup brings up all that it takes but the server
   * @param shown where custodians see their shares, if they are not written
   * @throws SetupFailure if it was held before, or cannot be
   */
  public void found(Startup startup, CeremonyOrder order, Optional<SharePrompt> shown) {
    if (installation.condition() == Installation.Condition.PRESENT
        && (server.process().isPresent() || installation.record().isHeld())) {
      throw new SetupFailure(HELD_BEFORE);
    }
    Optional<Custodians> custodians = order.founding(installation.settings()).custodians();
    Preflight.home(installation);
    if (custodians.isPresent()) {
      if (installation.custody().isPresent()) {
        custody.open("ceremony", true);
      } else if (installation.record().slot("ca").isPresent()) {
        throw new SetupFailure(
            "tokens were made here without custodians; start over with: ./jitsuin reset");
      } else {
        steps.accept(
            String.format(
                Locale.ROOT,
                "split the secret of the tokens among %d custodians, %d of whom are needed",
                custodians.get().people().size(),
                custodians.get().needed()));
        custody.appoint(custodians.get(), order.directories(), shown, new SecureRandom());
      }
    }
    try {
      startup.provision(order, steps);
      installation.keep(installation.record().held());
    } finally {
      custody.close();
    }
  }

  /**
   * Makes a new key generation, with the custodians, where there are any, in any case.
   *
   * @throws SetupFailure that says why it did not come to its end, and how it goes on
   */
  public void rollOver(CeremonyOrder order) {
    hold("roll-over", order);
  }

  /**
   * Makes another OCSP signer, with the custodians, where there are any, in any case.
   *
   * @throws SetupFailure that says why not
   */
  public void signer(CeremonyOrder order) {
    hold("ocsp-signer", order);
  }

  /**
   * Renews certificates of the internal authority, with the custodians as {@link #rollOver}.
   *
   * @throws SetupFailure that says why it cannot be
   */
  public void renew(CeremonyOrder.Renewal renewal) {
    switch (renewal) {
      case CeremonyOrder.Renewal.Server() -> Preflight.ownTls(installation);
      case CeremonyOrder.Renewal.Staff staff -> Preflight.ownKeys(installation, staff);
    }
    hold("renewal", CeremonyOrder.renewing(renewal));
  }

  private void hold(String purpose, CeremonyOrder order) {
    Preflight.settings(installation);
    installation.requirePresent();
    try (InstallationLock _ = installation.lock(() -> {})) {
      boolean wasOpen = installation.pins().isOpen();
      Optional<AuditAct> unlocked = custody.open(purpose, false);
      try {
        database.start();
        if (database.authorities().isEmpty()) {
          throw new SetupFailure("no key ceremony was held yet; begin with: ./jitsuin up");
        }
        database.install();
        Duration offset = server.clockOffset();
        unlocked.ifPresent(act -> tell(database, clock.instant().plus(offset), act));
        CeremonyProcess.hold(installation, offset, order, steps);
      } finally {
        if (!wasOpen) {
          custody.close();
        }
      }
    }
  }

  /** Writes into the audit log what custodians did. */
  public static void tell(DatabaseService database, Instant now, AuditAct act) {
    Actor actor = new Actor.Component("launcher", "launcher");
    AuditLog auditLog = new AuditLog(() -> now, new SecureRandom());
    database
        .jdbi()
        .useTransaction(handle -> {
          Submissions.takeInAll(handle, now);
          auditLog.append(handle, actor, act);
        });
  }
}
