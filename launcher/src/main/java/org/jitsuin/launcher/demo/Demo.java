package org.jitsuin.launcher.demo;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;

/**
 * The life of one card on a server that is ready: keys, certificates, a signature, a move, the card
 * lost and found and lost for good, and what a relying party and an auditor see of it. It may be
 * run any number of times.
 */
public final class Demo {
  private final Terminal terminal;
  private final DemoRun run;
  private final CardHolder holder;
  private final Office office;
  private final CardCare care;
  private final CertificateCheck certificates;
  private final OcspCheck ocsp;
  private final CrlCheck crls;
  private final Shell shell;
  private final OfficeApi api;

  /**
   * @param clock the machine's
   */
  public Demo(Installation installation, Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.run = new DemoRun(installation, terminal, clock);
    this.shell = new Shell(terminal);
    this.api = new OfficeApi(run, shell);
    this.holder = new CardHolder(run, shell);
    this.office = new Office(run, shell, api);
    this.care = new CardCare(run, api);
    this.certificates = new CertificateCheck(run, shell);
    this.ocsp = new OcspCheck(run, shell);
    this.crls = new CrlCheck(run, shell);
  }

  /**
   * Goes through all steps.
   *
   * @throws WrongResult at the first that does not come out as it should
   */
  public void run() {
    terminal.strong("The life of one card (its files: " + DisplayPath.of(run.directory()) + "/)");
    holder.makeKeys();
    String card = office.register();
    run.step("Both certificates are issued as one act, or neither");
    String first =
        office
            .issue("clerk-13221", card, "issue.json", Authority.values())
            .get(Authority.SIGNATURE);
    move(first);
    String second = lostAndFound(card);
    String third = lostForGood(card);
    care.lineage(first, List.of(second, third));
    office.audit(
        card,
        List.of(
            "card-registered",
            "certificates-issued",
            "certificate-revoked",
            "card-suspended",
            "suspension-lifted",
            "card-ended"),
        "registered, issued, revoked, suspended, lifted, ended: each act has its entry");
    end();
  }

  /**
   * Goes through all steps of the second act, with a chip.
   *
   * @throws WrongResult at the first that does not come out as it should
   * @throws SetupFailure if this machine cannot have virtual cards
   */
  public void runWithCard() {
    ChipTable.obstacle(run.installation())
        .ifPresent(obstacle -> {
          throw new SetupFailure(obstacle);
        });
    terminal.strong(
        "The life of one card, on a chip (its files: " + DisplayPath.of(run.directory()) + "/)");
    try (CardAct act = cardAct()) {
      act.run();
    }
    end();
  }

  /**
   * Goes through all steps of the third act, in which relying parties meet the card.
   *
   * @param checkout where the build put their sandbox
   * @throws WrongResult at the first that does not come out as it should
   */
  public void runUses(Path checkout) {
    if (!run.atServerTime().isEmpty()) {
      throw new SetupFailure(
          "the parties of the sandbox go by this machine's clock, and the server by another date");
    }
    terminal.strong("What a card is for (its files: " + DisplayPath.of(run.directory()) + "/)");
    try (TriedSandbox sandbox = TriedSandbox.of(run.installation(), checkout)) {
      sandbox.requireCards(shell);
      new UsesAct(run, shell, api, ocsp, sandbox.address()).run();
    }
    end();
  }

  private CardAct cardAct() {
    return new CardAct(run, shell, office, care, ocsp);
  }

  private void end() {
    terminal.blank();
    terminal.good("all right", run.checks() + " checks; the server goes on: ./jitsuin status");
  }

  private void move(String signature) {
    certificates.read();
    certificates.verifyChains();
    ocsp.askFirst();
    BigInteger crlNumber = crls.fetchBeforeMove();
    holder.signDocument();
    office.move(signature);
    ocsp.askAfterMove();
    crls.fetchAfterMove(crlNumber);
    crls.verify();
  }

  /** Gives the serial number of the signature certificate with the new address. */
  private String lostAndFound(String card) {
    run.step("Shinjuku-ku issues a signature certificate with the new address");
    String signature = reissue(card, "issue-2.json", Authority.SIGNATURE).get(Authority.SIGNATURE);
    care.suspend(card);
    ocsp.ask("revoked", "Reason: certificateHold", Authority.values());
    ocsp.ask("good", "good", care.lift(card));
    care.revoke(signature);
    ocsp.ask("revoked", "Reason: cessationOfOperation", Authority.SIGNATURE);
    return signature;
  }

  /** Gives the serial number of the signature certificate on the next card. */
  private String lostForGood(String card) {
    String successor = care.replace(card, 1);
    ocsp.ask("revoked", "Reason: superseded", Authority.USER_IDENTIFICATION);
    Optional<String> obstacle = ChipTable.obstacle(run.installation());
    Map<Authority, String> serials =
        obstacle.isPresent() ? withoutChip(successor, obstacle.get()) : withChip(successor);
    certificates.verifyChains();
    ocsp.ask("good", "good", Authority.values());
    return serials.get(Authority.SIGNATURE);
  }

  private Map<Authority, String> withChip(String card) {
    try (CardAct act = cardAct()) {
      CardAct.Owned owned;
      try {
        owned = act.newChip();
      } catch (SetupFailure e) {
        return withoutChip(card, e.getMessage());
      }
      return act.issueTo(owned, card, "issue-3.json");
    }
  }

  private Map<Authority, String> withoutChip(String card, String why) {
    run.step("The new card makes its own keys and gets its own certificates");
    run.tell("(keys in files: " + why + ")");
    return reissue(card, "issue-3.json", Authority.values());
  }

  private Map<Authority, String> reissue(String card, String file, Authority... kinds) {
    holder.makeKeys(kinds);
    return office.issue("clerk-13104", card, file, kinds);
  }
}
