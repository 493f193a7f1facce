package org.jitsuin.launcher.staff;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.installation.ceremony.StaffFiles;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.startup.PublishedPlaces;

/**
 * A certificate that came of a change, in its file.
 *
 * @param keyStore where the key is too, if it was made here
 * @param end when the certificate ends
 */
public record Delivery(Path certificate, Optional<KeyStoreFile> keyStore, Instant end) {
  /** A key store and the file with its password. */
  public record KeyStoreFile(Path file, Path password) {}

  /**
   * Writes a certificate, with its key where that waits here.
   *
   * @throws SetupFailure if it is none of this authority's
   */
  static Delivery of(Installation installation, MadeKeys keys, String person, String pem) {
    X509Certificate authority = PublishedPlaces.staffAuthority(installation);
    X509Certificate certificate = parse(pem, authority);
    StaffFiles files = new StaffFiles(installation.staff());
    String name = StaffFiles.name(person);
    Optional<SoftwareKey> made = keys.of(certificate.getPublicKey());
    if (made.isPresent()) {
      files.writeWithOwnPassword(name, made.get(), certificate, authority);
      keys.forget(Fingerprint.of(certificate.getPublicKey().getEncoded()));
    } else if (isNews(files.certificate(name), certificate)) {
      files.write(name, certificate);
    }
    return new Delivery(
        files.certificate(name),
        made.map(_ -> new KeyStoreFile(files.keyStore(name), files.password(name))),
        certificate.getNotAfter().toInstant());
  }

  private static X509Certificate parse(String pem, X509Certificate authority) {
    try (InputStream text = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))) {
      X509Certificate certificate = read(text);
      certificate.verify(authority.getPublicKey());
      return certificate;
    } catch (IOException | GeneralSecurityException e) {
      throw new SetupFailure("the server's certificate is none of this authority", e);
    }
  }

  /** Who asks for an old change again does not write over a newer certificate, nor its own. */
  private static boolean isNews(Path file, X509Certificate certificate) {
    if (!Files.exists(file)) {
      return true;
    }
    try (InputStream pem = Files.newInputStream(file)) {
      return read(pem).getNotBefore().toInstant().isBefore(certificate.getNotBefore().toInstant());
    } catch (IOException | CertificateException e) {
      return true;
    }
  }

  private static X509Certificate read(InputStream pem) throws CertificateException {
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
  }
}
