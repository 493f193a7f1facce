package org.jitsuin.verifier;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.verifier.key.SignatureCheck;

/** Whether a certificate that an authority signed is one of a card, of that authority's kind. */
final class CardProfile {
  private static final int VERSION = 3;
  private static final int SIGNATURE_USAGE = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;

  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.certificatePolicies,
          Extension.basicConstraints,
          Extension.subjectAlternativeName);

  private final Profiles profiles;
  private final X509CertificateHolder certificate;
  private final TrustedKey issuer;

  CardProfile(Profiles profiles, X509CertificateHolder certificate, TrustedKey issuer) {
    this.profiles = profiles;
    this.certificate = certificate;
    this.issuer = issuer;
  }

  /** Returns what is wrong with it, if anything is. */
  Optional<Mismatch> mismatch() {
    Extensions extensions = certificate.getExtensions();
    if (certificate.getVersionNumber() != VERSION || extensions == null) {
      return Optional.of(Mismatch.MALFORMED);
    }
    if (!KNOWN.containsAll(Arrays.asList(extensions.getCriticalExtensionOIDs()))) {
      return Optional.of(Mismatch.UNKNOWN_CRITICAL);
    }
    BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
    if (constraints != null && constraints.isCA()) {
      return Optional.of(Mismatch.IS_AUTHORITY);
    }
    if (!hasUsage(extensions)) {
      return Optional.of(Mismatch.OTHER_KEY_USAGE);
    }
    if (!hasPolicy(extensions)) {
      return Optional.of(Mismatch.OTHER_POLICY);
    }
    if (!namesItsIssuer(extensions)) {
      return Optional.of(Mismatch.MALFORMED);
    }
    return SignatureCheck.isStrong(certificate.getSubjectPublicKeyInfo())
        ? Optional.empty()
        : Optional.of(Mismatch.WEAK_KEY);
  }

  /** No other, and no purpose besides: OCSP signers are of the same issuer. */
  private boolean hasUsage(Extensions extensions) {
    KeyUsage usage = KeyUsage.fromExtensions(extensions);
    int wanted =
        issuer.kind() == CertificateKind.SIGNATURE ? SIGNATURE_USAGE : KeyUsage.digitalSignature;
    return usage != null
        && usage.equals(new KeyUsage(wanted))
        && extensions.getExtension(Extension.extendedKeyUsage) == null;
  }

  private boolean hasPolicy(Extensions extensions) {
    CertificatePolicies policies = CertificatePolicies.fromExtensions(extensions);
    return policies != null
        && Arrays.stream(policies.getPolicyInformation())
            .anyMatch(one -> profiles.isOf(issuer.kind(), one.getPolicyIdentifier().getId()));
  }

  private boolean namesItsIssuer(Extensions extensions) {
    AuthorityKeyIdentifier named = AuthorityKeyIdentifier.fromExtensions(extensions);
    SubjectKeyIdentifier own =
        SubjectKeyIdentifier.fromExtensions(issuer.certificate().getExtensions());
    return named == null
        || own == null
        || named.getKeyIdentifierOctets() == null
        || Arrays.equals(named.getKeyIdentifierOctets(), own.getKeyIdentifier());
  }
}
