package org.jitsuin.launcher.demo;

import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.launcher.terminal.CommandLine;

/** Shows what a relying party sees in the certificates themselves. */
final class CertificateCheck {
  private static final String INDENTATION = " ".repeat(8);

  private final DemoRun run;
  private final Shell shell;

  CertificateCheck(DemoRun run, Shell shell) {
    this.run = run;
    this.shell = shell;
  }

  void read() {
    run.step("What the certificates say");
    for (Authority authority : Authority.values()) {
      shell.answer(
          shortened(
              shell.run(
                  CommandLine.of(
                      "openssl",
                      "x509",
                      "-in",
                      run.certificate(authority),
                      "-noout",
                      "-text",
                      "-certopt",
                      "no_version,no_signame,no_pubkey,no_sigdump"))));
    }
  }

  /** Shortens a text: without the two heading lines and their indentation, and one name a line. */
  private static String shortened(String text) {
    return text.lines()
        .skip(2)
        .map(line -> line.startsWith(INDENTATION) ? line.substring(INDENTATION.length()) : line)
        .collect(Collectors.joining("\n"))
        .replace(", othername:", ",\n        othername:");
  }

  void verifyChains() {
    run.step("Do they come from the authorities?");
    for (Authority authority : Authority.values()) {
      String verdict =
          shell.run(
              CommandLine.of(
                  "openssl",
                  "verify",
                  run.atServerTime(),
                  "-CAfile",
                  run.issuer(authority),
                  run.certificate(authority)));
      shell.answer(verdict);
      run.expect(
          verdict.endsWith(": OK"), "issued by the " + authority.id() + " authority", verdict);
    }
  }
}
