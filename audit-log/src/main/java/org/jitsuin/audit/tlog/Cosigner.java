package org.jitsuin.audit.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;

/** Makes a witness's cosignatures (C2SP tlog-cosignature, Ed25519). */
public final class Cosigner {
  private final NoteKey key;
  private final PrivateKey privateKey;

  /**
   * @param key of kind {@link NoteKey.Kind#COSIGNATURE}
   * @param privateKey that belongs to it
   */
  public Cosigner(NoteKey key, PrivateKey privateKey) {
    this.key = key;
    this.privateKey = privateKey;
  }

  public NoteKey key() {
    return key;
  }

  /**
   * Says that the log was seen with this checkpoint, its largest until then.
   *
   * @param text of the checkpoint's note
   */
  public SignedNote.Signature cosign(String text, Instant now) {
    long time = now.getEpochSecond();
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(privateKey);
      signer.update(message(text, time));
      byte[] value = signer.sign();
      return key.signature(
          ByteBuffer.allocate(Long.BYTES + value.length).putLong(time).put(value).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key can sign", e);
    }
  }

  static byte[] message(String text, long time) {
    return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }
}
