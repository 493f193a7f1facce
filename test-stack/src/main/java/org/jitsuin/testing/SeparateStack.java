package org.jitsuin.testing;

import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.ca.store.Database;
import org.jitsuin.installation.ceremony.PrivateInstallation;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.SoftHsm;

/**
 * A database and two tokens without a ceremony, for tests that hold ceremonies of their own; beside
 * {@link TestStack}, whose SoftHSM it shares.
 */
public final class SeparateStack implements AutoCloseable {
  private final SoftHsm softHsm;
  private final PrivateInstallation installation;
  private final Jdbi admin;
  private final SigningPool ca;
  private final SigningPool ocsp;

  /**
   * Makes it.
   *
   * @param home holds all but the tokens
   */
  public SeparateStack(Path home) {
    softHsm = new SoftHsm(TestStack.shared().home().resolve("tokens"));
    installation = new PrivateInstallation(home, Size.SMALL);
    installation.start();
    admin = Database.open(installation.admin());
    installation.makeTokens(softHsm, "separate");
    ca = installation.pool("ca");
    ocsp = installation.pool("ocsp");
  }

  /**
   * Makes one more token, of somebody's own.
   *
   * @param pin the file for its PIN
   * @return its slot
   */
  public long initialise(String label, Path pin) {
    return softHsm.initialise(label, pin, pin);
  }

  /** Returns a Jdbi with the rights to do anything. */
  public Jdbi admin() {
    return admin;
  }

  public SigningPool ca() {
    return ca;
  }

  public SigningPool ocsp() {
    return ocsp;
  }

  @Override
  public void close() {
    ca.close();
    ocsp.close();
    installation.database().kill();
  }
}
