package org.jitsuin.card.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.card.testing.Apdus.APPLICATION;
import static org.jitsuin.card.testing.Apdus.data;
import static org.jitsuin.card.testing.Apdus.file;
import static org.jitsuin.card.testing.Apdus.hex;
import static org.jitsuin.card.testing.Apdus.last;
import static org.jitsuin.card.testing.Apdus.octet;
import static org.jitsuin.card.testing.Apdus.read;
import static org.jitsuin.card.testing.Apdus.status;
import static org.jitsuin.card.testing.Apdus.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Selecting and reading: what clients were seen to send, and the real card to answer. */
class CardFilesTest {
  private static final CardTraits QUICK = CardTraits.usual().withPinIterations(1);
  private static final String READ = "00B0000004";

  private final Card card = TestCards.card(TestCards.personalisedState(QUICK));

  /** VERIFY by the short identifier of the PIN, which makes it the current file. */
  private static String verifyIn(String pinFile, String pin) {
    int reference = 0x80 | Integer.parseInt(pinFile, 16);
    return verify(pin).replaceFirst("00200080", "002000" + octet(reference));
  }

  @ParameterizedTest
  @CsvSource({
    "00A4040C0AD392F000260100000001, 9000, as all clients do",
    "00A404000AD392F00026010000000100, 9000, phones with an Le",
    "00A4040C07A0000001510000, 9000, the card manager",
    "00A4040C07A000000277010101, 6A82, a foreign application",
    "00A4040C0AD3921000310001010408, 6A82, the text application",
    "00A4040C09D392F0002601000000, 6A82, a name cut short",
    "00A4040C, 6A82, no name",
    "00A40000, 6A86, nothing where nothing is selected",
    "00A4000C023F00, 6A86, the master file by a way that is not known",
    "00A40000023F00, 6A82, the master file",
    "00A4010C020001, 6A86, by a way that is not known",
    "00A4020C020001, 6A82, a file without an application",
    "00A4, 6700, half a header",
    "00A4040C0AD392, 6700, less data than said",
    "00A4040C0AD392F0002601000000010000, 6700, more than said",
    "00A4040C000000, 6A82, no name, and all expected",
    "00A4040C00000000, 6700, an extended length of nothing",
    "04A4040C0AD392F000260100000001, 6882, secure messaging",
    "0CA4040C0AD392F000260100000001, 6882, secure messaging",
    "0CB0000004, 69FC, secure messaging",
    "0C200080, 69FC, secure messaging",
    "01A4040C0AD392F000260100000001, 6881, a logical channel",
    "10A4040C0AD392F000260100000001, 6884, a chain",
    "40A4040C0AD392F000260100000001, 6E00, another class",
    "FFCA000000, 6E00, what is meant for the reader",
    "80FC0000, 6700, as the real card",
    "00CADF3005, 6D00, a probe",
    "00CB3FFF035C017E08, 6D00, a probe",
    "00B0000004, 6986, nothing to read",
    "00200080, 6986, nothing to verify",
    "802A008001AA00, 6986, nothing to sign with",
  })
  void process_withoutApplication(String command, String expected) {
    assertThat(status(card, command)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0001, 6982, signature certificate",
    "0002, 9000, its authority",
    "0006, 9000, token information",
    "0008, 9000, kind of card",
    "000A, 9000, user-identification certificate",
    "000B, 9000, its authority",
    "0017, 6982, user-identification key",
    "0018, 6982, user-identification PIN",
    "001A, 6982, signature key",
    "001B, 6982, signature PIN",
  })
  void readBinary_withoutPin(String id, String expected) {
    assertThat(last(card, APPLICATION, file(id))).isEqualTo("9000");
    assertThat(status(card, READ)).isEqualTo(expected);
    assertThat(status(card, "00B0" + octet(0x80 | Integer.parseInt(id, 16)) + "0004"))
        .as("by its short identifier")
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "0003", "0016", "0019", "3F00", "0101"})
  void select_fileThatIsNotThere_isNotFound(String id) {
    assertThat(last(card, APPLICATION, file(id))).isEqualTo("6A82");
  }

  @Test
  void select_nothingInTheApplication_isWithoutEffect() {
    assertThat(last(card, APPLICATION, file("0001"), verifyIn("001B", "ABC123"))).isEqualTo("9000");
    assertThat(last(card, "00A40000", file("0001"), READ)).isEqualTo("9000");
  }

  /** What is read of a file of 2,048 octets, by the ways of six clients. */
  @ParameterizedTest
  @CsvSource({
    "00B0000000, 256",
    "00B0000004, 4",
    "00B0000007, 7",
    "00B00000FF, 255",
    "00B00000E0, 224",
    "00B0070000, 256",
    "00B007F010, 16",
    "00B007F000, 16",
    "00B007FF00, 1",
    "00B00000000000, 2048",
    "00B00000000100, 256",
    "00B08A0000, 256",
    "00B08A00000000, 2048"
  })
  void readBinary_inEachForm(String command, int length) {
    last(card, APPLICATION, file("000A"));
    assertThat(data(card, command)).hasSize(length);
  }

  @ParameterizedTest
  @CsvSource({
    "00B0080000, 6B00",
    "00B07FFF00, 6B00",
    "00B00000, 6700",
    "00B000000100, 6700",
    "00B0A00004, 6A86",
    "00B0C00004, 6A86",
    "00B0830004, 6A82"
  })
  void readBinary_wrong(String command, String expected) {
    last(card, APPLICATION, file("000A"));
    assertThat(status(card, command)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0xff})
  void readBinary_certificate_isPaddedDer(int padding) {
    Card padded = TestCards.card(TestCards.personalisedState(QUICK.withPadding(padding)));
    last(padded, APPLICATION, file("000A"));
    byte[] content = data(padded, "00B00000000000");
    byte[] der = certificate(padded, KeyUse.USER_IDENTIFICATION);
    assertThat(content).startsWith(der).hasSize(2_048);
    assertThat(Arrays.copyOfRange(content, der.length, content.length)).containsOnly(padding);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7, 0xe0, 0xff, 256})
  void readBinary_inPieces_isTheWhole(int piece) {
    last(card, APPLICATION, file("001B"), verify("ABC123"), file("0001"));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (content.size() < 2_048) {
      content.writeBytes(data(card, read(content.size(), piece)));
    }
    assertThat(content.toByteArray()).startsWith(certificate(card, KeyUse.SIGNATURE));
  }

  private static byte[] certificate(Card card, KeyUse use) {
    return card.state().active().credential(use).orElseThrow().certificate().orElseThrow().bytes();
  }

  @Test
  void readBinary_tokenInformation_isThatOfATokenInfo() {
    last(card, APPLICATION, file("0006"));
    byte[] content = data(card, "00B0000000");
    assertThat(content).hasSize(160);
    assertThat(new String(content, 0, 32, StandardCharsets.US_ASCII))
        .isEqualTo("JPKIAPICCTOKEN2" + " ".repeat(17));
    assertThat(hex(data(card, "00B0000020"))).startsWith("4A504B49");
  }

  @Test
  void readBinary_kindOfCard_saysWhichCertificatesThereAre() {
    last(card, APPLICATION, file("0008"));
    assertThat(hex(data(card, "00B0000000"))).isEqualTo("8F8F00");
    Card without = TestCards.card(TestCards.withoutSignature());
    last(without, APPLICATION, file("0008"));
    assertThat(hex(data(without, "00B0000000"))).isEqualTo("008F00");
    Card blank = TestCards.card(TestCards.blank());
    last(blank, APPLICATION, file("0008"));
    assertThat(hex(data(blank, "00B0000000"))).isEqualTo("000000");
  }

  @Test
  void phone_identificationCertificate_isBehindItsPin() {
    Card phone = TestCards.card(TestCards.personalisedState(QUICK.onPhone()));
    assertThat(last(phone, APPLICATION, file("000A"), READ)).isEqualTo("6982");
    assertThat(last(phone, file("0018"), verify("1234"), file("000A"), READ)).isEqualTo("9000");
    assertThat(last(phone, file("0001"), READ)).isEqualTo("6982");
    status(phone, file("0006"));
    assertThat(new String(data(phone, "00B000000F"), StandardCharsets.US_ASCII))
        .isEqualTo("JPKIAPGPSETOKEN");
  }

  @Test
  void process_nothing_isWrongLength() {
    assertThat(hex(card.process(new byte[0]))).isEqualTo("6700");
  }

  @Test
  void atr_isAnOption() {
    for (String atr : CardTraits.KNOWN_ATRS) {
      Card other = TestCards.card(TestCards.personalisedState(QUICK.withAtr(atr)));
      assertThat(other.atr()).isEqualTo(HexFormat.of().parseHex(atr));
    }
  }
}
