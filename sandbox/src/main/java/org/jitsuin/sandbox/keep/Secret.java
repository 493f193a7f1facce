package org.jitsuin.sandbox.keep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jitsuin.base.model.Fingerprint;

/** Names and secrets that nobody guesses. */
public final class Secret {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int OCTETS = 32;

  private Secret() {}

  /** Returns 256 bits in letters that stand in addresses. */
  public static String fresh() {
    byte[] octets = new byte[OCTETS];
    RANDOM.nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  /** Returns six digits. */
  public static String digits() {
    return String.valueOf(RANDOM.nextInt(100_000, 1_000_000));
  }

  /** Returns SHA-256 in hexadecimal digits. */
  public static String hash(String secret) {
    return Fingerprint.of(secret.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Returns whether two are the same, in a time that does not tell where they differ. */
  public static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
