package org.jitsuin.installation.recovery;

import java.math.BigInteger;
import java.security.cert.X509CRLEntry;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;

/** Reads what a CRL says of a certificate (RFC 5280 §5.3). */
final class EntryExtensions {
  private EntryExtensions() {}

  static Revocation revocation(X509CRLEntry entry) {
    RevocationReason reason =
        value(entry, Extension.reasonCode)
            .map(octets -> ASN1Enumerated.getInstance(octets).getValue())
            .map(BigInteger::intValueExact)
            .map(code ->
                RevocationReason.byCode(code)
                    .orElseThrow(() -> new IllegalArgumentException("there is no reason " + code)))
            .orElse(RevocationReason.UNSPECIFIED);
    return new Revocation(
        entry.getRevocationDate().toInstant(),
        reason,
        value(entry, Extension.invalidityDate).map(EntryExtensions::time));
  }

  private static Optional<byte[]> value(X509CRLEntry entry, ASN1ObjectIdentifier id) {
    return Optional.ofNullable(entry.getExtensionValue(id.getId()))
        .map(octets -> ASN1OctetString.getInstance(octets).getOctets());
  }

  private static Instant time(byte[] octets) {
    try {
      return ASN1GeneralizedTime.getInstance(octets).getDate().toInstant();
    } catch (ParseException e) {
      throw new IllegalArgumentException("an invalidity date is none", e);
    }
  }
}
