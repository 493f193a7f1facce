package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.jitsuin.launcher.installation.Installation;

/** Asks an OCSP responder about cards, with openssl. */
final class RelyingParty {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int TRIES = 300;

  private final Path authorities;
  private final String responder;

  /**
   * @param authorities where their certificates are
   * @param responder its address
   */
  RelyingParty(Path authorities, String responder) {
    this.authorities = authorities;
    this.responder = responder;
  }

  /** Asks the responder of that installation. */
  static RelyingParty of(Installation installation) {
    return new RelyingParty(installation.ca(), installation.settings().httpAddress() + "/ocsp");
  }

  /** What openssl says of the card's certificate, and of the signature of the answer. */
  String ask(TestCard card, String kind) {
    String authority = authorities.resolve(kind + ".pem").toString();
    return Shell.run(
            card.directory(),
            "openssl",
            "ocsp",
            "-url",
            responder,
            "-CAfile",
            authority,
            "-issuer",
            authority,
            "-cert",
            kind + ".pem")
        .output();
  }

  /** Asks again and again until it is told, and makes sure that the responder may say it. */
  void await(TestCard card, String kind, String wanted) throws InterruptedException {
    String told = ask(card, kind);
    for (int i = 0; i < TRIES && !told.contains(wanted); i++) {
      Thread.sleep(STEP);
      told = ask(card, kind);
    }
    assertThat(told).contains(wanted, "Response verify OK");
  }
}
