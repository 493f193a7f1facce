package org.jitsuin.ca.profile;

import java.util.Base64;

/** DER as text (RFC 7468). */
public final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  public static String certificate(byte[] der) {
    return encode("CERTIFICATE", der);
  }

  /** An unencrypted PKCS #8 private key. */
  public static String privateKey(byte[] der) {
    return encode("PRIVATE KEY", der);
  }

  private static String encode(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + LINES.encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
