package org.jitsuin.base.repository;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Base64;
import org.jitsuin.base.model.Fingerprint;

/**
 * A manifest as text, a line for each thing, so that nothing but a few words has to be understood
 * by whoever reads it.
 *
 * <pre>
 * jitsuin-repository/1
 * made TIME
 * issuer ISSUER CERTIFICATE                  (base64)
 * link ISSUER SUBJECT CERTIFICATE
 * crl ISSUER PARTITION MUNICIPALITY NUMBER THIS-UPDATE NEXT-UPDATE ENTRIES SIZE SHA-256
 * delta BASE ENTRIES SIZE SHA-256            (of the CRL in the line before)
 * none ISSUER PARTITION MUNICIPALITY         (has no CRL yet)
 * end SHA-256                                (of all that stands before this line)
 * </pre>
 *
 * <p>The municipality is {@code -} for a complete CRL. Words are separated by one space, each line
 * ends with a line feed.
 */
public final class ManifestText {
  static final String VERSION = "jitsuin-repository/1";
  static final String NO_MUNICIPALITY = "-";

  private final StringBuilder out = new StringBuilder();

  private ManifestText() {}

  /** Writes it. */
  public static byte[] encode(Manifest manifest) {
    ManifestText text = new ManifestText();
    text.line(VERSION);
    text.line("made", manifest.made());
    manifest.issuers().forEach(one -> text.line("issuer", one.issuer(), text(one.certificate())));
    manifest
        .links()
        .forEach(one -> text.line("link", one.issuer(), one.subject(), text(one.certificate())));
    manifest.listings().forEach(text::listing);
    byte[] body = text.bytes();
    text.line("end", Fingerprint.of(body));
    return text.bytes();
  }

  /**
   * Reads it.
   *
   * @param octets at most some dozens of millions
   * @throws IllegalArgumentException if it is not what {@link #encode} writes, to the last octet
   */
  public static Manifest parse(byte[] octets) {
    try {
      Manifest manifest = new ManifestReader(octets).read();
      if (!Arrays.equals(encode(manifest), octets)) {
        throw new IllegalArgumentException("it is not whole, or written in another form");
      }
      return manifest;
    } catch (DateTimeException | CertificateException e) {
      throw new IllegalArgumentException("a time or a certificate cannot be read", e);
    }
  }

  private byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void line(Object... words) {
    for (int i = 0; i < words.length; i++) {
      if (i > 0) {
        out.append(' ');
      }
      out.append(words[i]);
    }
    out.append('\n');
  }

  private void listing(Listing one) {
    String municipality = one.municipality().orElse(NO_MUNICIPALITY);
    if (one.crl().isEmpty()) {
      line("none", one.issuer(), one.id(), municipality);
      return;
    }
    ListedCrl crl = one.crl().get();
    line(
        "crl",
        one.issuer(),
        one.id(),
        municipality,
        crl.number(),
        crl.thisUpdate(),
        crl.nextUpdate(),
        crl.entries(),
        crl.size(),
        crl.sha256());
    crl.delta()
        .ifPresent(
            delta -> line("delta", delta.base(), delta.entries(), delta.size(), delta.sha256()));
  }

  private static String text(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate that was read cannot be written", e);
    }
  }
}
