package org.jitsuin.launcher.demo;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Authority;
import org.jitsuin.launcher.terminal.CommandLine;

/** Shows what a relying party learns from CRLs (RFC 5280 section 5). */
final class CrlCheck {
  private static final Pattern ADDRESS = Pattern.compile("URI:(\\S+)");
  private static final Pattern NUMBER = Pattern.compile("crlNumber=(?:0x)?([0-9A-Fa-f]+)");

  /** The publisher's own delay is a minute unless it is set otherwise. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final DemoRun run;
  private final Shell shell;

  CrlCheck(DemoRun run, Shell shell) {
    this.run = run;
    this.shell = shell;
  }

  /**
   * Fetches the CRL as it is before the move.
   *
   * @return its number
   */
  BigInteger fetchBeforeMove() {
    run.step("The CRL that the signature certificate names, for those who work offline");
    return fetch(Authority.SIGNATURE, BigInteger.ZERO);
  }

  /**
   * Fetches both CRLs, the signature authority's as soon as it is a newer one.
   *
   * @param before the number of the CRL before the move
   */
  void fetchAfterMove(BigInteger before) {
    run.step("The next CRL");
    fetch(Authority.SIGNATURE, before);
    fetch(Authority.USER_IDENTIFICATION, BigInteger.ZERO);
  }

  /** Waits until the CRL that the certificate names has a higher number than one known. */
  private BigInteger fetch(Authority authority, BigInteger known) {
    CommandLine download =
        CommandLine.of("curl", "-sS", "--fail", "-o", crl(authority), address(authority));
    CommandLine describe = describe(authority);
    shell.show(download);
    shell.show(describe);
    Shell.Result last =
        run.retry(
            PATIENCE,
            () -> {
              Shell.Result downloaded = shell.attempt(download);
              return downloaded.succeeded() ? shell.attempt(describe) : downloaded;
            },
            result -> number(result).compareTo(known) > 0);
    shell.answer(last.output());
    run.expect(
        number(last).compareTo(known) > 0,
        known.signum() == 0
            ? authority.id() + ": a CRL at the address in the certificate"
            : authority.id() + ": a CRL with a higher number than " + known,
        last.output());
    return number(last);
  }

  private CommandLine describe(Authority authority) {
    return CommandLine.of(
        "openssl",
        "crl",
        "-inform",
        "DER",
        "-in",
        crl(authority),
        "-noout",
        "-crlnumber",
        "-lastupdate",
        "-nextupdate");
  }

  private String address(Authority authority) {
    String extension =
        shell.quietly(
            CommandLine.of(
                "openssl",
                "x509",
                "-in",
                run.certificate(authority),
                "-noout",
                "-ext",
                "crlDistributionPoints"));
    Matcher address = ADDRESS.matcher(extension);
    if (!address.find()) {
      throw new WrongResult("a CRL address in the certificate", extension);
    }
    return address.group(1);
  }

  private Path crl(Authority authority) {
    return run.file(authority.id() + ".crl");
  }

  /** Returns the number of a CRL; zero where there is none. */
  private static BigInteger number(Shell.Result described) {
    Matcher number = NUMBER.matcher(described.output());
    return number.find() ? new BigInteger(number.group(1), 16) : BigInteger.ZERO;
  }

  void verify() {
    run.step("Whoever checks against the CRLs refuses the one and accepts the other");
    Shell.Result refused = verify(Authority.SIGNATURE);
    run.expect(
        !refused.succeeded() && refused.output().contains("certificate revoked"),
        "signature: certificate revoked",
        refused.output());
    Shell.Result accepted = verify(Authority.USER_IDENTIFICATION);
    run.expect(
        accepted.succeeded() && accepted.output().endsWith(": OK"),
        "user-identification: OK",
        accepted.output());
  }

  private Shell.Result verify(Authority authority) {
    CommandLine command =
        CommandLine.of(
            "openssl",
            "verify",
            run.atServerTime(),
            "-crl_check",
            "-CAfile",
            run.issuer(authority),
            "-CRLfile",
            crl(authority),
            run.certificate(authority));
    shell.show(command);
    Shell.Result result = shell.attempt(command);
    shell.answer(result.output());
    return result;
  }
}
