package org.jitsuin.verifier.crl;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;

/**
 * What a CRL says of itself and of one serial number, as it was read; not believed yet.
 *
 * @param entry that of the serial number, where there is one
 */
record CrlFacts(
    X500Name issuer,
    Instant thisUpdate,
    Optional<Instant> nextUpdate,
    Extensions extensions,
    Optional<CrlEntry> entry,
    CrlSignature signature) {

  Optional<BigInteger> number() {
    return number(Extension.cRLNumber);
  }

  /** The number of the complete CRL from which a delta starts; empty for a complete one. */
  Optional<BigInteger> base() {
    return number(Extension.deltaCRLIndicator);
  }

  private Optional<BigInteger> number(ASN1ObjectIdentifier id) {
    return Optional.ofNullable(extensions.getExtensionParsedValue(id))
        .map(value -> CRLNumber.getInstance(value).getCRLNumber());
  }

  Optional<IssuingDistributionPoint> scope() {
    return Optional.ofNullable(
            extensions.getExtensionParsedValue(Extension.issuingDistributionPoint))
        .map(IssuingDistributionPoint::getInstance);
  }

  Optional<byte[]> authorityKey() {
    return Optional.ofNullable(AuthorityKeyIdentifier.fromExtensions(extensions))
        .map(AuthorityKeyIdentifier::getKeyIdentifierOctets);
  }

  Optional<CRLDistPoint> freshest() {
    return Optional.ofNullable(extensions.getExtensionParsedValue(Extension.freshestCRL))
        .map(CRLDistPoint::getInstance);
  }
}
