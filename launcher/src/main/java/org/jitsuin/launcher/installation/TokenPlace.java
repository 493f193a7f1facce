package org.jitsuin.launcher.installation;

import java.nio.file.Path;
import org.jitsuin.base.keys.TokenSettings;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/** The PKCS#11 tokens that an installation uses. */
public sealed interface TokenPlace {

  /** SoftHSM tokens of its own. */
  record Private() implements TokenPlace {}

  /**
   * Tokens that somebody else made.
   *
   * @param ca holds the keys of the authorities
   * @param ocsp holds the keys of the OCSP signers
   */
  record Given(TokenSettings ca, TokenSettings ocsp) implements TokenPlace {
    /** The PKCS#11 module of both. */
    public Path library() {
      return ca.library();
    }
  }

  /** Reads the place of the tokens, given where {@code jitsuin.pkcs11.library} is set. */
  static TokenPlace read(Settings settings) {
    return settings.find(BaseSettings.PKCS11_LIBRARY).isEmpty()
        ? new Private()
        : new Given(TokenSettings.read(settings, "ca"), TokenSettings.read(settings, "ocsp"));
  }
}
