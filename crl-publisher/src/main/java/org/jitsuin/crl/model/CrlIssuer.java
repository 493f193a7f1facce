package org.jitsuin.crl.model;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Issuer;

/**
 * A key generation of an authority, as far as CRLs need it.
 *
 * @param no its row in {@code status.issuer}
 * @param issuer the authority and the generation
 * @param scheme how its key signs
 * @param keyLabel the name of its key in the CA token
 * @param certificate the CA certificate
 * @param retired whether it signs nothing any more: its last CRLs stand
 */
public record CrlIssuer(
    int no,
    Issuer issuer,
    SignatureScheme scheme,
    String keyLabel,
    X509Certificate certificate,
    boolean retired) {
  private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

  public CrlIssuer {
    if (!scheme.fits(certificate.getPublicKey())) {
      throw new IllegalArgumentException("the key of " + issuer + " is not " + scheme.id());
    }
    if (certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER) == null) {
      throw new IllegalArgumentException("the certificate of " + issuer + " names no key");
    }
  }

  /** The DER of the distinguished name, as in the CA certificate. */
  public byte[] name() {
    return certificate.getSubjectX500Principal().getEncoded();
  }

  /** The key identifier in the CA certificate, which its CRLs repeat (RFC 5280 §5.2.1). */
  public byte[] keyIdentifier() {
    byte[] value = certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
    return SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(value).getOctets())
        .getKeyIdentifier();
  }

  /**
   * Returns whether it signs no CRL any more: its certificate, and with it every certificate that
   * it issued, has ended, or it was retired.
   */
  public boolean endedAt(Instant now) {
    return retired || now.isAfter(certificate.getNotAfter().toInstant());
  }
}
