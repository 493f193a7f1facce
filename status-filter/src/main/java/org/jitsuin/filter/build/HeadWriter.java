package org.jitsuin.filter.build;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;
import org.jitsuin.filter.DetachedSignature;
import org.jitsuin.filter.Head;

/** Writes a head. */
public final class HeadWriter {
  private HeadWriter() {}

  /**
   * Writes and signs one.
   *
   * @param signer the certificate of the key that signs
   * @param key signs octets: with SHA-256 where it is RSA or on P-256, with SHA-384 on P-384
   */
  public static byte[] write(Head head, X509Certificate signer, UnaryOperator<byte[]> key) {
    byte[] content = content(head);
    byte[] signature = key.apply(DetachedSignature.toBeSigned(signer, content));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(content);
    out.writeBytes(DetachedSignature.encode(signer, content, signature));
    return out.toByteArray();
  }

  /** Returns what the signature is over. */
  public static byte[] content(Head head) {
    byte[] name = head.authority().getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Head.MAGIC.getBytes(StandardCharsets.US_ASCII));
    out.write(name.length);
    out.writeBytes(name);
    out.writeBytes(Octets.number64(head.number()));
    out.writeBytes(Octets.number64(head.thisUpdate()));
    out.writeBytes(Octets.number64(head.nextUpdate()));
    write(out, head.base());
    write(out, head.delta());
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, Head.FileHash file) {
    out.writeBytes(Octets.number64(file.length()));
    out.writeBytes(file.sha256().octets());
  }
}
