package org.jitsuin.launcher.demo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.holder.CmsFile;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.LoginVisit;
import org.jitsuin.card.holder.PdfFile;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.holder.PinOutcome;
import org.jitsuin.card.holder.SigningCard;
import org.jitsuin.card.holder.XmlFile;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.terminal.CommandLine;

/** The holder with a card in hand: what the client does with it, by the commands that are shown. */
final class CardUser {
  private final DemoRun run;
  private final Shell shell;
  private final CardInHand card;

  CardUser(DemoRun run, Shell shell, CardInHand card) {
    this.run = run;
    this.shell = shell;
    this.card = card;
  }

  CardInHand card() {
    return card;
  }

  /** Has a card compare the PIN that the holder of the demo chose. */
  static void verify(HolderCard holder, KeyUse use) {
    char[] typed = new String(CardCounter.pin(use), StandardCharsets.US_ASCII).toCharArray();
    try (Pin pin = Pin.of(use, typed)) {
      PinOutcome outcome = holder.verify(use, pin);
      if (!(outcome instanceof PinOutcome.Right)) {
        throw new WrongResult("the PIN is right", outcome.toString());
      }
    }
  }

  /**
   * Signs what a page waits for.
   *
   * @param address as the page shows it
   * @return the number that is typed where the login was begun
   * @throws HolderFailure if it is refused; the words say why
   */
  String visit(String address) {
    shell.show(CommandLine.of("./jitsuin", "holder", "login", address));
    LoginVisit visit = new LoginVisit(URI.create(address));
    LoginVisit.Wanted wanted = visit.ask();
    shell.answer(wanted.challenge());
    String number =
        visit.bring(
            wanted.signed((use, content) ->
                signed(
                    use,
                    (signing, octets) -> CmsFile.sign(octets, signing, false, run.now()),
                    content)));
    shell.answer("the number to be typed where it began: " + number);
    return number;
  }

  private Bytes signed(KeyUse use, BiFunction<SigningCard, byte[], byte[]> form, byte[] content) {
    return Bytes.of(
        card.withHolder(holder -> {
          verify(holder, use);
          return form.apply(SigningCard.of(holder, use), content);
        }));
  }

  /** Signs an XML file in itself, and returns the signed one. */
  Path signXml(String file) {
    shell.show(CommandLine.of("./jitsuin", "holder", "sign", run.file(file), "--xml"));
    return kept(
        file.replace(".xml", "-signed.xml"),
        signed(
            KeyUse.SIGNATURE,
            (signing, octets) -> XmlFile.sign(octets, signing, run.now()),
            run.octets(file)));
  }

  /** Signs a PDF in itself, and returns the signed one. */
  Path signPdf(String file) {
    shell.show(CommandLine.of("./jitsuin", "holder", "sign", run.file(file)));
    return kept(
        file.replace(".pdf", "-signed.pdf"),
        signed(
            KeyUse.SIGNATURE,
            (signing, octets) -> PdfFile.sign(octets, signing, run.now(), Optional.empty()),
            run.octets(file)));
  }

  private Path kept(String file, Bytes content) {
    run.write(file, content.bytes());
    return run.file(file);
  }

  /**
   * Signs a text that the holder has read.
   *
   * @param command by which the client writes and signs such a text
   * @return CMS with the text in it
   */
  Bytes signText(CommandLine command, byte[] text, KeyUse use) {
    shell.show(command);
    shell.answer(new String(text, StandardCharsets.UTF_8));
    return signed(use, (signing, octets) -> CmsFile.sign(octets, signing, true, run.now()), text);
  }
}
