package org.jitsuin.base.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The SHA-256 of a DER encoding or of other bytes; its text is lower-case hexadecimal. */
public final class Fingerprint {
  private static final int OCTETS = 32;

  private final byte[] digest;

  private Fingerprint(byte[] digest) {
    this.digest = digest;
  }

  /** Hashes those bytes. */
  public static Fingerprint of(byte[] bytes) {
    return new Fingerprint(sha256().digest(bytes));
  }

  /** A new digest, for what is hashed piece by piece. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A digest computed elsewhere. */
  public static Fingerprint ofDigest(byte[] digest) {
    if (digest.length != OCTETS) {
      throw new IllegalArgumentException("a SHA-256 digest has 32 octets");
    }
    return new Fingerprint(digest.clone());
  }

  public byte[] octets() {
    return digest.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint fingerprint && Arrays.equals(digest, fingerprint.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest);
  }
}
