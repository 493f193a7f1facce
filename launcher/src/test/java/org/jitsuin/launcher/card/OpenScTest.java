package org.jitsuin.launcher.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import org.jitsuin.card.state.KeyUse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenSC, as Debian has it, sees Japan's card and uses both of its keys. */
@Tag("stack")
class OpenScTest {
  private static final byte[] CONTENT = {1, 2, 3};
  private static PcscStage stage;

  @TempDir private Path directory;

  @BeforeAll
  static void putUp() {
    stage = PcscStage.get();
  }

  private static String tool(String program, String card, String... arguments) {
    Object[] words = new Object[arguments.length + 3];
    words[0] = program;
    words[1] = "--reader";
    words[2] = stage.reader(card);
    System.arraycopy(arguments, 0, words, 3, arguments.length);
    return PcscStage.run(words).text();
  }

  @Test
  void opensc_card_isJapans() {
    assertThat(tool("opensc-tool", PcscStage.CARD, "--name")).startsWith("jpki");
    assertThat(tool("opensc-tool", PcscStage.CARD, "--atr"))
        .startsWith("3b:e0:00:ff:81:31:fe:45:14");
  }

  @Test
  void pkcs15_card_hasFourCertificatesAndTwoPins() {
    assertThat(tool("pkcs15-tool", PcscStage.CARD, "--list-certificates"))
        .contains(
            "[User Authentication Certificate]",
            "[Digital Signature Certificate]",
            "[User Authentication Certificate CA]",
            "[Digital Signature Certificate CA]");
    assertThat(tool("pkcs15-tool", PcscStage.OTHER, "--list-pins"))
        .containsSubsequence(
            "PIN [User Authentication PIN]",
            "Tries left     : 3",
            "PIN [Digital Signature PIN]",
            "Tries left     : 5");
  }

  @ParameterizedTest
  @CsvSource({
    "01, USER_IDENTIFICATION, false",
    "03, USER_IDENTIFICATION, true",
    "04, SIGNATURE, true"
  })
  void pkcs15_publicCertificate_isReadWithoutPin(String id, KeyUse use, boolean authority)
      throws GeneralSecurityException {
    X509Certificate read = pem(tool("pkcs15-tool", PcscStage.CARD, "--read-certificate", id));

    assertThat(read).isEqualTo(authority ? stage.authority(use) : stage.certificate(use));
    stage.certificate(use).verify(stage.authority(use).getPublicKey());
  }

  @Test
  void pkcs15_signatureCertificate_isReadWithItsPinAlone() {
    tool("opensc-tool", PcscStage.CARD, "--reset=cold");
    assertThat(tool("pkcs15-tool", PcscStage.CARD, "--read-certificate", "02"))
        .doesNotContain("BEGIN CERTIFICATE");

    String read =
        tool(
            "pkcs15-tool",
            PcscStage.CARD,
            "--read-certificate",
            "02",
            "--auth-id",
            "02",
            "--verify-pin",
            "--pin",
            "ABC123");

    assertThat(pem(read)).isEqualTo(stage.certificate(KeyUse.SIGNATURE));
  }

  private static X509Certificate pem(String output) {
    return PcscStage.parse(
        output.substring(output.indexOf("-----BEGIN")).getBytes(StandardCharsets.US_ASCII));
  }

  /** Signs with a slot of all readers: two for each card, in the order of the readers. */
  private byte[] sign(int slot, String pin, String id, String mechanism, byte[] input)
      throws IOException {
    Path in = Files.write(directory.resolve("in"), input);
    Path out = directory.resolve("out");
    PcscStage.Result result =
        PcscStage.run(
            "pkcs11-tool",
            "--module",
            PcscStage.module(),
            "--slot-index",
            slot,
            "--login",
            "--pin",
            pin,
            "--sign",
            "-m",
            mechanism,
            "--id",
            id,
            "-i",
            in,
            "-o",
            out);
    assertThat(result.code()).as(result.text()).isZero();
    return Files.readAllBytes(out);
  }

  private static boolean verifies(X509Certificate certificate, byte[] signature)
      throws GeneralSecurityException {
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(certificate.getPublicKey());
    check.update(CONTENT);
    return check.verify(signature);
  }

  @Test
  void pkcs11_bothKeys_sign() throws IOException, GeneralSecurityException {
    byte[] identified = sign(0, "1234", "01", "SHA256-RSA-PKCS", CONTENT);
    byte[] signed = sign(1, "ABC123", "02", "SHA256-RSA-PKCS", CONTENT);

    assertThat(verifies(stage.certificate(KeyUse.USER_IDENTIFICATION), identified)).isTrue();
    assertThat(verifies(stage.certificate(KeyUse.SIGNATURE), signed)).isTrue();
  }

  @Test
  void pkcs11_digestInfo_isSignedAsItIs() throws IOException, GeneralSecurityException {
    byte[] head = HexFormat.of().parseHex("3031300d060960864801650304020105000420");
    byte[] info = Arrays.copyOf(head, 51);
    System.arraycopy(MessageDigest.getInstance("SHA-256").digest(CONTENT), 0, info, 19, 32);

    assertThat(sign(0, "1234", "01", "RSA-PKCS", info))
        .isEqualTo(sign(0, "1234", "01", "SHA256-RSA-PKCS", CONTENT));
  }

  @Test
  void pkcs11_twoCards_eachSignsWithItsOwn() throws IOException, GeneralSecurityException {
    byte[] first = sign(0, "1234", "01", "SHA256-RSA-PKCS", CONTENT);
    byte[] second = sign(2, "1234", "01", "SHA256-RSA-PKCS", CONTENT);

    assertThat(verifies(stage.certificate(KeyUse.USER_IDENTIFICATION), first)).isTrue();
    assertThat(verifies(stage.othersCertificate(KeyUse.USER_IDENTIFICATION), second)).isTrue();
    assertThat(verifies(stage.certificate(KeyUse.USER_IDENTIFICATION), second)).isFalse();
  }

  private static String login(int slot, String pin) {
    return PcscStage.run(
            "pkcs11-tool",
            "--module",
            PcscStage.module(),
            "--slot-index",
            slot,
            "--login",
            "--pin",
            pin,
            "-O")
        .text();
  }

  @Test
  void pkcs11_wrongPins_areCountedAndLock() {
    for (int left = 2; left >= 0; left--) {
      assertThat(login(6, "9999")).contains("CKR_PIN_INCORRECT");
      assertThat(tool("pkcs15-tool", PcscStage.LOCKED_FOR_OPENSC, "--list-pins"))
          .contains("Tries left     : " + left);
    }
    assertThat(login(6, "1234")).contains("CKR_PIN_LOCKED");
    // The other PIN has a counter of its own.
    assertThat(login(7, "ABC123")).contains("Private Key Object").doesNotContain("CKR_");
  }

  @Test
  void pkcs11_lockedAsRealCardsSay_isAGeneralErrorToOpenSc() {
    for (int i = 0; i < 5; i++) {
      assertThat(login(5, "WRONG1")).contains("CKR_PIN_INCORRECT");
    }
    assertThat(login(5, "ABC123")).contains("CKR_GENERAL_ERROR");
    assertThat(login(4, "1234")).contains("Private Key Object");
  }

  @Test
  void opensc_rawChangeOfPin_isTakenAndBack() {
    String changed = raw("31323334", "35363738");
    String back = raw("35363738", "31323334");

    assertThat(changed.split("SW1=0x90, SW2=0x00", -1)).hasSize(5);
    assertThat(back.split("SW1=0x90, SW2=0x00", -1)).hasSize(5);
  }

  private static String raw(String old, String fresh) {
    return tool(
        "opensc-tool",
        PcscStage.OTHER,
        "-s",
        "00A4040C0AD392F000260100000001",
        "-s",
        "00A4020C020018",
        "-s",
        "0020008004" + old,
        "-s",
        "0024018004" + fresh);
  }
}
