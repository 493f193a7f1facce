package org.jitsuin.base.model;

import java.util.Arrays;

/** Encoded bytes that cannot be changed: DER, or another canonical encoding. */
public final class Bytes {
  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of those bytes. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the number of bytes. */
  public int length() {
    return bytes.length;
  }

  public Fingerprint fingerprint() {
    return Fingerprint.of(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes der && Arrays.equals(bytes, der.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the fingerprint, since the bytes may hold personal data. */
  @Override
  public String toString() {
    return "Der[" + bytes.length + " octets, SHA-256 " + fingerprint() + "]";
  }
}
