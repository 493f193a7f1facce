package org.jitsuin.launcher.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.installation.setup.FreePorts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL with the card's keys, by its engine for PKCS #11; and OpenSSH. */
@Tag("stack")
class OpenSslTest {
  private static final List<Object> ENGINE = List.of("-engine", "pkcs11", "-keyform", "engine");
  private static PcscStage stage;

  @TempDir private Path directory;
  private Path oneCard;

  @BeforeAll
  static void putUp() {
    stage = PcscStage.get();
    try (Stream<Path> libraries = Files.list(Path.of("/usr/lib"))) {
      Path engine =
          libraries
              .map(library -> library.resolve("engines-3/pkcs11.so"))
              .filter(Files::exists)
              .findFirst()
              .orElse(Path.of("/nonexistent"));
      PcscStage.require("libengine-pkcs11-openssl", engine.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The engine knows tokens by their labels, which all cards share: OpenSC is to see only one. */
  @BeforeEach
  void configure() throws IOException {
    String others =
        Stream.of(PcscStage.OTHER, PcscStage.LOCKED, PcscStage.LOCKED_FOR_OPENSC)
            .map(card -> '"' + stage.reader(card) + '"')
            .collect(Collectors.joining(", "));
    oneCard =
        Files.writeString(
            directory.resolve("opensc.conf"), "app default { ignored_readers = " + others + "; }");
  }

  /** A key by its token, its number and its PIN, which a test may show. */
  private static String key(KeyUse use) {
    return use == KeyUse.SIGNATURE
        ? "pkcs11:token=JPKI%20%28Digital%20Signature%20PIN%29;id=%02;type=private;pin-value=ABC123"
        : "pkcs11:token=JPKI%20%28User%20Authentication%20PIN%29;id=%01;type=private;pin-value=1234";
  }

  private Path pem(String name, X509Certificate certificate) throws IOException {
    return Files.writeString(
        directory.resolve(name), Pem.certificate(SignedCertificate.der(certificate)));
  }

  @Test
  void cms_withTheSignatureKey_isVerified() throws IOException {
    Path content = Files.writeString(directory.resolve("content"), "a document");
    Path signer = pem("signer.pem", stage.certificate(KeyUse.SIGNATURE));
    Path authority = pem("authority.pem", stage.authority(KeyUse.SIGNATURE));
    Path signed = directory.resolve("signed.p7m");

    // The key asks for its PIN again, from the standard input where there is no terminal.
    PcscStage.Result made =
        openssl(
            "ABC123\n",
            List.of("cms", "-sign", "-binary", "-nodetach", "-md", "sha256", "-in", content),
            ENGINE,
            List.of("-signer", signer, "-inkey", key(KeyUse.SIGNATURE), "-outform", "DER"),
            List.of("-out", signed));
    PcscStage.Result checked =
        openssl(
            "",
            List.of("cms", "-verify", "-binary", "-inform", "DER", "-in", signed),
            List.of("-CAfile", authority, "-purpose", "any", "-out", directory.resolve("back")));

    assertThat(made.code()).as(made.text()).isZero();
    assertThat(checked.text()).contains("Verification successful");
    assertThat(directory.resolve("back")).hasContent("a document");
  }

  /** Runs it; lists stand for their elements. */
  private PcscStage.Result openssl(String input, Object... words) {
    return PcscStage.told(
        input,
        Optional.of(oneCard),
        Stream.concat(Stream.of("openssl"), Stream.of(words).flatMap(OpenSslTest::each)).toArray());
  }

  private static Stream<?> each(Object word) {
    return word instanceof List<?> several ? several.stream() : Stream.of(word);
  }

  @Test
  void tls_clientLogin_isAccepted() throws IOException, InterruptedException {
    Path client = pem("client.pem", stage.certificate(KeyUse.USER_IDENTIFICATION));
    Path authority = pem("authority.pem", stage.authority(KeyUse.USER_IDENTIFICATION));
    Path own = directory.resolve("server.pem");
    openssl(
        "",
        List.of("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
        List.of("-keyout", own, "-out", own, "-days", "1"));
    int port = FreePorts.next();
    Path log = directory.resolve("server.log");
    Process server =
        new ProcessBuilder(
                "openssl",
                "s_server",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                own.toString(),
                "-key",
                own.toString(),
                "-CAfile",
                authority.toString(),
                "-Verify",
                "1",
                "-verify_return_error",
                "-naccept",
                "2",
                "-www")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      PcscStage.Result result = login(client, port, log);

      assertThat(result.text())
          .contains("Client Certificate", "JITSUIN-TRAINING")
          .doesNotContain("alert");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private PcscStage.Result login(Path client, int port, Path log)
      throws IOException, InterruptedException {
    for (int i = 0; i < 100 && !Files.readString(log).contains("ACCEPT"); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return openssl(
        "GET / HTTP/1.0\r\n\r\n",
        List.of("s_client", "-connect", "127.0.0.1:" + port, "-tls1_2", "-ign_eof"),
        // The card pads for PKCS #1 v1.5 only.
        List.of("-sigalgs", "RSA+SHA256", "-cert", client, "-key", key(KeyUse.USER_IDENTIFICATION)),
        ENGINE);
  }

  @Test
  void ssh_keyOfTheCard_isListedAndSigns() throws IOException {
    PcscStage.require("openssh-client", "/usr/bin/ssh-keygen");
    String listed =
        PcscStage.told("", Optional.of(oneCard), "ssh-keygen", "-D", PcscStage.module()).text();
    assertThat(listed).contains("ssh-rsa ");
    Files.writeString(
        directory.resolve("id.pub"),
        listed.lines().filter(line -> line.startsWith("ssh-rsa")).findFirst().orElseThrow() + "\n");
    Files.writeString(directory.resolve("content"), "a challenge");
    Path script = Files.writeString(directory.resolve("login.sh"), LOGIN);

    PcscStage.Result result =
        PcscStage.told("", Optional.of(oneCard), "sh", script, directory, PcscStage.module());

    assertThat(result.text()).contains("Good \"login\" signature for holder");
  }

  /** An agent has the card's key, as for a login, and is asked for the PIN by a program. */
  private static final String LOGIN =
      """
      cd "$1"
      printf '#!/bin/sh\\necho 1234\\n' > ask && chmod 700 ask
      eval "$(ssh-agent -P "$2")" >/dev/null
      trap 'ssh-agent -k >/dev/null' EXIT
      SSH_ASKPASS="$1/ask" SSH_ASKPASS_REQUIRE=force ssh-add -s "$2"
      ssh-keygen -Y sign -f id.pub -n login content
      printf 'holder %s' "$(cat id.pub)" > allowed
      ssh-keygen -Y verify -f allowed -I holder -n login -s content.sig < content
      """;
}
