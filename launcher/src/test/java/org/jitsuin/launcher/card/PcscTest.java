package org.jitsuin.launcher.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import javax.smartcardio.TerminalFactory;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.state.KeyUse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which programs were seen to read, ask and sign, through PC/SC by Java's own. */
@Tag("stack")
class PcscTest {
  private static final String APPLICATION = "00A4040C0AD392F000260100000001";
  private static final String CARD_MANAGER = "00A4040C07A0000001510000";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static PcscStage stage;

  private Card card;

  @BeforeAll
  static void putUp() {
    stage = PcscStage.get();
  }

  @BeforeEach
  void connect() throws CardException {
    card = terminal(PcscStage.OTHER).connect("*");
    sends("9000", APPLICATION);
  }

  @AfterEach
  void disconnect() throws CardException {
    // Power off: the next test begins without a verified PIN.
    card.disconnect(true);
  }

  static CardTerminal terminal(String name) throws CardException {
    return TerminalFactory.getDefault().terminals().list().stream()
        .filter(terminal -> terminal.getName().equals(PcscStage.get().reader(name)))
        .findFirst()
        .orElseThrow();
  }

  private ResponseAPDU send(String command) throws CardException {
    return card.getBasicChannel().transmit(new CommandAPDU(HEX.parseHex(command)));
  }

  private void sends(String status, String... commands) throws CardException {
    for (String command : commands) {
      assertThat(HEX.toHexDigits((short) send(command).getSW())).as(command).isEqualTo(status);
    }
  }

  private static byte[] certificate() {
    X509Certificate expected = stage.othersCertificate(KeyUse.USER_IDENTIFICATION);
    return SignedCertificate.der(expected);
  }

  /** Reads on until nothing comes, as some programs do, with so many octets at a time. */
  private byte[] readOn(int le) throws CardException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    while (true) {
      ResponseAPDU piece =
          card.getBasicChannel()
              .transmit(new CommandAPDU(0x00, 0xB0, whole.size() >> 8, whole.size() & 0xff, le));
      whole.writeBytes(piece.getData());
      if (piece.getData().length < le) {
        assertThat(piece.getSW()).isIn(0x9000, 0x6282, 0x6B00);
        return whole.toByteArray();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0xE0, 0xFF, 0x100})
  void read_onToTheEnd_isTheCertificateAndPadding(int le) throws CardException {
    sends("9000", "00A4020C02000A");

    byte[] file = readOn(le);

    assertThat(file.length % 2048).isZero();
    assertThat(file).startsWith(certificate());
    assertThat(Arrays.copyOfRange(file, certificate().length, file.length)).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7})
  void read_headThenRest_isTheCertificate(int head) throws CardException {
    sends("9000", "00A4020C02000A");
    byte[] first = send("00B00000" + HEX.toHexDigits((byte) head)).getData();
    int length = (((first[2] & 0xff) << 8) | (first[3] & 0xff)) + 4;
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(first);
    while (whole.size() < length) {
      int left = Math.min(256, length - whole.size());
      whole.writeBytes(
          card.getBasicChannel()
              .transmit(new CommandAPDU(0x00, 0xB0, whole.size() >> 8, whole.size() & 0xff, left))
              .getData());
    }

    assertThat(whole.toByteArray()).isEqualTo(certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"00B00000000000", "00B08A00000000"})
  void read_extendedLength_isTheWholeFile(String command) throws CardException {
    // The second by short identifier, without a selection.
    if (command.startsWith("00B00000")) {
      sends("9000", "00A4020C02000A");
    }

    assertThat(send(command).getData()).startsWith(certificate());
  }

  @Test
  void read_pastTheEnd_is6B00() throws CardException {
    sends("9000", "00A4020C02000A");
    sends("6B00", "00B0200000");
  }

  @Test
  void read_tokenAndKind_areAsLongAsRealOnes() throws CardException {
    sends("9000", "00A4020C020006");
    byte[] token = send("00B0000000").getData();
    assertThat(token).hasSize(160).startsWith("JPKIAPICCTOKEN".getBytes(StandardCharsets.US_ASCII));
    sends("9000", "00A4020C020008");
    assertThat(send("00B0000003").getData()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00200080", "0020008000"})
  void query_inEachForm_tellsAndCostsNothing(String query) throws CardException {
    sends("9000", "00A4020C020018");
    sends("63C3", query, query, query, query);
    sends("9000", "002000800431323334");
    sends("63C3", query);
    sends("9000", "00A4020C02001B");
    sends("63C5", query);
  }

  @Test
  void counters_afterPowerLoss_stay() throws CardException {
    sends("9000", "00A4020C02001B");
    sends("63C4", "0020008006616263313233");
    card.disconnect(true);
    connect();
    sends("9000", "00A4020C02001B");
    sends("63C4", "00200080");
    sends("9000", "0020008006414243313233");
    sends("63C5", "00200080");
  }

  @Test
  void verified_lastsOverTheSameApplicationAndNotOverAnother() throws CardException {
    sends("9000", "00A4020C02001B", "0020008006414243313233", APPLICATION, "00A4020C020001");
    sends("9000", "00B0000004");
    sends("9000", CARD_MANAGER, APPLICATION, "00A4020C020001");
    sends("6982", "00B0000004");
  }

  @Test
  void selection_ofWhatIsNotThere_isNotFound() throws CardException {
    sends("6A82", "00A4040C09A000000308000010FF", "00A4040C08A000000277010101", "00A4020C020016");
    sends("6D00", "00CADF3005");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 32, 35, 51, 83, 245})
  void sign_anyInput_isPaddedAsItIs(int length) throws CardException {
    byte[] input = new byte[length];
    Arrays.fill(input, (byte) 0x5A);
    String command = "802A0080" + HEX.toHexDigits((byte) length) + HEX.formatHex(input) + "00";
    sends("9000", "00A4020C020018", "002000800431323334", "00A4020C020017");

    byte[] signature = send(command).getData();

    RSAPublicKey key =
        (RSAPublicKey) stage.othersCertificate(KeyUse.USER_IDENTIFICATION).getPublicKey();
    byte[] padded =
        new BigInteger(1, signature)
            .modPow(key.getPublicExponent(), key.getModulus())
            .toByteArray();
    byte[] expected = new byte[255];
    Arrays.fill(expected, (byte) 0xff);
    expected[0] = 1;
    expected[254 - length] = 0;
    System.arraycopy(input, 0, expected, 255 - length, length);
    assertThat(padded).isEqualTo(expected);
    assertThat(send(command).getData()).isEqualTo(signature);
  }

  @Test
  void sign_tooMuch_isRefused() throws CardException {
    sends("9000", "00A4020C020018", "002000800431323334", "00A4020C020017");
    sends("6700", "802A0080F6" + "5A".repeat(246) + "00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"802A0080012000", "802A008000000120" + "0100"})
  void sign_inEachLength_answers256Octets(String command) throws CardException {
    sends("9000", "00A4020C020018", "002000800431323334", "00A4020C020017");

    ResponseAPDU answer = send(command);

    assertThat(answer.getSW()).isEqualTo(0x9000);
    assertThat(answer.getData()).hasSize(256);
  }

  @Test
  void sign_manyAfterOneVerification_withBothKeys() throws CardException {
    sends("9000", "00A4020C020018", "002000800431323334", "00A4020C02001A");
    // Not by the PIN of the other key.
    sends("6982", "802A0080012000");
    sends("9000", "00A4020C02001B", "0020008006414243313233");
    for (int i = 0; i < 10; i++) {
      sends("9000", "00A4020C020017", "802A0080012000", "00A4020C02001A", "802A0080012000");
    }
  }
}
