package org.jitsuin.samples;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * One key of an authority that is nobody's. What it makes is as the real profiles have it, until
 * somebody makes it wrong.
 */
public final class SampleAuthority {
  /** No machine has this name (RFC 2606): who asks there is told nothing. */
  public static final String BASE = "http://samples.invalid";

  private static final AtomicLong SERIALS = new AtomicLong(0x5A00_0000_0000_0001L);

  private final SampleKind kind;
  private final int generation;
  private final SampleKey key;
  private final Instant begun;
  private final X509CertificateHolder certificate;

  /**
   * Makes one.
   *
   * @param generation which of the authority's keys it is, the first 1
   * @param begun when its certificate begins, which lasts ten years
   */
  public SampleAuthority(SampleKind kind, int generation, SampleKey key, Instant begun) {
    this.kind = kind;
    this.generation = generation;
    this.key = key;
    this.begun = begun;
    this.certificate = draft(key).signedBy(key);
  }

  /** Returns the self-signed certificate. */
  public X509CertificateHolder certificate() {
    return certificate;
  }

  /** Returns its key. */
  public SampleKey key() {
    return key;
  }

  /** Returns the kind of certificates that it issues. */
  public SampleKind kind() {
    return kind;
  }

  /** Returns a serial number that was not used before. */
  public static BigInteger nextSerial() {
    return BigInteger.valueOf(SERIALS.getAndIncrement());
  }

  private CertificateDraft draft(SampleKey certified) {
    X500Name name = kind.authorityName();
    return new CertificateDraft(name, name, certified.info(), nextSerial())
        .valid(begun, begun.plus(Duration.ofDays(3650)))
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
        .with(Extension.basicConstraints, true, new BasicConstraints(true))
        .with(Extension.subjectKeyIdentifier, false, identifier(certified));
  }

  /** Certifies another key of the same authority (RFC 9810 §4.4). */
  public X509CertificateHolder link(SampleAuthority other) {
    return draft(other.key).with(Extension.authorityKeyIdentifier, false, ownKey()).signedBy(key);
  }

  /** Begins a certificate of a card, as the profile of that kind has it. */
  public CertificateDraft card(SampleKey certified, Instant from, Instant until) {
    BigInteger serial = nextSerial();
    CertificateDraft draft =
        new CertificateDraft(
                kind.authorityName(),
                new X500Name("C=JP, CN=SAMPLE" + serial.toString(36)),
                certified.info(),
                serial)
            .valid(from, until)
            .with(Extension.keyUsage, true, new KeyUsage(kind.usage()));
    if (kind == SampleKind.SIGNATURE) {
      draft.with(Extension.subjectAlternativeName, false, SampleHolder.usual().names());
    }
    return draft
        .with(Extension.certificatePolicies, true, policies(kind.policy()))
        .with(Extension.cRLDistributionPoints, false, points(crlNames("13221")))
        .with(Extension.authorityInfoAccess, false, access())
        .with(Extension.authorityKeyIdentifier, false, ownKey())
        .with(Extension.subjectKeyIdentifier, false, identifier(certified));
  }

  /** Begins the certificate of a signer of OCSP answers. */
  public CertificateDraft responder(SampleKey certified, Instant from, Instant until) {
    return new CertificateDraft(
            kind.authorityName(),
            new X500Name("C=JP, O=JITSUIN-SAMPLES, CN=OCSP of samples"),
            certified.info(),
            nextSerial())
        .valid(from, until)
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .with(
            Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
        .with(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE)
        .with(Extension.authorityKeyIdentifier, false, ownKey())
        .with(Extension.subjectKeyIdentifier, false, identifier(certified));
  }

  /** Returns the policies with which a certificate of a card is marked. */
  static CertificatePolicies policies(String policy) {
    return new CertificatePolicies(
        new PolicyInformation(
            new ASN1ObjectIdentifier(policy),
            new DERSequence(new PolicyQualifierInfo(BASE + "/cps.html"))));
  }

  private static AuthorityInformationAccess access() {
    return new AuthorityInformationAccess(
        new AccessDescription[] {
          new AccessDescription(AccessDescription.id_ad_ocsp, uri(BASE + "/ocsp"))
        });
  }

  private static GeneralName uri(String address) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, address);
  }

  /** Returns where a CRL of this key is. */
  public String crlAddress(String partition) {
    return BASE + "/crl/" + kind.id() + "/" + partition + "-g" + generation + ".crl";
  }

  /** Returns the names of the CRL of a municipality. */
  public GeneralNames crlNames(String municipality) {
    return new GeneralNames(uri(crlAddress(municipality)));
  }

  /** Returns distribution points with one set of names. */
  public static CRLDistPoint points(GeneralNames names) {
    return new CRLDistPoint(
        new DistributionPoint[] {
          new DistributionPoint(new DistributionPointName(names), null, null)
        });
  }

  /** Returns what names this key in what it signs. */
  public AuthorityKeyIdentifier ownKey() {
    return new AuthorityKeyIdentifier(identifier(key).getKeyIdentifier());
  }

  private static SubjectKeyIdentifier identifier(SampleKey certified) {
    try {
      return new X509ExtensionUtils(
              new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1))
          .createSubjectKeyIdentifier(certified.info());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
