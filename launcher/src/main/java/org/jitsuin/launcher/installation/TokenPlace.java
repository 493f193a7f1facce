package org.jitsuin.launcher.installation;

import java.nio.file.Path;
import java.util.List;
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
   * @param library the PKCS#11 module of all of them
   * @param tokens those that are needed here: {@code ca} holds the keys of the authorities, {@code
   *     ocsp} those of the OCSP signers
   */
  record Given(Path library, List<TokenSettings> tokens) implements TokenPlace {
    public Given {
      tokens = List.copyOf(tokens);
    }
  }

  /** Nobody here signs anything. */
  record None() implements TokenPlace {}

  /**
   * Reads the place of the tokens, given where {@code jitsuin.pkcs11.library} is set.
   *
   * @param needed the names of those that the services of this server use
   */
  static TokenPlace read(Settings settings, List<String> needed) {
    if (needed.isEmpty()) {
      return new None();
    }
    return settings
        .find(BaseSettings.PKCS11_LIBRARY)
        .<TokenPlace>map(library ->
            new Given(
                library, needed.stream().map(name -> TokenSettings.read(settings, name)).toList()))
        .orElseGet(Private::new);
  }
}
