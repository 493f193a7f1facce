package org.jitsuin.launcher.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.launcher.terminal.CommandLine;
import org.jitsuin.launcher.terminal.DisplayPath;

/** The three parties of the sandbox, as their visitors see them. */
final class PartySites {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADDRESS_FOR_THE_CARD = "holder login ([^<\\s]+)<";
  private static final String CELL = "</span></th><td>([^<]+)</td>";
  private static final String WHO = "Who" + CELL;

  /** Where a page waits for a card that is to tell name and address. */
  static final String WITH_NAME = "/portal/login";

  /** Where it is to tell neither. */
  static final String AGAIN = "/portal/again";

  /** Where a kiosk waits for one. */
  static final String KIOSK = "/kiosk";

  private final DemoRun run;
  private final Shell shell;
  private final String sandbox;
  private int visits;

  /**
   * @param sandbox its address
   */
  PartySites(DemoRun run, Shell shell, String sandbox) {
    this.run = run;
    this.shell = shell;
    this.sandbox = sandbox;
  }

  /**
   * Who came, as the portal knows it.
   *
   * @param subject who it is to the portal, for ever
   */
  record Visitor(String subject, String name, String address) {}

  private Browser browser() {
    visits++;
    return new Browser(shell, run.file("cookies-" + visits));
  }

  /** Logs in at the portal, which is told name and address. */
  Visitor logIn(CardUser user) {
    String welcome = logIn(user, WITH_NAME);
    Visitor visitor =
        new Visitor(
            Browser.found(WHO, welcome),
            Browser.found("Name" + CELL, welcome),
            Browser.found("Address" + CELL, welcome));
    shell.answer(
        "sub: %s\nname: %s\naddress: %s"
            .formatted(visitor.subject(), visitor.name(), visitor.address()));
    return visitor;
  }

  /** Logs in at the portal, which is told who it is to the portal, and nothing else. */
  String logInAgain(CardUser user) {
    String subject = Browser.found(WHO, logIn(user, AGAIN));
    shell.answer("sub: " + subject);
    return subject;
  }

  private String logIn(CardUser user, String path) {
    Browser browser = browser();
    String page = browser.open(sandbox + path);
    String number = user.visit(Browser.found(ADDRESS_FOR_THE_CARD, page));
    return browser.send(
        sandbox + "/authorize/confirm",
        Map.of(
            "login", Browser.found("name=\"login\" value=\"([^\"]+)\"", page), "number", number));
  }

  /**
   * Prints at the kiosk.
   *
   * @return the name of the file
   */
  String print(CardUser user) {
    Browser browser = browser();
    String page = browser.open(sandbox + KIOSK);
    String number = user.visit(Browser.found(ADDRESS_FOR_THE_CARD, page));
    String file = "record-" + visits + ".pdf";
    browser.send(
        sandbox + "/kiosk/print",
        Map.of("visit", Browser.found("name=\"visit\" value=\"([^\"]+)\"", page), "number", number),
        run.file(file));
    String begin = new String(run.octets(file), 0, 5, StandardCharsets.US_ASCII);
    run.expect(begin.equals("%PDF-"), "a copy of the record, as PDF", begin);
    return file;
  }

  /**
   * Expects that a card is refused where it is brought.
   *
   * @param path of the page that waits for it
   * @param sentence part of what the holder is told
   */
  void expectRefused(CardUser user, String path, String sentence) {
    String page = browser().open(sandbox + path);
    String address = Browser.found(ADDRESS_FOR_THE_CARD, page);
    String told;
    try {
      told = "let in, with the number " + user.visit(address);
    } catch (HolderFailure e) {
      shell.answer(e.words().en());
      shell.answer(e.words().ja());
      told = e.words().en();
    }
    run.expect(told.contains(sentence), "refused, and the holder is told why", told);
  }

  /**
   * Files a document that is taken.
   *
   * @return the number of the receipt
   */
  String file(String type, Path document) {
    JsonNode answer = filed(type, document);
    String number = answer.path("receipt").asText();
    run.expect(
        number.startsWith("F-")
            && answer.path("sha256").asText().equals(Fingerprint.of(octets(document)).toString()),
        "a receipt: " + number,
        answer.toString());
    return number;
  }

  private byte[] octets(Path document) {
    return run.octets(document.getFileName().toString());
  }

  /** Expects that OpenSSL believes what the authority said when a document was filed. */
  void expectProof(String number) {
    Path proof = run.file("proof.ocsp");
    Path issuer = run.issuer(Authority.SIGNATURE);
    shell.run(
        CommandLine.of(
            "curl", "-sS", "--fail", "-o", proof, sandbox + "/filing/" + number + "/proof"));
    String said =
        shell.run(
            CommandLine.of(
                "openssl",
                "ocsp",
                "-sha256",
                "-no_nonce",
                "-respin",
                proof,
                "-CAfile",
                issuer,
                "-issuer",
                issuer,
                "-cert",
                run.certificate(Authority.SIGNATURE)));
    shell.answer(said);
    run.expect(
        said.contains("Response verify OK") && said.contains(": good"),
        "good, as of then, and signed by the authority",
        said);
  }

  /** Files a document that is not taken since its certificate ended by a move. */
  void expectNotTaken(String type, Path document) {
    JsonNode answer = filed(type, document);
    String told = answer.path("error_description").asText();
    shell.answer(told);
    shell.answer(answer.path("error_description_ja").asText());
    run.expect(
        answer.path("error").asText().equals("revoked")
            && told.contains("changed on")
            && told.contains("ask your office for a new one"),
        "refused, with when, why and what to do",
        answer.toString());
  }

  private JsonNode filed(String type, Path document) {
    String said =
        shell.run(
            CommandLine.of(
                "curl",
                "-sS",
                "-H",
                "Content-Type: " + type,
                "--data-binary",
                "@" + DisplayPath.of(document),
                sandbox + "/filing"));
    shell.answer(said);
    try {
      return JSON.readTree(said);
    } catch (JacksonException e) {
      throw new WrongResult("an answer in JSON", said);
    }
  }
}
