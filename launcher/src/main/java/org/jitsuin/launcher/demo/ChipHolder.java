package org.jitsuin.launcher.demo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jitsuin.base.model.Authority;
import org.jitsuin.card.holder.CertificateWords;
import org.jitsuin.card.holder.CmsFile;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.HolderFacts;
import org.jitsuin.card.holder.HttpPost;
import org.jitsuin.card.holder.SigningCard;
import org.jitsuin.card.holder.StatusInquiry;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.holder.CardReaders;
import org.jitsuin.launcher.terminal.CommandLine;

/** The holder at home: OpenSC's programs, and our client, with the card in the reader. */
final class ChipHolder {
  private static final KeyUse SIGNATURE = KeyUse.SIGNATURE;
  private static final String DOCUMENT = "contract.txt";
  private static final String WRONG_PIN = "WRONG1";

  /** As OCSP on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DemoRun run;
  private final Shell shell;
  private final String reader;
  private final Path module;

  /**
   * @param chip the holder's card
   * @param shell in which programs find the holder's card, and no other
   */
  ChipHolder(DemoRun run, Chip chip, Shell shell) {
    this.run = run;
    this.reader = chip.reader();
    this.shell = shell;
    this.module =
        ChipTable.module()
            .orElseThrow(() -> new SetupFailure("the Debian package opensc-pkcs11 is missing"));
  }

  /** Any program sees a card of this kind. */
  void recognise() {
    CommandLine command = CommandLine.of("opensc-tool", "--name");
    String name = shell.run(command);
    shell.answer(name);
    run.expect(name.endsWith("jpki"), "OpenSC takes it for Japan's card", name);
  }

  /** What is on the card is what the authority issued, and chains to it. */
  void read() {
    shell.answer(shell.run(CommandLine.of("pkcs15-tool", "--list-certificates", "--short")));
    Path own = run.file("read.pem");
    Path authority = run.file("read-authority.pem");
    export("01", own);
    export("03", authority);
    String verdict =
        shell.run(
            CommandLine.of("openssl", "verify", run.atServerTime(), "-CAfile", authority, own));
    shell.answer(verdict);
    Authority kind = Authority.USER_IDENTIFICATION;
    run.expect(
        verdict.endsWith(": OK")
            && run.certificateIn(own).equals(run.certificateIn(run.certificate(kind))),
        "the card holds the certificate that was issued, with that of its authority",
        verdict);
  }

  private void export(String id, Path file) {
    shell.run(CommandLine.of("pkcs15-tool", "--read-certificate", id, "--output", file));
  }

  /** Signs with OpenSC's program, and has OpenSSL verify it by the issued certificate. */
  void signWithPkcs11() {
    run.write(DOCUMENT, "甲と乙は、次のとおり契約する。\n");
    Path document = run.file(DOCUMENT);
    Path signature = run.file("contract.sig");
    Path key = run.file("signature.pub");
    shell.run(
        CommandLine.of(
            pkcs11(pin()),
            "--sign",
            "-m",
            "SHA256-RSA-PKCS",
            "--id",
            "02",
            "-i",
            document,
            "-o",
            signature));
    Path certificate = run.certificate(Authority.SIGNATURE);
    shell.run(
        CommandLine.of("openssl", "x509", "-in", certificate, "-noout", "-pubkey", "-out", key));
    String verdict =
        shell.run(
            CommandLine.of(
                "openssl", "dgst", "-sha256", "-verify", key, "-signature", signature, document));
    shell.answer(verdict);
    run.expect(
        verdict.contains("Verified OK"), "signed by the key that never left the card", verdict);
  }

  private static String pin() {
    return new String(CardCounter.pin(SIGNATURE), StandardCharsets.US_ASCII);
  }

  /** A session with the signature key. */
  private List<String> pkcs11(String pin) {
    return CommandLine.of(
            "pkcs11-tool",
            "--module",
            module,
            "--token-label",
            "JPKI (Digital Signature PIN)",
            "--login",
            "--pin",
            pin)
        .words();
  }

  /** Signs with our client, as CMS, and has OpenSSL verify it up to the authority. */
  void signWithClient() {
    shell.show(CommandLine.of("./jitsuin", "holder", "sign", run.file(DOCUMENT)));
    byte[] content = run.read(DOCUMENT).getBytes(StandardCharsets.UTF_8);
    Path signature = run.file(DOCUMENT + ".p7s");
    byte[] made =
        withCard(card -> {
          CardUser.verify(card, SIGNATURE);
          return CmsFile.sign(content, SigningCard.of(card, SIGNATURE), false, run.now());
        });
    run.write(DOCUMENT + ".p7s", made);
    String verdict =
        shell.run(
            CommandLine.of(
                "openssl",
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                signature,
                "-content",
                run.file(DOCUMENT),
                "-CAfile",
                run.issuer(Authority.SIGNATURE),
                run.atServerTime(),
                "-purpose",
                "any",
                "-out",
                run.file("contract.back")));
    shell.answer(verdict);
    run.expect(
        verdict.contains("Verification successful"),
        "a signature as CMS, with the holder's certificate, by this authority",
        verdict);
  }

  /** Somebody tries the PIN until it is locked; then the right one does not help either. */
  void lockSignaturePin() {
    CommandLine wrong = CommandLine.of(pkcs11(WRONG_PIN), "--list-objects", "--type", "privkey");
    shell.show(wrong);
    for (int i = 1; i <= SIGNATURE.tries(); i++) {
      String said = shell.attempt(wrong).output();
      shell.answer("try " + i + ": " + error(said));
      if (!said.contains("CKR_PIN_INCORRECT")) {
        throw new WrongResult("CKR_PIN_INCORRECT", said);
      }
    }
    CommandLine right = CommandLine.of(pkcs11(pin()), "--list-objects", "--type", "privkey");
    shell.show(right);
    String said = shell.attempt(right).output();
    shell.answer(error(said));
    run.expect(said.contains("CKR_PIN_LOCKED"), "five wrong tries lock it, for who knows it", said);
    expectTries(0, "our client says that an office unlocks it");
  }

  private static String error(String output) {
    return output.lines().filter(line -> line.contains("CKR_")).findFirst().orElse(output);
  }

  /** The client asks the card how many tries there are, which costs none. */
  void expectTries(int tries, String what) {
    int left = withCard(card -> card.triesLeft(SIGNATURE).orElse(-1));
    run.expect(left == tries, "%s tries left: %s".formatted(left, what), left + " tries left");
  }

  /** A certificate on the card, and that of its authority. */
  private record Held(X509Certificate certificate, X509Certificate authority) {}

  /** The client asks the authority about a certificate on the card, and says what that means. */
  void expectStatus(KeyUse use, String sentence) {
    shell.show(CommandLine.of("./jitsuin", "holder", "status", use.authority().id(), "--yes"));
    Held held = withCard(card -> held(card, use));
    URI address =
        StatusInquiry.address(held.certificate())
            .orElseThrow(() -> new WrongResult("an address of OCSP in it", "none"));
    StatusInquiry inquiry = new StatusInquiry(use, held.authority(), address, HttpPost.transport());
    Words words =
        run.retry(
            PATIENCE,
            () -> StatusInquiry.words(inquiry.ask(held.certificate(), run.now())),
            said -> said.en().contains(sentence));
    Words name = CertificateWords.name(use);
    shell.answer(name.en() + ": " + words.en());
    shell.answer(name.ja() + ": " + words.ja());
    run.expect(
        words.en().contains(sentence), name.en() + ": the client says what to do", words.en());
  }

  private Held held(HolderCard card, KeyUse use) {
    return new Held(
        certificate(card, use),
        card.authority(use)
            .orElseThrow(() -> new WrongResult("the authority's certificate", "none")));
  }

  private X509Certificate certificate(HolderCard card, KeyUse use) {
    if (use == SIGNATURE) {
      CardUser.verify(card, SIGNATURE);
    }
    return card.certificate(use)
        .orElseThrow(() -> new WrongResult("a certificate on the card", "none"));
  }

  /** What stands in the signature certificate, read from the card. */
  void expectAddress(String address) {
    Optional<HolderFacts> facts = HolderFacts.of(withCard(card -> certificate(card, SIGNATURE)));
    String read = facts.map(HolderFacts::address).orElse("");
    run.expect(read.equals(address), "in the certificate on the card: " + read, read);
  }

  private <T> T withCard(Function<HolderCard, T> action) {
    return CardReaders.withCard(Optional.of(reader), action);
  }
}
