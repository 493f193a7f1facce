package org.jitsuin.ca.profile;

import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.validity.Validity;

/**
 * The certificate of a delegated OCSP signer (RFC 6960 §4.2.2.2): issued by the key generation
 * whose certificates it speaks for, short-lived, and marked not to be checked for revocation
 * itself.
 */
public final class OcspSignerProfile {
  /**
   * The time by which a certificate begins before it is made, as the Baseline Requirements
   * (§7.1.2.8) permit up to a day: a client whose clock is late must not refuse the answers of a
   * new signer.
   */
  private static final Duration HEAD_START = Duration.ofHours(1);

  private OcspSignerProfile() {}

  /**
   * @param now when it is made
   * @param days how long it is valid; never longer than the issuing key generation itself
   */
  public static CertificateContent content(
      IssuingKey issuing, SubjectPublicKeyInfo key, Serial serial, Instant now, int days) {
    Instant begin = now.minus(HEAD_START);
    Instant end = now.plus(Duration.ofDays(days));
    Instant issuerBegin = issuing.certificate().getNotBefore().toInstant();
    Instant issuerEnd = issuing.certificate().getNotAfter().toInstant();
    Validity validity =
        new Validity(
            begin.isAfter(issuerBegin) ? begin : issuerBegin,
            end.isBefore(issuerEnd) ? end : issuerEnd);
    ExtensionList extensions =
        new ExtensionList()
            .keyUsage(KeyUsage.digitalSignature)
            .critical(
                Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
            .plain(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, DERNull.INSTANCE)
            .authorityKeyIdentifier(issuing.keyIdentifier())
            .subjectKeyIdentifier(key);
    return new CertificateContent(
        issuing.policy().name(),
        serial,
        issuing.key().scheme(),
        validity.notBefore(),
        validity.notAfter(),
        subject(issuing.policy(), serial),
        key,
        extensions.extensions());
  }

  /** The authority's own name with a common name that tells the signers apart. */
  private static X500Name subject(AuthorityPolicy policy, Serial serial) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    for (RDN rdn : policy.name().getRDNs()) {
      name.addRDN(rdn.getFirst().getType(), rdn.getFirst().getValue());
    }
    name.addRDN(BCStyle.CN, "OCSP " + serial);
    return name.build();
  }
}
