package org.jitsuin.ca.profile;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** DER as text (RFC 7468). */
public final class Pem {
  private Pem() {}

  public static String certificate(byte[] der) {
    return encode("CERTIFICATE", der);
  }

  /** An unencrypted PKCS #8 private key. */
  public static String privateKey(byte[] der) {
    return encode("PRIVATE KEY", der);
  }

  private static String encode(String label, byte[] der) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(label, der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
