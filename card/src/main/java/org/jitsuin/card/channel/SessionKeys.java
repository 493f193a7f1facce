package org.jitsuin.card.channel;

import java.security.MessageDigest;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.ChannelKeys;

/**
 * What both ends make of their keys and challenges (SCP03 §6.2.1): keys for one session, and proofs
 * that each has them.
 */
public final class SessionKeys {
  /** The length of a challenge, of a cryptogram, and of a MAC in a message. */
  public static final int PROOF_OCTETS = 8;

  private static final int CARD_CRYPTOGRAM = 0x00;
  private static final int HOST_CRYPTOGRAM = 0x01;
  private static final int S_ENC = 0x04;
  private static final int S_MAC = 0x06;
  private static final int S_RMAC = 0x07;

  private final Bytes encryption;
  private final Bytes authentication;
  private final Bytes answers;
  private final byte[] context;

  private SessionKeys(ChannelKeys keys, byte[] context) {
    this.context = context;
    this.encryption = derive(keys.encryption(), S_ENC);
    this.authentication = derive(keys.authentication(), S_MAC);
    this.answers = derive(keys.authentication(), S_RMAC);
  }

  public static SessionKeys of(ChannelKeys keys, byte[] hostChallenge, byte[] cardChallenge) {
    return new SessionKeys(keys, DerWriter.concatenate(hostChallenge, cardChallenge));
  }

  private Bytes derive(Bytes key, int constant) {
    return Bytes.of(AesBlocks.derive(key, constant, ChannelKeys.OCTETS, context));
  }

  /** What the card shows. */
  public byte[] cardCryptogram() {
    return AesBlocks.derive(authentication, CARD_CRYPTOGRAM, PROOF_OCTETS, context);
  }

  /** What the office shows. */
  public byte[] hostCryptogram() {
    return AesBlocks.derive(authentication, HOST_CRYPTOGRAM, PROOF_OCTETS, context);
  }

  /** Compares proofs in a time that does not tell where they differ. */
  public static boolean same(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }

  Bytes encryption() {
    return encryption;
  }

  Bytes authentication() {
    return authentication;
  }

  Bytes answers() {
    return answers;
  }
}
