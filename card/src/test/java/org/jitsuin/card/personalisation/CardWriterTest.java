package org.jitsuin.card.personalisation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jitsuin.card.testing.Apdus.APPLICATION;
import static org.jitsuin.card.testing.Apdus.data;
import static org.jitsuin.card.testing.Apdus.file;
import static org.jitsuin.card.testing.Apdus.last;
import static org.jitsuin.card.testing.Apdus.sign;
import static org.jitsuin.card.testing.Apdus.status;
import static org.jitsuin.card.testing.Apdus.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.ChannelKeys;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.CardInHand;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.Test;

/** A card is written, renewed, unlocked and ended by an office. */
class CardWriterTest {
  static final Bytes ORDER = order(1);
  private static final Bytes OTHER_ORDER = order(2);
  private static final Set<KeyUse> BOTH = EnumSet.allOf(KeyUse.class);
  private static final SignatureScheme P384 = SignatureScheme.ECDSA_P384_SHA384;

  private final CardInHand hand = new CardInHand(TestCards.blank());
  private final TestOffice office = new TestOffice();

  private static Bytes order(int number) {
    byte[] id = new byte[16];
    Arrays.fill(id, (byte) number);
    return Bytes.of(id);
  }

  /** All that is done for a new card, as often as it takes. */
  static void write(CardWriter writer, TestOffice office, SignatureScheme scheme)
      throws IOException {
    if (writer.standing().generation() == 0) {
      Map<KeyUse, Bytes> requests = writer.prepare(ORDER, BOTH, scheme);
      Map<KeyUse, WrittenCertificate> certificates = office.certify(requests);
      writer.setPin(KeyUse.SIGNATURE, "ABC123".getBytes(US_ASCII));
      writer.setPin(KeyUse.USER_IDENTIFICATION, "1234".getBytes(US_ASCII));
      writer.finish(ORDER, certificates);
    }
  }

  @Test
  void write_rsa_givesACardThatSigns() throws Exception {
    write(hand.open(), office, SignatureScheme.RSA_2048_SHA256);
    RSAPublicKey key = (RSAPublicKey) signatureKey();
    byte[] signature = data(hand.card(), sign(51));
    String padded =
        new BigInteger(1, signature).modPow(key.getPublicExponent(), key.getModulus()).toString(16);
    assertThat(padded).isEqualTo("1" + "ff".repeat(202) + "00" + "5a".repeat(51));
  }

  @Test
  void write_p384_givesACardThatSigns() throws Exception {
    write(hand.open(), office, P384);
    PublicKey key = signatureKey();
    byte[] signature = data(hand.card(), sign(48));
    Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
    verifier.initVerify(key);
    byte[] digest = new byte[48];
    Arrays.fill(digest, (byte) 0x5a);
    verifier.update(digest);
    assertThat(verifier.verify(signature)).isTrue();
    assertThat(status(hand.card(), sign(49))).isEqualTo("6700");
  }

  /** Leaves the card ready to sign, and returns the key of the certificate that it holds. */
  private PublicKey signatureKey() throws GeneralSecurityException {
    last(hand.card(), APPLICATION, file("001B"), verify("ABC123"), file("0001"));
    byte[] content = data(hand.card(), "00B00000000000");
    assertThat(status(hand.card(), file("001A"))).isEqualTo("9000");
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(content))
        .getPublicKey();
  }

  @Test
  void renew_oneCertificate_leavesTheOtherAndThePins() throws IOException {
    write(hand.open(), office, P384);
    CardWriter writer = hand.open();
    Bytes before = writer.standing(KeyUse.SIGNATURE).activeCertificate().orElseThrow();
    Bytes other = writer.standing(KeyUse.USER_IDENTIFICATION).activeCertificate().orElseThrow();
    Map<KeyUse, Bytes> requests = writer.prepare(OTHER_ORDER, Set.of(KeyUse.SIGNATURE), P384);
    assertThat(last(hand.card(), APPLICATION, file("001B"), verify("ABC123"), file("001A")))
        .isEqualTo("9000");
    assertThat(status(hand.card(), sign(48))).as("with the old key meanwhile").isEqualTo("9000");
    writer = hand.open();
    writer.finish(OTHER_ORDER, office.certify(requests));
    assertThat(writer.standing(KeyUse.SIGNATURE).activeCertificate()).isPresent();
    assertThat(writer.standing(KeyUse.SIGNATURE).activeCertificate().orElseThrow())
        .isNotEqualTo(before);
    assertThat(writer.standing(KeyUse.USER_IDENTIFICATION).activeCertificate()).hasValue(other);
    assertThat(writer.standing().generation()).isEqualTo(2);
    assertThat(writer.standing().order()).isEmpty();
    signs("001B", "ABC123", "001A");
    signs("0018", "1234", "0017");
  }

  private void signs(String pinFile, String pin, String keyFile) {
    assertThat(last(hand.card(), APPLICATION, file(pinFile), verify(pin), file(keyFile), sign(48)))
        .isEqualTo("9000");
  }

  @Test
  void unlock_lockedPin_isTheSameWithAllItsTries() throws IOException {
    write(hand.open(), office, P384);
    last(hand.card(), APPLICATION, file("0018"));
    for (int i = 0; i < 4; i++) {
      status(hand.card(), verify("0000"));
    }
    assertThat(status(hand.card(), verify("1234"))).isEqualTo("6984");
    hand.open().unlock(KeyUse.USER_IDENTIFICATION);
    assertThat(last(hand.card(), APPLICATION, file("0018"), "00200080")).isEqualTo("63C3");
    assertThat(status(hand.card(), verify("1234"))).isEqualTo("9000");
  }

  @Test
  void setPin_forgottenPin_isAnother() throws IOException {
    write(hand.open(), office, P384);
    for (String wrong : new String[] {"123", "12345", "12A4", ""}) {
      assertThatThrownBy(
              () -> hand.open().setPin(KeyUse.USER_IDENTIFICATION, wrong.getBytes(US_ASCII)))
          .hasMessageEndingWith("6a80");
    }
    hand.open().setPin(KeyUse.USER_IDENTIFICATION, "4321".getBytes(US_ASCII));
    assertThat(last(hand.card(), APPLICATION, file("0018"), verify("1234"))).isEqualTo("63C2");
    assertThat(status(hand.card(), verify("4321"))).isEqualTo("9000");
  }

  @Test
  void finish_certificateOfAnotherKey_isRefused() throws IOException {
    CardWriter writer = hand.open();
    Map<KeyUse, WrittenCertificate> certificates =
        office.certify(writer.prepare(ORDER, BOTH, P384));
    Map<KeyUse, WrittenCertificate> swapped =
        Map.of(
            KeyUse.SIGNATURE, certificates.get(KeyUse.USER_IDENTIFICATION),
            KeyUse.USER_IDENTIFICATION, certificates.get(KeyUse.SIGNATURE));
    assertThatThrownBy(() -> writer.finish(ORDER, swapped)).hasMessageEndingWith("6a80");
    assertThatThrownBy(() -> hand.open().finish(ORDER, certificates))
        .as("no PIN was set")
        .hasMessageEndingWith("6985");
    assertThat(hand.open().standing().generation()).isZero();
  }

  @Test
  void replaceKey_refusedByTheAuthority_isAnother() throws IOException {
    CardWriter writer = hand.open();
    Bytes first = writer.prepare(ORDER, BOTH, P384).get(KeyUse.SIGNATURE);
    Bytes key = writer.standing(KeyUse.SIGNATURE).newKey().orElseThrow();
    writer.prepare(ORDER, BOTH, P384);
    assertThat(writer.standing(KeyUse.SIGNATURE).newKey()).as("prepared again").hasValue(key);
    writer.replaceKey(ORDER, KeyUse.SIGNATURE, P384);
    assertThat(writer.standing(KeyUse.SIGNATURE).newKey().orElseThrow()).isNotEqualTo(key);
    assertThat(writer.prepare(ORDER, BOTH, P384).get(KeyUse.SIGNATURE)).isNotEqualTo(first);
  }

  @Test
  void prepare_atTwoCounters_isOneAfterTheOther() throws IOException {
    write(hand.open(), office, P384);
    CardWriter first = hand.open();
    Map<KeyUse, Bytes> requests = first.prepare(OTHER_ORDER, BOTH, P384);
    Map<KeyUse, WrittenCertificate> certificates = office.certify(requests);
    CardWriter second = hand.open();
    assertThatThrownBy(() -> second.prepare(order(3), BOTH, P384))
        .isInstanceOfSatisfying(
            OtherOrderException.class, other -> assertThat(other.order()).isEqualTo(OTHER_ORDER));
    assertThatThrownBy(() -> second.abandon(order(3))).isInstanceOf(OtherOrderException.class);
    assertThatThrownBy(first::standing).as("its channel ended").isInstanceOf(IOException.class);
    CardWriter third = hand.open();
    third.abandon(OTHER_ORDER);
    third.prepare(order(3), BOTH, P384);
    CardWriter fourth = hand.open();
    assertThatThrownBy(() -> fourth.finish(OTHER_ORDER, certificates))
        .isInstanceOf(OtherOrderException.class);
    assertThat(fourth.standing().generation()).isEqualTo(1);
    fourth.abandon(order(3));
    assertThatThrownBy(() -> fourth.finish(OTHER_ORDER, certificates))
        .as("it was given up")
        .isInstanceOf(ChannelException.class);
    signs("001B", "ABC123", "001A");
  }

  @Test
  void changeKeys_closesTheOldWay() throws IOException {
    MasterKey master = new MasterKey(Bytes.of(new byte[32]));
    ChannelKeys keys = master.ofCard("JITSUIN-TEST-0001", 2);
    hand.open().changeKeys(keys);
    assertThatThrownBy(hand::channel).isInstanceOf(ChannelException.class);
    OfficeChannel channel = OfficeChannel.open(hand, master, CardInHand.RANDOM);
    assertThat(channel.standing().keyVersion()).isEqualTo(2);
    assertThat(channel.standing().number()).isEqualTo("JITSUIN-TEST-0001");
    assertThat(master.ofCard("JITSUIN-TEST-0002", 2)).isNotEqualTo(keys);
    assertThat(master.ofCard("JITSUIN-TEST-0001", 3).encryption()).isNotEqualTo(keys.encryption());
  }

  @Test
  void of_anotherCardInTheReader_isRefused() throws IOException {
    OfficeChannel channel = hand.channel();
    assertThatThrownBy(() -> CardWriter.of("JITSUIN-TEST-0002", channel))
        .isInstanceOf(WrongCardException.class);
  }

  @Test
  void end_leavesNothing() throws IOException {
    write(hand.open(), office, P384);
    hand.open().end();
    assertThat(status(hand.card(), APPLICATION)).isEqualTo("6A82");
    assertThat(hand.saved().active().credentials()).isEmpty();
    CardWriter after = hand.open();
    after.end();
    assertThat(after.standing().ended()).isTrue();
    assertThatThrownBy(() -> after.prepare(OTHER_ORDER, BOTH, P384)).hasMessageEndingWith("6985");
  }

  @Test
  void write_nothingOfThePins_isSentInClear() throws IOException {
    write(hand.open(), office, P384);
    for (byte[] command : hand.sent()) {
      assertThat(HexFormat.of().formatHex(command))
          .doesNotContain("414243313233")
          .doesNotContain("31323334");
    }
  }
}
