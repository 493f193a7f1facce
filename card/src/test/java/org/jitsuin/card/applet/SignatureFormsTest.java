package org.jitsuin.card.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.card.testing.Apdus.APPLICATION;
import static org.jitsuin.card.testing.Apdus.data;
import static org.jitsuin.card.testing.Apdus.file;
import static org.jitsuin.card.testing.Apdus.hex;
import static org.jitsuin.card.testing.Apdus.last;
import static org.jitsuin.card.testing.Apdus.octet;
import static org.jitsuin.card.testing.Apdus.status;
import static org.jitsuin.card.testing.Apdus.verify;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of a signature that P1 asks for, as others found them on real cards. */
class SignatureFormsTest {
  private static final CardState STATE =
      TestCards.personalisedState(CardTraits.usual().withPinIterations(1));
  private static final byte[] MESSAGE = "甲と乙は、次のとおり契約する。".getBytes(StandardCharsets.UTF_8);
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final Card card = TestCards.card(STATE);

  private void open(KeyUse use) {
    boolean signs = use == KeyUse.SIGNATURE;
    last(card, APPLICATION, file(signs ? "001B" : "0018"), verify(signs ? "ABC123" : "1234"));
    assertThat(status(card, file(signs ? "001A" : "0017"))).isEqualTo("9000");
  }

  private static String sign(int p1, int p2, byte[] input) {
    // Extended: a message may be longer than a short command.
    return "802A"
        + octet(p1)
        + octet(p2)
        + "00"
        + octet(input.length >> 8)
        + octet(input.length)
        + hex(input)
        + "0000";
  }

  private byte[] signature(int p1, byte[] input) {
    return data(card, sign(p1, 0x80, input));
  }

  private static byte[] digest(byte[] message) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(message);
  }

  private static RSAPublicKey key(KeyUse use) throws GeneralSecurityException {
    byte[] encoded = STATE.active().credential(use).orElseThrow().key().publicKey().bytes();
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static String opened(KeyUse use, byte[] signature) throws GeneralSecurityException {
    RSAPublicKey key = key(use);
    return new BigInteger(1, signature)
        .modPow(key.getPublicExponent(), key.getModulus())
        .toString(16);
  }

  private static boolean isPss(KeyUse use, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    Signature check = Signature.getInstance("RSASSA-PSS");
    check.setParameter(PSS);
    check.initVerify(key(use));
    check.update(message);
    return check.verify(signature);
  }

  private static boolean isPkcs1(KeyUse use, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(key(use));
    check.update(message);
    return check.verify(signature);
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNATURE, 1",
    "SIGNATURE, 300",
    "USER_IDENTIFICATION, 1",
    "USER_IDENTIFICATION, 255",
    "USER_IDENTIFICATION, 4000"
  })
  void sign_messageHashedOnTheCard_inEachForm(KeyUse use, int length)
      throws GeneralSecurityException {
    byte[] message = "あ".repeat(length).substring(0, length).getBytes(StandardCharsets.UTF_16BE);
    open(use);

    String bare = opened(use, signature(0x01, message));

    assertThat(bare).isEqualToIgnoringCase("1" + "ff".repeat(221) + "00" + hex(digest(message)));
    assertThat(isPkcs1(use, message, signature(0x03, message))).isTrue();
    assertThat(isPss(use, message, signature(0x05, message))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIGNATURE", "USER_IDENTIFICATION"})
  void sign_digestMadeElsewhere_inEachForm(KeyUse use) throws GeneralSecurityException {
    open(use);

    assertThat(signature(0x02, digest(MESSAGE))).isEqualTo(signature(0x03, MESSAGE));
    assertThat(isPkcs1(use, MESSAGE, signature(0x02, digest(MESSAGE)))).isTrue();
    assertThat(isPss(use, MESSAGE, signature(0x04, digest(MESSAGE)))).isTrue();
  }

  @Test
  void sign_pss_isAnotherOneEachTimeAndTheRestIsNot() {
    open(KeyUse.USER_IDENTIFICATION);
    byte[] input = new byte[32];
    for (int p1 = 0; p1 <= 5; p1++) {
      boolean same = p1 < 4;
      assertThat(Arrays.equals(signature(p1, input), signature(p1, input)))
          .as("P1 %s", p1)
          .isEqualTo(same);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 6700",
    "0, 246, 6700",
    "1, 0, 6700",
    "3, 0, 6700",
    "5, 0, 6700",
    "2, 0, 6700",
    "2, 31, 6985",
    "2, 33, 6985",
    "2, 51, 6985",
    "4, 0, 6700",
    "4, 20, 6985",
    "4, 48, 6985",
    "4, 64, 6985"
  })
  void sign_ofAnotherLength_isRefused(int p1, int length, String expected) {
    open(KeyUse.SIGNATURE);
    String command = length == 0 ? "802A" + octet(p1) + "8000" : sign(p1, 0x80, new byte[length]);
    assertThat(status(card, command)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void sign_inAnyForm_needsItsOwnPin(int p1) {
    last(card, APPLICATION, file("0018"), verify("1234"));
    byte[] input = new byte[32];

    assertThat(status(card, sign(p1, 0x9a, input))).isEqualTo("6982");
    assertThat(status(card, sign(p1, 0x9a, new byte[31]))).as("first of all").isEqualTo("6982");
    assertThat(status(card, sign(p1, 0x97, input))).isEqualTo("9000");
    card.reset();
    last(card, APPLICATION);
    assertThat(status(card, sign(p1, 0x97, input))).isEqualTo("6982");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void sign_withTheNextCard_isOfADigestAlone(int p1) {
    Card next = TestCards.card(TestCards.nextCardState());
    last(next, APPLICATION, file("0018"), verify("1234"));
    assertThat(status(next, sign(p1, 0x97, new byte[32]))).isEqualTo("6A86");
    assertThat(data(next, sign(0, 0x97, new byte[32]))).hasSize(96);
  }
}
