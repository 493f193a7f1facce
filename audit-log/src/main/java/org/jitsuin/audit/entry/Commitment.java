package org.jitsuin.audit.entry;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;

/**
 * Binds personal data to an audit entry without putting it there: the entry holds {@code
 * SHA-256(salt || canonical JSON of the data)}. Whoever is shown salt and data can check them
 * against the entry; once the salt is erased, nobody can find the data from the hash.
 */
public final class Commitment {
  private static final int SALT_OCTETS = 32;

  private final byte[] salt;
  private final byte[] data;

  private Commitment(byte[] salt, byte[] data) {
    this.salt = salt;
    this.data = data;
  }

  /**
   * @param data the personal data, as in an audit entry: maps, lists, strings, whole numbers
   * @param random where the salt of 32 octets comes from
   */
  public static Commitment to(Map<String, ?> data, SecureRandom random) {
    byte[] salt = new byte[SALT_OCTETS];
    random.nextBytes(salt);
    return new Commitment(salt, CanonicalJson.encode(data));
  }

  /**
   * Commits to data in its canonical JSON; otherwise as {@link #to(Map, SecureRandom)}.
   *
   * @param canonical as {@link #canonical} gives it
   */
  public static Commitment to(Bytes canonical, SecureRandom random) {
    byte[] salt = new byte[SALT_OCTETS];
    random.nextBytes(salt);
    return new Commitment(salt, canonical.bytes());
  }

  /**
   * The canonical JSON (RFC 8785) of data, the same for equal data.
   *
   * @param data maps, lists, strings, whole numbers
   */
  public static Bytes canonical(Map<String, ?> data) {
    return Bytes.of(CanonicalJson.encode(data));
  }

  /** A commitment read back from where it is kept. */
  public static Commitment of(byte[] salt, byte[] canonicalData) {
    return new Commitment(salt.clone(), canonicalData.clone());
  }

  /** Returns the hash in lower-case hexadecimal, as it stands in the entry. */
  public String hash() {
    byte[] salted = Arrays.copyOf(salt, salt.length + data.length);
    System.arraycopy(data, 0, salted, salt.length, data.length);
    return Fingerprint.of(salted).toString();
  }

  public byte[] salt() {
    return salt.clone();
  }

  /** The canonical JSON of the data. */
  public byte[] data() {
    return data.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Commitment commitment
        && Arrays.equals(salt, commitment.salt)
        && Arrays.equals(data, commitment.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  /** Returns only the hash, since this type holds personal data. */
  @Override
  public String toString() {
    return "Commitment[" + hash() + "]";
  }
}
