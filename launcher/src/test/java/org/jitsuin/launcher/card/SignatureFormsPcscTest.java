package org.jitsuin.launcher.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.state.KeyUse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of a signature: OpenSC sends the command, OpenSSL verifies what came of it. */
@Tag("stack")
class SignatureFormsPcscTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] MESSAGE = "a document".getBytes(StandardCharsets.US_ASCII);
  private static final List<String> PSS =
      List.of("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32");

  /** A line of opensc-tool with octets of an answer, and their characters behind them. */
  private static final Pattern OCTETS = Pattern.compile("(?m)^((?:[0-9A-F]{2} ){1,16})");

  private static PcscStage stage;

  @TempDir private Path directory;

  @BeforeAll
  static void putUp() {
    stage = PcscStage.get();
  }

  @ParameterizedTest
  @CsvSource({"02, true, false", "03, false, false", "04, true, true", "05, false, true"})
  void opensc_eachForm_isVerifiedByOpenssl(String p1, boolean hashed, boolean pss)
      throws IOException, GeneralSecurityException {
    byte[] input = hashed ? MessageDigest.getInstance("SHA-256").digest(MESSAGE) : MESSAGE;
    Path signature = Files.write(directory.resolve("signature"), signature(p1, input));

    PcscStage.Result checked = verify(signature, pss);

    assertThat(checked.text()).contains("Verified OK");
    assertThat(verify(signature, !pss).text()).doesNotContain("Verified OK");
  }

  /** With the key for user identification, named in P2; without a selection of its file. */
  private static byte[] signature(String p1, byte[] input) {
    String command =
        "802A" + p1 + "97" + HEX.toHexDigits((byte) input.length) + HEX.formatHex(input) + "00";
    String text =
        PcscStage.run(
                "opensc-tool",
                "--reader",
                stage.reader(PcscStage.CARD),
                "-s",
                "00A4040C0AD392F000260100000001",
                "-s",
                "0020009804" + "31323334",
                "-s",
                command)
            .text();
    String answer = text.substring(text.lastIndexOf("Sending: 80 2A"));
    assertThat(answer).contains("SW1=0x90, SW2=0x00");
    Matcher lines = OCTETS.matcher(answer);
    StringBuilder octets = new StringBuilder();
    while (lines.find()) {
      octets.append(lines.group(1).replace(" ", ""));
    }
    assertThat(octets).hasSize(512);
    return HEX.parseHex(octets);
  }

  private PcscStage.Result verify(Path signature, boolean pss) throws IOException {
    Path certificate =
        Files.writeString(
            directory.resolve("certificate.pem"),
            Pem.certificate(SignedCertificate.der(stage.certificate(KeyUse.USER_IDENTIFICATION))));
    Path key = directory.resolve("key.pem");
    PcscStage.run("openssl", "x509", "-in", certificate, "-noout", "-pubkey", "-out", key);
    List<Object> words = new ArrayList<>(List.of("openssl", "dgst", "-sha256", "-verify", key));
    if (pss) {
      words.addAll(PSS);
    }
    Path message = Files.write(directory.resolve("message"), MESSAGE);
    words.addAll(List.of("-signature", signature, message));
    return PcscStage.run(words.toArray());
  }
}
