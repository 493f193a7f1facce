package org.jitsuin.crl.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jitsuin.base.Fault;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerTime;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.Signing;
import org.jitsuin.base.keys.SigningKey;

/**
 * Writes one CRL to a file: the to-be-signed part goes through the signature first, then, with the
 * signature and so every length known, through the file.
 *
 * <pre>
 * CertificateList ::= SEQUENCE {
 *   tbsCertList SEQUENCE {
 *     version Version, signature AlgorithmIdentifier, issuer Name,
 *     thisUpdate Time, nextUpdate Time,
 *     revokedCertificates SEQUENCE OF SEQUENCE { ... } OPTIONAL, -- absent where there is none
 *     crlExtensions [0] EXPLICIT Extensions },
 *   signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
 * </pre>
 */
public final class CrlWriter {
  private static final int VERSION_2 = 1;

  private final EntrySpool entries;
  private final byte[] algorithm;
  private final byte[] head;
  private final byte[] extensions;

  private CrlWriter(CrlContent content, EntrySpool entries) throws IOException {
    this.entries = entries;
    this.algorithm = DerWriter.encode(content.partition().issuer().scheme().algorithmIdentifier());
    this.extensions = CrlExtensions.encode(content);
    byte[] fields = fields(content);
    byte[] list =
        entries.count() == 0 ? new byte[0] : DerWriter.header(DerTag.SEQUENCE, entries.size());
    long length = fields.length + list.length + entries.size() + extensions.length;
    this.head = DerWriter.concatenate(DerWriter.header(DerTag.SEQUENCE, length), fields, list);
  }

  /**
   * Signs and writes a CRL. One with entries is on disk when this returns; one without, of which
   * there are thousands at the first start, is written anew if a power failure takes it.
   *
   * @param key of the partition's issuer
   * @param file is made anew, or overwritten where a crash left one
   * @throws Fault if the token cannot sign now
   */
  public static void write(CrlContent content, EntrySpool entries, SigningKey key, Path file)
      throws IOException {
    CrlWriter writer = new CrlWriter(content, entries);
    Signing signing = key.begin();
    writer.writeToBeSigned(signing.stream());
    writer.assemble(signing.sign(), file);
  }

  private byte[] fields(CrlContent content) {
    return DerWriter.concatenate(
        DerWriter.integer(VERSION_2),
        algorithm,
        content.partition().issuer().name(),
        DerTime.encode(content.thisUpdate()),
        DerTime.encode(content.nextUpdate()));
  }

  private void writeToBeSigned(OutputStream out) throws IOException {
    out.write(head);
    InputStream list = entries.read();
    list.transferTo(out);
    out.write(extensions);
  }

  private void assemble(byte[] signature, Path file) throws IOException {
    byte[] tail = DerWriter.concatenate(algorithm, DerWriter.bitString(signature));
    long length = head.length + entries.size() + extensions.length + tail.length;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out = Channels.newOutputStream(channel);
      out.write(DerWriter.header(DerTag.SEQUENCE, length));
      writeToBeSigned(out);
      out.write(tail);
      if (entries.count() > 0) {
        channel.force(false);
      }
    }
  }
}
