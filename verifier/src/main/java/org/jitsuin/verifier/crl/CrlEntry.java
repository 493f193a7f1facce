package org.jitsuin.verifier.crl;

import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.StatusAnswer;

/**
 * The entry of a serial number.
 *
 * @param removed whether it says that the certificate is good again; in delta CRLs only
 */
record CrlEntry(Instant since, Reason reason, Optional<Instant> invalidFrom, boolean removed) {
  private static final int REMOVE_FROM_CRL = 8;

  /** Reads it; throws what Bouncy Castle throws where it is none. */
  static CrlEntry of(byte[] der) throws ParseException {
    TBSCertList.CRLEntry entry = TBSCertList.CRLEntry.getInstance(der);
    Extensions extensions = entry.getExtensions();
    int code = 0;
    Optional<Instant> invalid = Optional.empty();
    if (extensions != null) {
      if (extensions.getExtension(Extension.reasonCode) != null) {
        code =
            ASN1Enumerated.getInstance(extensions.getExtensionParsedValue(Extension.reasonCode))
                .intValueExact();
      }
      if (extensions.getExtension(Extension.invalidityDate) != null) {
        invalid =
            Optional.of(
                ASN1GeneralizedTime.getInstance(
                        extensions.getExtensionParsedValue(Extension.invalidityDate))
                    .getDate()
                    .toInstant());
      }
    }
    return new CrlEntry(
        entry.getRevocationDate().getDate().toInstant(),
        Reason.of(code),
        invalid,
        code == REMOVE_FROM_CRL);
  }

  StatusAnswer.Revoked answer(Instant asOf) {
    return new StatusAnswer.Revoked(asOf, since, reason, invalidFrom);
  }
}
