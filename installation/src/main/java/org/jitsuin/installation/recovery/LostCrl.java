package org.jitsuin.installation.recovery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.Serial;
import org.jitsuin.installation.recovery.CrlNumbers.Place;

/**
 * A CRL that was published and that the database does not know.
 *
 * @param file which the issuer's key signed
 */
record LostCrl(Place place, long number, Path file) {
  /** Reads a file; empty unless that issuer's key signed a complete CRL of that number. */
  static Optional<LostCrl> read(Place place, long number, Path file, X509Certificate issuer) {
    try {
      X509CRL crl = parse(file);
      crl.verify(issuer.getPublicKey());
      byte[] found = crl.getExtensionValue(Extension.cRLNumber.getId());
      boolean complete = crl.getExtensionValue(Extension.deltaCRLIndicator.getId()) == null;
      return complete
              && found != null
              && CRLNumber.getInstance(ASN1OctetString.getInstance(found).getOctets())
                      .getCRLNumber()
                      .longValueExact()
                  == number
          ? Optional.of(new LostCrl(place, number, file))
          : Optional.empty();
    } catch (IOException
        | GeneralSecurityException
        | IllegalArgumentException
        | ArithmeticException e) {
      // Whoever wrote it, the key did not sign it as it stands there.
      return Optional.empty();
    }
  }

  private static X509CRL parse(Path file) throws IOException, GeneralSecurityException {
    return (X509CRL)
        CertificateFactory.getInstance("X.509")
            .generateCRL(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  /**
   * The facts that a CRL states about itself.
   *
   * @param thisUpdate in milliseconds since 1970
   */
  record Facts(long thisUpdate, long nextUpdate, long entries, long size, Fingerprint sha256) {}

  /**
   * Reads it once more.
   *
   * @param sink takes each certificate that it lists
   * @throws IOException if the file is not what it was
   */
  Facts read(BiConsumer<Serial, Revocation> sink) throws IOException {
    try {
      byte[] octets = Files.readAllBytes(file);
      X509CRL crl = parse(file);
      Set<? extends X509CRLEntry> entries =
          Optional.<Set<? extends X509CRLEntry>>ofNullable(crl.getRevokedCertificates())
              .orElse(Set.of());
      for (X509CRLEntry entry : entries) {
        sink.accept(Serial.of(entry.getSerialNumber()), EntryExtensions.revocation(entry));
      }
      return new Facts(
          crl.getThisUpdate().toInstant().toEpochMilli(),
          crl.getNextUpdate().toInstant().toEpochMilli(),
          entries.size(),
          octets.length,
          Fingerprint.of(octets));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " cannot be read any more", e);
    }
  }
}
