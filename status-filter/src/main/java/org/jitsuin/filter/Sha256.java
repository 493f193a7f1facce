package org.jitsuin.filter;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256; its text is lower-case hexadecimal. */
public final class Sha256 {
  /** How many octets it has. */
  public static final int OCTETS = 32;

  /** Stands where there is nothing that has one. */
  public static final Sha256 NONE = new Sha256(new byte[OCTETS]);

  private final byte[] digest;

  private Sha256(byte[] digest) {
    this.digest = digest;
  }

  /** Hashes octets. */
  public static Sha256 of(byte[] octets) {
    return new Sha256(Digests.named("SHA-256").digest(octets));
  }

  /** Returns what a key is named by in a filter: the hash of its SubjectPublicKeyInfo. */
  public static Sha256 of(PublicKey key) {
    return of(key.getEncoded());
  }

  /**
   * One that was computed already.
   *
   * @throws IllegalArgumentException if it has not 32 octets
   */
  public static Sha256 ofDigest(byte[] digest) {
    if (digest.length != OCTETS) {
      throw new IllegalArgumentException("a SHA-256 has 32 octets");
    }
    return new Sha256(digest.clone());
  }

  /** Returns a new digest, for what is hashed piece by piece. */
  public static MessageDigest digest() {
    return Digests.named("SHA-256");
  }

  static Sha256 read(Input input) throws MalformedFilterException {
    return new Sha256(input.octets(OCTETS));
  }

  public byte[] octets() {
    return digest.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 hash && Arrays.equals(digest, hash.digest);
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
