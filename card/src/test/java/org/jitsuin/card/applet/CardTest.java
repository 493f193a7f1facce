package org.jitsuin.card.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.card.testing.Apdus.APPLICATION;
import static org.jitsuin.card.testing.Apdus.CARD_MANAGER;
import static org.jitsuin.card.testing.Apdus.change;
import static org.jitsuin.card.testing.Apdus.data;
import static org.jitsuin.card.testing.Apdus.file;
import static org.jitsuin.card.testing.Apdus.hex;
import static org.jitsuin.card.testing.Apdus.last;
import static org.jitsuin.card.testing.Apdus.octet;
import static org.jitsuin.card.testing.Apdus.read;
import static org.jitsuin.card.testing.Apdus.send;
import static org.jitsuin.card.testing.Apdus.sign;
import static org.jitsuin.card.testing.Apdus.status;
import static org.jitsuin.card.testing.Apdus.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jitsuin.card.state.BlockedAnswer;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients were seen to send, and what the real card was seen to answer. */
class CardTest {
  private static final CardTraits QUICK = CardTraits.usual().withPinIterations(1);
  private static final String READ = "00B0000004";
  private static final String QUERY = "00200080";

  private final Card card = TestCards.card(TestCards.personalisedState(QUICK));

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

  /** VERIFY by the short identifier of the PIN, which makes it the current file. */
  private static String verifyIn(String pinFile, String pin) {
    int reference = 0x80 | Integer.parseInt(pinFile, 16);
    return verify(pin).replaceFirst("00200080", "002000" + octet(reference));
  }

  @Test
  void verify_wrongUntilLocked_asOnTheRealCard() {
    last(card, APPLICATION, file("0018"));
    assertThat(status(card, verify("9999"))).isEqualTo("63C2");
    assertThat(status(card, verify("9999"))).isEqualTo("63C1");
    assertThat(status(card, verify("9999"))).isEqualTo("63C0");
    assertThat(status(card, verify("9999"))).isEqualTo("6984");
    assertThat(status(card, verify("1234"))).as("the right one").isEqualTo("6984");
    assertThat(status(card, QUERY)).isEqualTo("63C0");
    assertThat(last(card, file("001B"), verify("ABC123"))).as("the other PIN").isEqualTo("9000");
  }

  @Test
  void verify_lockedWithOpenScsWish_saysBlocked() {
    Card other =
        TestCards.card(
            TestCards.personalisedState(
                QUICK.withBlocked(BlockedAnswer.AUTHENTICATION_METHOD_BLOCKED)));
    last(other, APPLICATION, file("0018"), verify("9999"), verify("9999"), verify("9999"));
    assertThat(status(other, verify("1234"))).isEqualTo("6983");
    assertThat(status(other, QUERY)).isEqualTo("63C0");
  }

  @ParameterizedTest
  @CsvSource({
    "123, 63C2",
    "12345, 63C2",
    "12340, 63C2",
    "1234567890123456, 63C2",
    "12345678901234567, 6700",
    "1234, 9000"
  })
  void verify_anyLength(String pin, String expected) {
    assertThat(last(card, APPLICATION, file("0018"), verify(pin))).isEqualTo(expected);
  }

  @Test
  void verify_withZerosBehindThePin_isWrong() {
    assertThat(last(card, APPLICATION, file("0018"), "00200080053132333400")).isEqualTo("63C2");
    assertThat(status(card, "002000800831323334FFFFFFFF")).isEqualTo("63C1");
  }

  @Test
  void verify_inLowerCase_isWrong() {
    assertThat(last(card, APPLICATION, file("001B"), verify("abc123"))).isEqualTo("63C4");
  }

  @Test
  void verify_right_fillsTheCounter() {
    last(card, APPLICATION, file("001B"), verify("WRONG1"), verify("WRONG2"));
    assertThat(status(card, QUERY)).isEqualTo("63C3");
    assertThat(status(card, verify("ABC123"))).isEqualTo("9000");
    assertThat(status(card, QUERY)).as("asked when verified").isEqualTo("63C5");
  }

  @Test
  void verify_wrongAfterRight_endsWhatWasVerified() {
    last(card, APPLICATION, file("001B"), verify("ABC123"), verify("WRONG1"));
    assertThat(last(card, file("001A"), sign(51))).isEqualTo("6982");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00200080", "0020008000", "00200080000000", "00200098", "0020009800"})
  void query_inEachForm_costsNothing(String query) {
    last(card, APPLICATION, file("0018"));
    for (int i = 0; i < 5; i++) {
      assertThat(status(card, query)).isEqualTo("63C3");
    }
  }

  @Test
  void select_sameApplicationAgain_keepsThePin() {
    last(card, APPLICATION, file("001B"), verify("ABC123"));
    assertThat(last(card, APPLICATION, file("0001"), READ)).isEqualTo("9000");
  }

  @Test
  void select_anotherApplication_endsThePin() {
    last(card, APPLICATION, file("001B"), verify("ABC123"));
    assertThat(status(card, CARD_MANAGER)).isEqualTo("9000");
    assertThat(last(card, APPLICATION, file("0001"), READ)).isEqualTo("6982");
  }

  @Test
  void select_applicationThatIsNotThere_endsNothing() {
    last(card, APPLICATION, file("001B"), verify("ABC123"));
    assertThat(status(card, "00A4040C07A000000277010101")).isEqualTo("6A82");
    assertThat(last(card, file("0001"), READ)).isEqualTo("9000");
  }

  @Test
  void reset_forgetsPinsAndKeepsCounters() {
    last(card, APPLICATION, file("0018"), verify("9999"), file("001B"), verify("ABC123"));
    card.reset();
    assertThat(status(card, READ)).isEqualTo("6986");
    assertThat(last(card, APPLICATION, file("0001"), READ)).isEqualTo("6982");
    assertThat(last(card, file("001A"), sign(51))).isEqualTo("6982");
    assertThat(last(card, file("0018"), QUERY)).isEqualTo("63C2");
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
        .isEqualTo("JPKIAPICCTOKEN" + "\0".repeat(18));
    assertThat(hex(data(card, "00B0000020"))).startsWith("4A504B49");
  }

  @Test
  void readBinary_kindOfCard_saysWhetherThereIsASignature() {
    last(card, APPLICATION, file("0008"));
    assertThat(hex(data(card, "00B0000000"))).isEqualTo("000F00");
    Card without = TestCards.card(TestCards.withoutSignature());
    last(without, APPLICATION, file("0008"));
    assertThat(hex(data(without, "00B0000000"))).isEqualTo("008F00");
  }

  @Test
  void cardWithoutSignature_servesTheOtherKey() {
    Card without = TestCards.card(TestCards.withoutSignature());
    status(without, APPLICATION);
    for (String id : new String[] {"0001", "0002", "001A"}) {
      assertThat(status(without, file(id))).isEqualTo("6A82");
    }
    assertThat(last(without, file("001B"), QUERY)).isEqualTo("63C0");
    assertThat(status(without, verify("ABC123"))).isEqualTo("6984");
    assertThat(last(without, file("0018"), verify("1234"), file("0017"), sign(51)))
        .isEqualTo("9000");
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

  @ParameterizedTest
  @CsvSource({
    "0018, 1234, 5678, 9000",
    "0018, 1234, 567, 6A80",
    "0018, 1234, 56789, 6A80",
    "0018, 1234, 567A, 6A80",
    "001B, ABC123, DEF456, 9000",
    "001B, ABC123, DEF45, 6A80",
    "001B, ABC123, ABCDEFGH12345678, 9000",
    "001B, ABC123, ABCDEFGH123456789, 6A80",
    "001B, ABC123, abc123, 6A80",
    "001B, ABC123, ABC-123, 6A80"
  })
  void change_verified_takesWhatMayBeAPin(String id, String old, String pin, String expected) {
    last(card, APPLICATION, file(id), verify(old));
    assertThat(status(card, change(pin))).isEqualTo(expected);
    card.reset();
    boolean changed = expected.equals("9000");
    last(card, APPLICATION, file(id));
    assertThat(status(card, verify(changed ? pin : old))).isEqualTo("9000");
    if (changed) {
      assertThat(status(card, verify(old))).startsWith("63C");
    }
  }

  @Test
  void change_notVerified_isRefused() {
    assertThat(last(card, APPLICATION, file("0018"), change("5678"))).isEqualTo("6982");
    last(card, file("001B"), verify("ABC123"));
    assertThat(last(card, file("0018"), change("5678"))).as("the other's PIN").isEqualTo("6982");
    assertThat(last(card, file("0018"), verify("1234"))).isEqualTo("9000");
  }

  @ParameterizedTest
  @CsvSource({
    "00210080, 6D00",
    "00200180, 6A86",
    "00200000, 6A86",
    "00240080, 6A86",
    "802A9E9A01AA00, 6A86",
    "802A010001AA00, 6A86",
    "002A008001AA00, 6D00"
  })
  void process_otherParameters(String command, String expected) {
    assertThat(last(card, APPLICATION, file("0018"), command)).isEqualTo(expected);
  }

  @Test
  void process_onAFileOfAnotherKind_isIncompatible() {
    assertThat(last(card, APPLICATION, file("000A"), verify("1234"))).isEqualTo("6981");
    assertThat(last(card, file("0018"), verify("1234"), sign(51))).isEqualTo("6981");
    assertThat(last(card, file("0017"), QUERY)).isEqualTo("6981");
  }

  @ParameterizedTest
  @CsvSource({"0018, 1234, 0017", "001B, ABC123, 001A"})
  void sign_manyTimesAfterOneVerify(String pinFile, String pin, String keyFile) {
    last(card, APPLICATION, file(pinFile), verify(pin), file(keyFile));
    byte[] first = data(card, sign(51));
    for (int i = 0; i < 20; i++) {
      assertThat(data(card, sign(51))).as("the same of the same").isEqualTo(first);
    }
  }

  @Test
  void sign_withTheOtherPin_isRefused() {
    last(card, APPLICATION, file("0018"), verify("1234"));
    assertThat(last(card, file("001A"), sign(51))).isEqualTo("6982");
    card.reset();
    last(card, APPLICATION, file("001B"), verify("ABC123"));
    assertThat(last(card, file("0017"), sign(51))).isEqualTo("6982");
  }

  @Test
  void sign_whateverIsExpected_is256Octets() {
    last(card, APPLICATION, file("0018"), verify("1234"), file("0017"));
    for (String expected : new String[] {"", "00"}) {
      assertThat(send(card, "802A008001AA" + expected)).hasSize(258).endsWith(0x90, 0x00);
    }
    assertThat(send(card, "802A0080000001AA0100")).hasSize(258).endsWith(0x90, 0x00);
    assertThat(send(card, "802A0080000001AA0000")).hasSize(258).endsWith(0x90, 0x00);
    assertThat(send(card, "802A009701AA00")).as("by its short name").hasSize(258);
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
