package org.jitsuin.verifier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.verifier.key.SignatureCheck;
import org.jitsuin.verifier.key.Times;

/**
 * A key of an authority: its certificate, and how it is trusted.
 *
 * @param certificate the anchor itself, or the link certificate that certifies the key
 * @param by the key that signed the link certificate; empty for an anchor
 */
record TrustedKey(
    CertificateKind kind, X509CertificateHolder certificate, Optional<TrustedKey> by) {

  /** Whether a certificate is one of an authority: may sign certificates, by a strong key. */
  static boolean isAuthority(X509CertificateHolder certificate) {
    BasicConstraints constraints = BasicConstraints.fromExtensions(certificate.getExtensions());
    KeyUsage usage = KeyUsage.fromExtensions(certificate.getExtensions());
    return constraints != null
        && constraints.isCA()
        && usage != null
        && usage.hasUsages(KeyUsage.keyCertSign)
        && certificate.getSubject().equals(certificate.getIssuer())
        && SignatureCheck.isStrong(certificate.getSubjectPublicKeyInfo());
  }

  boolean issued(X509CertificateHolder other) {
    return certificate.getSubject().equals(other.getIssuer())
        && SignatureCheck.issued(certificate.getSubjectPublicKeyInfo(), other);
  }

  boolean hasSameKey(X509CertificateHolder other) {
    return certificate.getSubjectPublicKeyInfo().equals(other.getSubjectPublicKeyInfo());
  }

  /** The certificates from this one to the anchor. */
  List<TrustedKey> path() {
    return Stream.iterate(Optional.of(this), Optional::isPresent, key -> key.orElseThrow().by())
        .map(Optional::orElseThrow)
        .toList();
  }

  boolean isCurrent(Instant at) {
    return path().stream()
        .map(TrustedKey::certificate)
        .allMatch(one ->
            !at.isBefore(Times.of(one.toASN1Structure().getStartDate()))
                && !at.isAfter(Times.of(one.toASN1Structure().getEndDate())));
  }
}
