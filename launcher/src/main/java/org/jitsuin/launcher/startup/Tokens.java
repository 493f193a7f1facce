package org.jitsuin.launcher.startup;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.TokenPlace;

/** The PKCS#11 tokens of an installation, its own or given ones. */
final class Tokens {
  private final Installation installation;

  Tokens(Installation installation) {
    this.installation = installation;
  }

  /**
   * Makes the tokens that were never made. Those that were made and are gone held keys: they are
   * not replaced.
   *
   * @return what there is, for people
   */
  String prepare() {
    return switch (installation.settings().tokens()) {
      case TokenPlace.Given given -> "given, through " + given.library();
      case TokenPlace.Private() -> {
        prepareOwn();
        yield installation.settings().hasAuthority()
            ? "SoftHSM: one for the CA, one for OCSP"
            : "SoftHSM: " + String.join(", ", installation.settings().tokenNames());
      }
      case TokenPlace.None() -> "none";
    };
  }

  private void prepareOwn() {
    SoftHsm softHsm = installation.tokens();
    Path configuration = softHsm.configuration();
    for (String name : installation.settings().tokenNames()) {
      if (installation.record().slot(name).isPresent()) {
        if (!Files.exists(configuration)) {
          throw new SetupFailure(
              "the tokens with all keys are gone from %s; put them back, or start over with: %s"
                  .formatted(configuration.getParent(), "./jitsuin reset"));
        }
      } else {
        initialise(softHsm, name);
      }
    }
  }

  private void initialise(SoftHsm softHsm, String name) {
    SoftHsm.library();
    softHsm.prepare();
    String officer = name + "-so-pin";
    Path officerPin =
        installation.custody().isPresent()
            ? installation.pins().file(officer)
            : installation.secrets().file(officer);
    long slot = softHsm.initialise("jitsuin-" + name, installation.pinFile(name), officerPin);
    installation.keep(installation.record().withSlot(name, slot));
  }
}
