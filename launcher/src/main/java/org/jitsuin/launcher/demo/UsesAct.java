package org.jitsuin.launcher.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.card.reader.CardShelf;

/**
 * What a card is for: one holder logs in, prints, files and consents, moves and is refused where
 * that must be, gets a new certificate and a new card, and is the same person to the portal all the
 * time.
 */
final class UsesAct {
  private static final String KIYOSE = "clerk-13221";
  private static final String SHINJUKU = "clerk-13104";
  private static final String XML = "application/xml";
  private static final String PDF = "application/pdf";
  private static final Authority[] BOTH = Authority.values();

  private final DemoRun run;
  private final Shell shell;
  private final Office office;
  private final CardCare care;
  private final OcspCheck ocsp;
  private final PartySites sites;
  private final ConsentSteps consent;
  private final CardShelf shelf;
  private final CardCounter counter;

  /** The number of what was filed first. */
  private String first = "";

  UsesAct(DemoRun run, Shell shell, OfficeApi api, OcspCheck ocsp, String sandbox) {
    this.run = run;
    this.shell = shell;
    this.office = new Office(run, shell, api);
    this.care = new CardCare(run, api);
    this.ocsp = ocsp;
    this.sites = new PartySites(run, shell, sandbox);
    this.consent = new ConsentSteps(run, api, sandbox);
    this.shelf = new CardShelf(run.installation().cards());
    this.counter = new CardCounter(run, shelf.officeKey());
  }

  /** Goes through all steps. */
  void run() {
    String card = office.register();
    CardUser user = blank();
    String serial = written(user, KIYOSE, card, "issue.json", BOTH).get(Authority.SIGNATURE);
    ocsp.ask("good", "good", BOTH);
    String subject = use(user);
    Path late = move(user, serial);
    refused(user, late, subject);
    renew(user, card, late, subject);
    CardUser next = lose(user, card, subject);
    withdraw(next);
    office.audit(
        card,
        List.of(
            "card-registered",
            "certificates-issued",
            "consent-recorded",
            "certificate-revoked",
            "card-suspended",
            "card-ended"),
        "registered, issued, consented, revoked, suspended, ended: each act has its entry");
  }

  private CardUser blank() {
    run.step("A card as the factory delivers it, as software, in the holder's hand");
    CardInHand card = CardInHand.blank(shelf);
    run.tell("no reader is needed; commands of the holder's client stand here as they are typed");
    run.tell("with a card in a reader");
    run.right("card " + card.number());
    return new CardUser(run, shell, card);
  }

  private Map<Authority, String> written(
      CardUser user, String clerk, String card, String file, Authority... kinds) {
    UUID order = UUID.randomUUID();
    run.step(
        kinds.length == 1
            ? "The card makes a new key pair, and gets a certificate with the new address"
            : "The card makes its keys; the counter writes both certificates, and the PINs");
    counter.makeKeys(user.card(), order, kinds);
    Map<Authority, String> serials = office.issue(clerk, card, file, kinds);
    Map<Authority, ?> held = counter.write(user.card(), order, kinds);
    for (Authority kind : kinds) {
      run.expect(
          counter.hash(kind).equals(held.get(kind)),
          kind.id() + ": the card uses what was issued",
          held.toString());
    }
    return serials;
  }

  /** Returns who the holder is to the portal. */
  private String use(CardUser user) {
    run.step("The holder logs in at a portal, which asks for name and address");
    PartySites.Visitor visitor = sites.logIn(user);
    run.expect(
        visitor.name().equals(Office.NAME) && visitor.address().equals(Office.ADDRESS),
        "the portal knows who came, from the card and nobody else",
        visitor.toString());
    run.step("At a kiosk the holder prints a copy of the resident record");
    String record = sites.print(user);
    run.step("An office takes filings: PDF, and XML, that the card signed");
    sites.file(PDF, user.signPdf(record));
    first = sites.file(XML, application(user, "application.xml"));
    run.step("The holder consents that a bank is told the latest address, and the bank asks");
    consent.give(user);
    consent.expectTold(Office.ADDRESS);
    return visitor.subject();
  }

  private Path application(CardUser user, String file) {
    run.write(
        file,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<application><text>所得税の申告（%s）</text></application>\n"
            .formatted(file));
    return user.signXml(file);
  }

  /** Returns a document that was signed before the move, and is filed behind it. */
  private Path move(CardUser user, String serial) {
    run.step("The holder signs one more document, and lets it lie");
    Path late = application(user, "late.xml");
    office.move(serial);
    ocsp.askAfterMove();
    return late;
  }

  private void refused(CardUser user, Path late, String subject) {
    run.step("The document is filed after the move: not taken, and the reason is told");
    sites.expectNotTaken(XML, late);
    run.step("What was filed before stays proved: the answer of that day was kept beside it");
    sites.expectProof(first);
    run.step("Whoever wants the address from the card is refused by the sandbox");
    sites.expectRefused(user, PartySites.WITH_NAME, "ask your office for a new one");
    run.step("Logging in goes on by the other certificate, and the portal knows who it is");
    same(subject, sites.logInAgain(user));
    run.step("So does the kiosk");
    String _ = sites.print(user);
    run.step("The bank is told nothing until there is a new certificate");
    consent.expectRefused("CONSENT_WITHOUT_CERTIFICATE");
  }

  private void same(String expected, String got) {
    run.expect(got.equals(expected), "the same sub as on the first day", got);
  }

  private void renew(CardUser user, String card, Path late, String subject) {
    written(user, SHINJUKU, card, "issue-2.json", Authority.SIGNATURE);
    ocsp.ask("good", "good", Authority.SIGNATURE);
    run.step("With it the holder logs in again: another address, the same person");
    moved(sites.logIn(user), subject);
    run.step("What is signed anew is taken; what was signed before the move is not");
    sites.file(XML, application(user, "again.xml"));
    sites.expectNotTaken(XML, late);
    run.step("The consent is the person's: the bank is told the new address, unasked");
    consent.expectTold(Office.NEW_ADDRESS);
  }

  private void moved(PartySites.Visitor visitor, String subject) {
    run.expect(
        visitor.address().equals(Office.NEW_ADDRESS),
        "the portal is told the new address",
        visitor.toString());
    same(subject, visitor.subject());
  }

  private CardUser lose(CardUser user, String card, String subject) {
    care.suspend(card);
    ocsp.ask("revoked", "Reason: certificateHold", BOTH);
    run.step("Whoever found it knows the PIN, and gets in nowhere");
    sites.expectRefused(user, PartySites.AGAIN, "suspended");
    sites.expectRefused(user, PartySites.KIOSK, "suspended");
    String successor = care.replace(card, BOTH.length);
    CardUser next = blank();
    written(next, SHINJUKU, successor, "issue-3.json", BOTH);
    ocsp.ask("good", "good", BOTH);
    run.step("With the new card it is the same person");
    moved(sites.logIn(next), subject);
    return next;
  }

  private void withdraw(CardUser user) {
    run.step("The holder asks who was told what, and when");
    consent.list(user, 2);
    run.step("And withdraws, by the certificate for logging in");
    consent.withdraw(user);
    run.step("The bank asks once more");
    consent.expectRefused("CONSENT_WITHDRAWN");
  }
}
