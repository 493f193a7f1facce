package org.jitsuin.card.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Random;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jitsuin.base.model.Bytes;

/**
 * What a PIN is compared with: a salted, slow hash (PBKDF2, RFC 8018 §5.2). A PIN of four digits is
 * guessed from it at leisure all the same; what keeps it is that this is encrypted on disk.
 */
public record PinReference(Bytes salt, int iterations, Bytes hash) {
  private static final int SALT_OCTETS = 16;
  private static final int HASH_BITS = 256;

  /** Makes the reference of a new PIN. */
  public static PinReference of(byte[] pin, int iterations, Random random) {
    byte[] salt = new byte[SALT_OCTETS];
    random.nextBytes(salt);
    return new PinReference(Bytes.of(salt), iterations, Bytes.of(hash(pin, salt, iterations)));
  }

  /** Compares in a time that does not tell where a PIN differs. */
  public boolean matches(byte[] pin) {
    return MessageDigest.isEqual(hash.bytes(), hash(pin, salt.bytes(), iterations));
  }

  private static byte[] hash(byte[] pin, byte[] salt, int iterations) {
    // The length in front: HMAC takes "1234" and "1234" with zeros behind it for one key.
    String password = (char) (pin.length + 1) + new String(pin, StandardCharsets.ISO_8859_1);
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Returns nothing of the PIN. */
  @Override
  public String toString() {
    return "PinReference[]";
  }
}
