package org.jitsuin.launcher.demo;

import java.nio.file.Path;
import java.util.List;
import org.jitsuin.base.model.Authority;
import org.jitsuin.launcher.terminal.CommandLine;

/** The card and its holder: keys that nobody else has, and what is signed with them. */
final class CardHolder {
  private final DemoRun run;
  private final Shell shell;

  CardHolder(DemoRun run, Shell shell) {
    this.run = run;
    this.shell = shell;
  }

  /** Returns the file with the request for the authority's certificate (PKCS#10). */
  static String request(Authority authority) {
    return authority.id() + ".csr";
  }

  /** Makes the keys of a new card. */
  void makeKeys() {
    run.step("The card makes a key pair for each of its two certificates");
    makeKeys(Authority.values());
    run.right("two RSA-2048 keys, and a PKCS#10 request that proves possession of each");
  }

  /** Makes new keys in place of those that were there. */
  void makeKeys(Authority... kinds) {
    for (Authority authority : kinds) {
      shell.run(
          CommandLine.of(
              "openssl",
              "req",
              "-new",
              "-newkey",
              "rsa:2048",
              "-nodes",
              "-subj",
              "/CN=card",
              "-keyout",
              run.key(authority),
              "-out",
              run.file(request(authority))));
    }
  }

  void signDocument() {
    run.step("The holder signs a document with the signature key, and somebody checks it");
    run.write("contract.txt", "甲と乙は、次のとおり契約する。\n");
    Path document = run.file("contract.txt");
    Path signature = run.file("contract.sig");
    Path publicKey = run.file("signature.pub");
    List<String> digest = List.of("openssl", "dgst", "-sha256");
    Path key = run.key(Authority.SIGNATURE);
    shell.run(CommandLine.of(digest, "-sign", key, "-out", signature, document));
    Path certificate = run.certificate(Authority.SIGNATURE);
    shell.run(
        CommandLine.of(
            "openssl", "x509", "-in", certificate, "-noout", "-pubkey", "-out", publicKey));
    String verdict =
        shell.run(CommandLine.of(digest, "-verify", publicKey, "-signature", signature, document));
    shell.answer(verdict);
    run.expect(
        verdict.contains("Verified OK"), "the signature matches the certificate's key", verdict);
  }
}
