package org.jitsuin.launcher.demo;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Map;
import org.jitsuin.base.model.Authority;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;

/**
 * The life of one card on a server that is ready: keys, certificates, a signature, a move, and what
 * a relying party and an auditor see of it. It may be run any number of times.
 */
public final class Demo {
  private final Terminal terminal;
  private final DemoRun run;

  /**
   * @param clock the machine's
   */
  public Demo(Installation installation, Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.run = new DemoRun(installation, terminal, clock);
  }

  /**
   * Goes through all steps.
   *
   * @throws WrongResult at the first that does not come out as it should
   */
  public void run() {
    terminal.strong("The life of one card (its files: " + DisplayPath.of(run.directory()) + "/)");
    Shell shell = new Shell(terminal);
    CardHolder holder = new CardHolder(run, shell);
    Office office = new Office(run, shell);
    CertificateCheck certificates = new CertificateCheck(run, shell);
    OcspCheck ocsp = new OcspCheck(run, shell);
    CrlCheck crls = new CrlCheck(run, shell);

    holder.makeKeys();
    String card = office.register();
    Map<Authority, String> serials = office.issue(card);
    certificates.read();
    certificates.verifyChains();
    ocsp.askFirst();
    BigInteger crlNumber = crls.fetchBeforeMove();
    holder.signDocument();
    office.move(serials.get(Authority.SIGNATURE));
    ocsp.askAfterMove();
    crls.fetchAfterMove(crlNumber);
    crls.verify();
    office.audit(card);

    terminal.blank();
    terminal.good("all right", run.checks() + " checks; the server goes on: ./jitsuin status");
  }
}
