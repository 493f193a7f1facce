package org.jitsuin.launcher.backup;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.Custody.Unlocked;
import org.jitsuin.launcher.installation.Installation;

/**
 * The key that encrypts a backup of tokens: a password that is derived from the custodians' secret
 * where custodians hold the tokens, and one that somebody knows where not.
 */
public final class BackupKey {
  private static final int SHORTEST = 12;

  private final Custody custody;
  private final Supplier<char[]> password;

  /**
   * @param password asked only where there are no custodians
   */
  public BackupKey(Custody custody, Supplier<char[]> password) {
    this.custody = custody;
    this.password = password;
  }

  /** The key of a backup while its secrets are there. */
  static final class Opened implements AutoCloseable {
    private final Installation installation;
    private final char[] password;
    private final Optional<Unlocked> unlocked;

    private Opened(Installation installation, char[] password, Optional<Unlocked> unlocked) {
      this.installation = installation;
      this.password = password;
      this.unlocked = unlocked;
    }

    /** Returns the password of the backup; overwritten at the end. */
    char[] password() {
      return password;
    }

    /** Returns the act of the custodians for the audit log. */
    Optional<AuditAct> act() {
      return unlocked.map(Unlocked::act);
    }

    /** A PIN of the installation. */
    String pin(String name) {
      return unlocked
          .map(custodians -> custodians.secret().derive(name))
          .orElseGet(() -> installation.secrets().value(name));
    }

    @Override
    public void close() {
      Arrays.fill(password, '\0');
      unlocked.ifPresent(custodians -> custodians.secret().close());
    }
  }

  Opened open(Installation installation, String purpose) {
    Optional<Unlocked> unlocked = custody.unlock(purpose);
    char[] chosen =
        unlocked
            .map(custodians -> custodians.secret().derive("token-backup").toCharArray())
            .orElseGet(password);
    if (chosen.length < SHORTEST) {
      throw new SetupFailure("the password of a backup has at least 12 characters");
    }
    return new Opened(installation, chosen, unlocked);
  }
}
