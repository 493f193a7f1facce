package org.jitsuin.card.channel;

import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.der.DerWriter;

/**
 * One end of an open channel: protects what goes and opens what comes (SCP03 §6.2.2 to 6.2.7). Each
 * command is bound to all before it, so that none can be left out, repeated or put elsewhere.
 *
 * <p>Used by one thread, and closed by forgetting it.
 */
public final class SecureChannel {
  /** C-MAC, C-DECRYPTION, R-MAC and R-ENCRYPTION: all that there is, and nothing less. */
  public static final int LEVEL = 0x33;

  /** The class of protected commands. */
  public static final int CLASS = 0x84;

  /** More does not fit into a short command with its MAC and its padding. */
  public static final int MOST_DATA = 239;

  private static final int MAC = SessionKeys.PROOF_OCTETS;
  private static final byte END = (byte) 0x80;

  /** Tells the first block of an answer's counter from that of a command. */
  private static final byte ANSWER = (byte) 0x80;

  private final SessionKeys keys;
  private byte[] chain = new byte[AesBlocks.BLOCK];
  private int counter;

  public SecureChannel(SessionKeys keys) {
    this.keys = keys;
  }

  /** The data of EXTERNAL AUTHENTICATE: the office's cryptogram and a MAC. */
  public byte[] authenticate(byte[] header) {
    byte[] cryptogram = keys.hostCryptogram();
    return DerWriter.concatenate(cryptogram, sealed(header, cryptogram));
  }

  /** Whether the data of EXTERNAL AUTHENTICATE shows that the office has the keys. */
  public boolean isAuthenticated(byte[] header, byte[] data) {
    if (data.length != 2 * MAC) {
      return false;
    }
    byte[] cryptogram = Arrays.copyOf(data, MAC);
    byte[] mac = Arrays.copyOfRange(data, MAC, data.length);
    // Both are compared whatever the first says.
    boolean sealed = SessionKeys.same(mac, sealed(header, cryptogram));
    boolean known = SessionKeys.same(cryptogram, keys.hostCryptogram());
    return sealed && known;
  }

  /** The protected data of a command. */
  public byte[] protectCommand(byte[] header, byte[] data) {
    counter++;
    byte[] hidden = data.length == 0 ? data : encrypt(data, (byte) 0);
    return DerWriter.concatenate(hidden, sealed(header, hidden));
  }

  /** The plain data of a command; empty if it is not the office's next one. */
  public Optional<byte[]> openCommand(byte[] header, byte[] data) {
    counter++;
    if (data.length < MAC) {
      return Optional.empty();
    }
    byte[] hidden = Arrays.copyOf(data, data.length - MAC);
    byte[] mac = Arrays.copyOfRange(data, hidden.length, data.length);
    if (!SessionKeys.same(mac, sealed(header, hidden))) {
      return Optional.empty();
    }
    return hidden.length == 0 ? Optional.of(hidden) : decrypt(hidden, (byte) 0);
  }

  /** The protected data of an answer that all went well. */
  public byte[] protectAnswer(byte[] data, int status) {
    byte[] hidden = data.length == 0 ? data : encrypt(data, ANSWER);
    return DerWriter.concatenate(hidden, answerMac(hidden, status));
  }

  /** The plain data of an answer; empty if it is not the card's to the last command. */
  public Optional<byte[]> openAnswer(byte[] data, int status) {
    if (data.length < MAC) {
      return Optional.empty();
    }
    byte[] hidden = Arrays.copyOf(data, data.length - MAC);
    byte[] mac = Arrays.copyOfRange(data, hidden.length, data.length);
    if (!SessionKeys.same(mac, answerMac(hidden, status))) {
      return Optional.empty();
    }
    return hidden.length == 0 ? Optional.of(hidden) : decrypt(hidden, ANSWER);
  }

  /** The MAC of a command, over the MAC of the one before it, header, length and data. */
  private byte[] sealed(byte[] header, byte[] data) {
    byte[] length = {(byte) (data.length + MAC)};
    chain = AesBlocks.mac(keys.authentication(), chain, header, length, data);
    return Arrays.copyOf(chain, MAC);
  }

  private byte[] answerMac(byte[] data, int status) {
    byte[] word = {(byte) (status >>> Byte.SIZE), (byte) status};
    return Arrays.copyOf(AesBlocks.mac(keys.answers(), chain, data, word), MAC);
  }

  private byte[] encrypt(byte[] data, byte direction) {
    int blocks = data.length / AesBlocks.BLOCK + 1;
    byte[] padded = Arrays.copyOf(data, blocks * AesBlocks.BLOCK);
    padded[data.length] = END;
    return AesBlocks.cbc(true, keys.encryption(), start(direction), padded);
  }

  private Optional<byte[]> decrypt(byte[] hidden, byte direction) {
    if (hidden.length % AesBlocks.BLOCK != 0) {
      return Optional.empty();
    }
    byte[] padded = AesBlocks.cbc(false, keys.encryption(), start(direction), hidden);
    int end = padded.length - 1;
    while (end > 0 && padded[end] == 0) {
      end--;
    }
    return padded[end] == END ? Optional.of(Arrays.copyOf(padded, end)) : Optional.empty();
  }

  /** The first block of CBC: which command of the session it is, encrypted. */
  private byte[] start(byte direction) {
    byte[] block = new byte[AesBlocks.BLOCK];
    for (int i = 0; i < Integer.BYTES; i++) {
      block[AesBlocks.BLOCK - 1 - i] = (byte) (counter >>> (Byte.SIZE * i));
    }
    block[0] = direction;
    return AesBlocks.encryptBlock(keys.encryption(), block);
  }
}
