package org.jitsuin.launcher.demo;

import java.time.Duration;
import org.jitsuin.base.model.Authority;
import org.jitsuin.launcher.terminal.CommandLine;

/** Shows what a relying party learns from OCSP (RFC 6960). */
final class OcspCheck {
  /**
   * The patience with a revocation: on one server it shows within a tenth of a second; a busy
   * machine gets more.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DemoRun run;
  private final Shell shell;

  OcspCheck(DemoRun run, Shell shell) {
    this.run = run;
    this.shell = shell;
  }

  /** OCSP says good of both. */
  void askFirst() {
    run.step("Are they valid now? OCSP answers, signed, with the nonce of the request");
    for (Authority authority : Authority.values()) {
      expect(authority, "good", "good");
    }
  }

  /** OCSP says revoked of the signature certificate, good of the other. */
  void askAfterMove() {
    run.step("OCSP again: the signature certificate carried the old address");
    expect(Authority.SIGNATURE, "revoked", "Reason: affiliationChanged");
    expect(Authority.USER_IDENTIFICATION, "good", "good");
  }

  /** OCSP says what it should of some certificates. */
  void ask(String state, String detail, Authority... kinds) {
    for (Authority authority : kinds) {
      expect(authority, state, detail);
    }
  }

  private void expect(Authority authority, String state, String detail) {
    CommandLine address =
        CommandLine.of("openssl", "x509", "-in", run.certificate(authority), "-noout", "-ocsp_uri");
    CommandLine command =
        CommandLine.of(
            "openssl",
            "ocsp",
            run.atServerTimeForOcsp(),
            "-url",
            shell.quietly(address),
            "-CAfile",
            run.issuer(authority),
            "-issuer",
            run.issuer(authority),
            "-cert",
            run.certificate(authority));
    shell.show(command);
    Shell.Result answer =
        run.retry(
            PATIENCE,
            () -> shell.attempt(command),
            result -> result.output().contains(": " + state));
    shell.answer(answer.output());
    run.expect(
        answer.succeeded()
            && answer.output().contains("Response verify OK")
            && answer.output().contains(": " + state)
            && answer.output().contains(detail)
            && !answer.output().contains("WARNING"),
        authority.id() + ": " + state,
        answer.output());
  }
}
