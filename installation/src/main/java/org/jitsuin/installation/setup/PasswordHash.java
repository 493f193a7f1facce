package org.jitsuin.installation.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The hash of a password as MariaDB keeps it ({@code mysql_native_password}). A statement with it
 * may reach a log of the server, where the password itself would be read.
 *
 * <p>It is SHA-1 of SHA-1, which is no protection for a word that people choose; the passwords here
 * are 24 random octets.
 */
public final class PasswordHash {
  private PasswordHash() {}

  /** An asterisk and 40 hexadecimal digits. */
  public static String of(String password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] once = sha1.digest(password.getBytes(StandardCharsets.UTF_8));
      return "*" + HexFormat.of().formatHex(sha1.digest(once)).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
