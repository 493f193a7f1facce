package org.jitsuin.card.applet;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What COMPUTE DIGITAL SIGNATURE of an RSA key makes of its data, as P1 says. The padding of each
 * was recovered by others from signatures of real cards.
 */
enum SignatureForm {
  /** EMSA-PKCS1-v1_5 around the data, whatever it is. */
  AS_IT_IS(0x00, false, Padding.PKCS1_BARE),

  /** EMSA-PKCS1-v1_5 around the SHA-256 of the data, without saying that it is one. */
  HASHED_BARE(0x01, true, Padding.PKCS1_BARE),

  /** RSASSA-PKCS1-v1_5 of the SHA-256 that the data is. */
  DIGEST(0x02, false, Padding.PKCS1_DIGEST_INFO),

  /** RSASSA-PKCS1-v1_5 of the data. */
  HASHED(0x03, true, Padding.PKCS1_DIGEST_INFO),

  /** RSASSA-PSS of the SHA-256 that the data is. */
  DIGEST_PSS(0x04, false, Padding.PSS),

  /** RSASSA-PSS of the data. */
  HASHED_PSS(0x05, true, Padding.PSS);

  /** What is put around it. */
  enum Padding {
    /** Type 1 of PKCS #1 v1.5 around what there is. */
    PKCS1_BARE,
    /** The same around a DigestInfo of SHA-256. */
    PKCS1_DIGEST_INFO,
    /** PSS with SHA-256 and a random salt of 32 octets. */
    PSS
  }

  private static final int SHA_256_OCTETS = 32;

  /** A DigestInfo of SHA-256 up to the digest (RFC 8017 §9.2, note 1). */
  private static final byte[] DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private final int p1;
  private final boolean hashes;
  private final Padding padding;

  SignatureForm(int p1, boolean hashes, Padding padding) {
    this.p1 = p1;
    this.hashes = hashes;
    this.padding = padding;
  }

  /** The form that P1 asks for; empty for what the real card knows as little. */
  static Optional<SignatureForm> of(int p1) {
    return Arrays.stream(values()).filter(form -> form.p1 == p1).findFirst();
  }

  Padding padding() {
    return padding;
  }

  /** Whether data of that length can only be a digest of another algorithm, or none. */
  boolean wantsAnotherLength(int length) {
    return !hashes && padding != Padding.PKCS1_BARE && length != SHA_256_OCTETS;
  }

  /** What the padding goes around. */
  byte[] content(byte[] data) {
    byte[] digest = hashes ? sha256(data) : data;
    return padding == Padding.PKCS1_DIGEST_INFO
        ? ByteBuffer.allocate(DIGEST_INFO.length + digest.length)
            .put(DIGEST_INFO)
            .put(digest)
            .array()
        : digest;
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
