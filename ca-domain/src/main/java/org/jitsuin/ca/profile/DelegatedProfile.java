package org.jitsuin.ca.profile;

import java.time.Duration;
import java.time.Instant;
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
 * What the certificates of keys that speak for an authority have in common: short-lived, issued by
 * the key generation whose certificates they speak of, and each for one purpose.
 */
final class DelegatedProfile {
  /**
   * The time by which a certificate begins before it is made, as the Baseline Requirements
   * (§7.1.2.8) permit up to a day: a client whose clock is late must not refuse the answers of a
   * new signer.
   */
  private static final Duration HEAD_START = Duration.ofHours(1);

  private DelegatedProfile() {}

  /** What such a key is for. */
  interface Use {
    KeyPurposeId purpose();

    /** How its certificate's common name begins. */
    String title();

    /** Adds extensions of its own. */
    default void also(ExtensionList extensions) {}
  }

  /**
   * @param use what the key is for
   * @param now when it is made
   * @param days how long it is valid; never longer than the issuing key generation itself
   */
  static CertificateContent content(
      Use use, IssuingKey issuing, SubjectPublicKeyInfo key, Serial serial, Instant now, int days) {
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
            .critical(Extension.extendedKeyUsage, new ExtendedKeyUsage(use.purpose()));
    use.also(extensions);
    extensions.authorityKeyIdentifier(issuing.keyIdentifier()).subjectKeyIdentifier(key);
    return new CertificateContent(
        issuing.policy().name(),
        serial,
        issuing.key().scheme(),
        validity.notBefore(),
        validity.notAfter(),
        subject(issuing.policy(), use.title() + " " + serial),
        key,
        extensions.extensions());
  }

  /** The authority's own name with a common name that tells the signers apart. */
  private static X500Name subject(AuthorityPolicy policy, String commonName) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    for (RDN rdn : policy.name().getRDNs()) {
      name.addRDN(rdn.getFirst().getType(), rdn.getFirst().getValue());
    }
    name.addRDN(BCStyle.CN, commonName);
    return name.build();
  }
}
