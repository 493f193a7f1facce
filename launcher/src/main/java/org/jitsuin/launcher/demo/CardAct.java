package org.jitsuin.launcher.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.terminal.CommandLine;

/**
 * The same life with a chip: keys that the card makes, certificates that a counter writes to it,
 * and what other people's programs and the holder's client see of it.
 */
final class CardAct implements AutoCloseable {
  private static final String KIYOSE = "clerk-13221";
  private static final String SHINJUKU = "clerk-13104";
  private static final Authority[] BOTH = Authority.values();

  private final DemoRun run;
  private final Shell shell;
  private final Office office;
  private final CardCare care;
  private final OcspCheck ocsp;
  private final ChipTable table;
  private final CardCounter counter;

  CardAct(DemoRun run, Shell shell, Office office, CardCare care, OcspCheck ocsp) {
    this.run = run;
    this.shell = shell;
    this.office = office;
    this.care = care;
    this.ocsp = ocsp;
    this.table = new ChipTable(run);
    this.counter = new CardCounter(run, table.officeKey());
  }

  /** A card, and its holder at home. */
  record Owned(Chip chip, ChipHolder holder) {}

  @Override
  public void close() {
    table.close();
  }

  /** Goes through all steps. */
  void run() {
    String card = office.register();
    Owned first = newChip();
    String serial =
        written(first.chip(), KIYOSE, card, "issue.json", BOTH).get(Authority.SIGNATURE);
    use(first);
    lockAndUnlock(first, card);
    move(first, card, serial);
    Owned second = lose(first, card);
    use(second);
    office.audit(
        card,
        List.of(
            "card-registered",
            "certificates-issued",
            "pin-recorded",
            "certificate-revoked",
            "card-suspended",
            "card-ended"),
        "registered, issued, unlocked, revoked, suspended, ended: each act has its entry");
    run.tell("Both cards are kept; put one in again with: ./jitsuin card insert NAME");
    run.tell("  " + first.chip().name() + ", " + second.chip().name());
  }

  /**
   * Has a new chip make its own keys, and writes to it what the authority issues for them.
   *
   * @return the serial numbers
   */
  Map<Authority, String> issueTo(Owned owned, String card, String file) {
    Map<Authority, String> serials = written(owned.chip(), SHINJUKU, card, file, BOTH);
    run.step("Its holder signs with it, by a program of other people");
    owned.holder().signWithPkcs11();
    return serials;
  }

  /** Puts a card of the factory into a reader. */
  Owned newChip() {
    run.step("A card as the factory delivers it, as software, is put into a reader");
    Chip chip = table.blank(shell);
    Shell own = shell.with(table.environment(chip));
    ChipHolder holder = new ChipHolder(run, chip, own);
    holder.recognise();
    return new Owned(chip, holder);
  }

  private Map<Authority, String> written(
      Chip chip, String clerk, String card, String file, Authority... kinds) {
    UUID order = UUID.randomUUID();
    run.step(
        kinds.length == 1
            ? "The card makes a new key pair; the old one stays in use meanwhile"
            : "The counter opens the card with the office's keys; the card makes its key pairs");
    counter.makeKeys(chip, order, kinds);
    for (Authority kind : kinds) {
      CommandLine command =
          CommandLine.of(
              "openssl", "req", "-in", run.file(CardHolder.request(kind)), "-noout", "-verify");
      String verdict = shell.run(command);
      shell.answer(verdict);
      run.expect(
          verdict.contains("verify OK"), kind.id() + ": a request signed on the card", verdict);
    }
    run.step(
        kinds.length == 1
            ? "The authority issues a certificate for it"
            : "Both certificates are issued as one act, or neither");
    Map<Authority, String> serials = office.issue(clerk, card, file, kinds);
    write(chip, order, kinds);
    return serials;
  }

  private void write(Chip chip, UUID order, Authority... kinds) {
    run.step(
        kinds.length == 1
            ? "The counter writes it to the card, where it replaces the old one, and reads back"
            : "The counter writes to the card, has the holder choose PINs, and reads back");
    Map<Authority, Bytes> held = counter.write(chip, order, kinds);
    held.forEach((kind, hash) -> run.tell("  %-20s SHA-256 %s".formatted(kind.id(), hash)));
    run.expect(
        Arrays.stream(kinds).allMatch(kind -> counter.hash(kind).equals(held.get(kind))),
        "the card says that it uses exactly what was issued",
        held.toString());
  }

  private void use(Owned owned) {
    run.step("What any program sees of the card, without a PIN");
    owned.holder().read();
    run.step("A program of other people signs with the card; OpenSSL verifies");
    owned.holder().signWithPkcs11();
    run.step("The holder's client signs a file as CMS; OpenSSL verifies it up to the authority");
    owned.holder().signWithClient();
  }

  private void lockAndUnlock(Owned owned, String card) {
    run.step("Somebody guesses: five wrong tries lock the PIN for signatures");
    owned.holder().lockSignaturePin();
    run.step("The office sees who it is, records it, and the counter unlocks the PIN");
    office.recordUnlock(KIYOSE, card);
    counter.unlock(owned.chip(), KeyUse.SIGNATURE);
    owned.holder().expectTries(KeyUse.SIGNATURE.tries(), "the PIN itself stayed");
    owned.holder().signWithPkcs11();
  }

  private void move(Owned owned, String card, String serial) {
    office.move(serial);
    run.step("The signature certificate on the card is dead, and the holder's client says why");
    owned.holder().expectStatus(KeyUse.SIGNATURE, "changed on");
    owned.holder().expectStatus(KeyUse.USER_IDENTIFICATION, "It is good");
    written(owned.chip(), SHINJUKU, card, "issue-2.json", Authority.SIGNATURE);
    run.step("All in one visit: the card is good again, with the new address");
    owned.holder().expectStatus(KeyUse.SIGNATURE, "It is good");
    owned.holder().expectAddress(Office.NEW_ADDRESS);
  }

  private Owned lose(Owned owned, String card) {
    care.suspend(card);
    ocsp.ask("revoked", "Reason: certificateHold", BOTH);
    String successor = care.replace(card, BOTH.length);
    run.step("Whoever finds the old card: its certificates are over");
    owned.holder().expectStatus(KeyUse.USER_IDENTIFICATION, "A newer one took its place");
    Owned next = newChip();
    Map<Authority, String> serials =
        written(next.chip(), SHINJUKU, successor, "issue-3.json", BOTH);
    ocsp.ask("good", "good", BOTH);
    run.tell("  " + serials.values().stream().collect(Collectors.joining("  ")));
    return next;
  }
}
