package org.jitsuin.card.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.card.testing.Apdus.APPLICATION;
import static org.jitsuin.card.testing.Apdus.CARD_MANAGER;
import static org.jitsuin.card.testing.Apdus.change;
import static org.jitsuin.card.testing.Apdus.data;
import static org.jitsuin.card.testing.Apdus.file;
import static org.jitsuin.card.testing.Apdus.last;
import static org.jitsuin.card.testing.Apdus.send;
import static org.jitsuin.card.testing.Apdus.sign;
import static org.jitsuin.card.testing.Apdus.status;
import static org.jitsuin.card.testing.Apdus.verify;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.jitsuin.card.state.BlockedAnswer;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs and signatures: what clients were seen to send, and the real card to answer. */
class CardKeysTest {
  private static final CardTraits QUICK = CardTraits.usual().withPinIterations(1);
  private static final String READ = "00B0000004";
  private static final String QUERY = "00200080";

  private final Card card = TestCards.card(TestCards.personalisedState(QUICK));

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
    "802A069701AA00, 6A86",
    "802AFF9701AA00, 6A86",
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

  /** DigestInfos, bare digests and what is neither: signed as they come. */
  @ParameterizedTest
  @ValueSource(ints = {1, 6, 32, 35, 51, 83, 245})
  void sign_anyOctets_arePaddedAsTheyAre(int length) throws GeneralSecurityException {
    last(card, APPLICATION, file("0018"), verify("1234"), file("0017"));
    byte[] encoded =
        card.state()
            .active()
            .credential(KeyUse.USER_IDENTIFICATION)
            .orElseThrow()
            .key()
            .publicKey()
            .bytes();
    RSAPublicKey key =
        (RSAPublicKey)
            KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    String opened =
        new BigInteger(1, data(card, sign(length)))
            .modPow(key.getPublicExponent(), key.getModulus())
            .toString(16);
    assertThat(opened).isEqualTo("1" + "ff".repeat(253 - length) + "00" + "5a".repeat(length));
  }

  @Test
  void sign_tooMuchOrNothing_isRefused() {
    last(card, APPLICATION, file("0018"), verify("1234"), file("0017"));
    assertThat(status(card, sign(246))).isEqualTo("6700");
    assertThat(status(card, "802A008000")).isEqualTo("6700");
    assertThat(status(card, "802A0080")).isEqualTo("6700");
  }
}
