package org.jitsuin.crl.write;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.model.CrlIssuer;

/**
 * A complete CRL in a file of which nothing is known but what it says itself.
 *
 * @param number the CRL number (RFC 5280 §5.2.3)
 * @param entries how many certificates it lists
 * @param size in octets
 * @param sha256 of the file
 */
public record FoundCrl(
    long number,
    Instant thisUpdate,
    Instant nextUpdate,
    long entries,
    long size,
    Fingerprint sha256) {

  /** Reads it; empty unless that issuer's key signed it. */
  public static Optional<FoundCrl> read(Path path, CrlIssuer issuer) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      CrlLayout layout = CrlLayout.read(file);
      Fingerprint sha256 = CrlCheck.checkSignature(file, layout, issuer);
      boolean ours = layout.issuer().equals(Bytes.of(issuer.name()));
      Extensions extensions =
          Extensions.getInstance(ASN1TaggedObject.getInstance(layout.extensions().bytes()), true);
      return ours
              && extensions.getExtension(Extension.deltaCRLIndicator) == null
              && extensions.getExtension(Extension.cRLNumber) != null
          ? Optional.of(
              new FoundCrl(
                  CRLNumber.getInstance(extensions.getExtensionParsedValue(Extension.cRLNumber))
                      .getCRLNumber()
                      .longValueExact(),
                  layout.thisUpdate(),
                  layout.nextUpdate(),
                  EntryWalk.count(file, layout.entries(), false),
                  file.size(),
                  sha256))
          : Optional.empty();
    } catch (Fault
        | GeneralSecurityException
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException e) {
      // Whoever wrote it, the key did not sign it as it stands there.
      return Optional.empty();
    }
  }
}
