package org.jitsuin.card.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.ChannelKeys;
import org.junit.jupiter.api.Test;

/**
 * What was recorded of a real card (a UICC with AES of 128 bits, level 33) and another program's
 * end of SCP03, as the tests of pySim have it: our two ends say the same.
 */
class SecureChannelTest {
  private static final ChannelKeys KEYS =
      new ChannelKeys(
          0x30,
          key("000102030405060708090a0b0c0d0e0f"),
          key("101112131415161718191a1b1c1d1e1f"),
          key("202122232425262728292a2b2c2d2e2f"));

  private static final SessionKeys SESSION =
      SessionKeys.of(KEYS, hex("fdf38259a1e0de44"), hex("3b1aca81e821f219"));

  private static Bytes key(String octets) {
    return Bytes.of(hex(octets));
  }

  private static byte[] hex(String octets) {
    return HexFormat.of().parseHex(octets);
  }

  @Test
  void cryptogram_ofTheCard_isThatOfTheRealOne() {
    assertThat(SESSION.cardCryptogram()).isEqualTo(hex("081cdc01c26b372d"));
  }

  @Test
  void protect_asTheOtherProgram() {
    SecureChannel office = new SecureChannel(SESSION);
    assertThat(office.authenticate(hex("84823300")))
        .isEqualTo(hex("8c36f96bcc00724a4e13ad591d7da3f0"));
    assertThat(office.protectCommand(hex("84e29100"), hex("bf3e035c015a")))
        .isEqualTo(hex("267a85dfe4a98fca6fb0527e0dfecce4914e40401433c87f"));
    assertThat(
            office.openAnswer(
                hex(
                    "f3ba2b1013aa6224f5e1c138d71805c569e5439b47576260"
                        + "b75fc021b25097cb2e68f8a0144975b9"),
                0x9000))
        .hasValue(hex("bf3e125a1089882119900000000000000000000005"));
    assertThat(office.protectCommand(hex("84f22002"), hex(""))).isEqualTo(hex("ac6a59024bed84cc"));
    assertThat(office.protectCommand(hex("84ca0066"), hex(""))).isEqualTo(hex("409912ad8fb7aed0"));
    assertThat(office.protectCommand(hex("84f22002"), hex("4f0212345c054f9f70c5")))
        .isEqualTo(hex("5f3dafc3ac14c381536a488bf44e06d056df9d74dbd21e5a"));
    assertThat(office.protectCommand(hex("84f28002"), hex("4f00")))
        .isEqualTo(hex("65165105be3373347d0424d4400af2ac393f569ec779389e"));
  }

  @Test
  void open_whatTheOtherEndProtected_isTheSame() {
    SecureChannel office = new SecureChannel(SESSION);
    SecureChannel card = new SecureChannel(SESSION);
    byte[] header = hex("84823300");
    assertThat(card.isAuthenticated(header, office.authenticate(header))).isTrue();
    for (int length = 0; length <= SecureChannel.MOST_DATA; length++) {
      byte[] data = new byte[length];
      Arrays.fill(data, (byte) length);
      byte[] command = hex("84e20000");
      byte[] protectedData = office.protectCommand(command, data);
      assertThat(protectedData.length).isLessThanOrEqualTo(0xff);
      assertThat(card.openCommand(command, protectedData)).hasValue(data);
      byte[] answer = card.protectAnswer(data, 0x9000);
      assertThat(answer.length).isLessThanOrEqualTo(0x100);
      assertThat(office.openAnswer(answer, 0x9000)).hasValue(data);
    }
  }

  @Test
  void open_anyBitChanged_isRefused() {
    byte[] header = hex("84e28001");
    byte[] data = new SecureChannel(SESSION).protectCommand(header, hex("0102030405"));
    for (int i = 0; i < data.length * Byte.SIZE; i++) {
      byte[] changed = data.clone();
      changed[i / Byte.SIZE] ^= (byte) (1 << (i % Byte.SIZE));
      assertThat(new SecureChannel(SESSION).openCommand(header, changed)).isEmpty();
    }
    for (int i = 0; i < header.length * Byte.SIZE; i++) {
      byte[] changed = header.clone();
      changed[i / Byte.SIZE] ^= (byte) (1 << (i % Byte.SIZE));
      assertThat(new SecureChannel(SESSION).openCommand(changed, data)).isEmpty();
    }
    byte[] answer = new SecureChannel(SESSION).protectAnswer(hex("0102"), 0x9000);
    for (int i = 0; i < answer.length * Byte.SIZE; i++) {
      byte[] changed = answer.clone();
      changed[i / Byte.SIZE] ^= (byte) (1 << (i % Byte.SIZE));
      assertThat(new SecureChannel(SESSION).openAnswer(changed, 0x9000)).isEmpty();
    }
    assertThat(new SecureChannel(SESSION).openAnswer(answer, 0x6310)).isEmpty();
  }
}
