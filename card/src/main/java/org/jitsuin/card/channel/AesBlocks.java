package org.jitsuin.card.channel;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.jitsuin.base.model.Bytes;

/** AES as the channel uses it: CMAC (NIST SP 800-38B), the KDF over it, and CBC. */
final class AesBlocks {
  static final int BLOCK = 16;

  private static final int LABEL_OCTETS = 11;

  private AesBlocks() {}

  /** CMAC over some parts, one after the other. */
  static byte[] mac(Bytes key, byte[]... parts) {
    CMac mac = new CMac(AESEngine.newInstance());
    mac.init(new KeyParameter(key.bytes()));
    for (byte[] part : parts) {
      mac.update(part, 0, part.length);
    }
    byte[] result = new byte[BLOCK];
    mac.doFinal(result, 0);
    return result;
  }

  /**
   * The key derivation of NIST SP 800-108 in counter mode over CMAC, as SCP03 §4.1.5 lays out its
   * input: what for, how much, once, and both challenges.
   *
   * @param octets at most one block
   */
  static byte[] derive(Bytes key, int constant, int octets, byte[] context) {
    byte[] label = new byte[LABEL_OCTETS + 1];
    label[LABEL_OCTETS] = (byte) constant;
    int bits = octets * Byte.SIZE;
    byte[] middle = {0, (byte) (bits >>> Byte.SIZE), (byte) bits, 1};
    return Arrays.copyOf(mac(key, label, middle, context), octets);
  }

  /** One block. */
  static byte[] encryptBlock(Bytes key, byte[] block) {
    BlockCipher cipher = AESEngine.newInstance();
    cipher.init(true, new KeyParameter(key.bytes()));
    byte[] result = new byte[BLOCK];
    cipher.processBlock(block, 0, result, 0);
    return result;
  }

  /** CBC over whole blocks. */
  static byte[] cbc(boolean encrypt, Bytes key, byte[] iv, byte[] blocks) {
    BlockCipher cipher = CBCBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(encrypt, new ParametersWithIV(new KeyParameter(key.bytes()), iv));
    byte[] result = new byte[blocks.length];
    for (int i = 0; i < blocks.length; i += BLOCK) {
      cipher.processBlock(blocks, i, result, i);
    }
    return result;
  }
}
