package org.jitsuin.ca.profile;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.validity.Validity;

/**
 * The certificates of the third, internal authority: its own, those of staff (see {@link
 * StaffSubject}), and the server's for TLS.
 */
public final class StaffProfile {
  /** The label of the internal authority's key in the CA token. */
  public static final String KEY_LABEL = "staff-g1";

  public static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;

  /** The internal authority's number beside those of the card's authorities. */
  public static final int ISSUER_NUMBER = 0;

  /** How long client certificates are valid. */
  public static final Duration MEMBER_VALIDITY = Duration.ofDays(730);

  private static final String ORGANISATION = "Jitsuin";

  /** id-kp-documentSigning (RFC 9336). */
  private static final KeyPurposeId DOCUMENT_SIGNING =
      KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.36"));

  private StaffProfile() {}

  /** The name of the internal authority. */
  public static X500Name authorityName() {
    return name("staff-authority", "Jitsuin staff authority");
  }

  /** Returns whether a certificate says that the internal authority issued it. */
  public static boolean isIssuerOf(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded())
        .equals(authorityName());
  }

  private static X500Name name(String unit, String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.C, "JP")
        .addRDN(BCStyle.O, ORGANISATION)
        .addRDN(BCStyle.OU, unit)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  public static CertificateContent authority(
      SubjectPublicKeyInfo key, SignatureScheme scheme, Serial serial, Validity validity) {
    ExtensionList extensions =
        new ExtensionList()
            .keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
            .critical(Extension.basicConstraints, new BasicConstraints(0))
            .subjectKeyIdentifier(key);
    return content(authorityName(), key, scheme, serial, validity, extensions);
  }

  /**
   * Returns the content of a client certificate for staff, or for a system such as the resident
   * register.
   */
  public static CertificateContent member(
      Signer signer,
      SubjectPublicKeyInfo key,
      Serial serial,
      Validity validity,
      StaffSubject member) {
    ExtensionList extensions =
        new ExtensionList()
            .keyUsage(KeyUsage.digitalSignature)
            .plain(Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
            .authorityKeyIdentifier(signer.keyIdentifier().bytes())
            .subjectKeyIdentifier(key);
    return content(member.below(ORGANISATION), key, signer.scheme(), serial, validity, extensions);
  }

  /**
   * Returns the content of a custodian's certificate, which signs records of ceremonies and nothing
   * else: digitalSignature and nonRepudiation, for documents (RFC 9336) and, since programs that
   * verify CMS ask for it, mail.
   */
  public static CertificateContent custodian(
      Signer signer, SubjectPublicKeyInfo key, Serial serial, Validity validity, String person) {
    ExtensionList extensions =
        new ExtensionList()
            .keyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation)
            .plain(
                Extension.extendedKeyUsage,
                new ExtendedKeyUsage(
                    new KeyPurposeId[] {DOCUMENT_SIGNING, KeyPurposeId.id_kp_emailProtection}))
            .authorityKeyIdentifier(signer.keyIdentifier().bytes())
            .subjectKeyIdentifier(key);
    return content(name("custodian", person), key, signer.scheme(), serial, validity, extensions);
  }

  /** Returns the content of the server's certificate, for those DNS names or IP addresses. */
  public static CertificateContent server(
      Signer signer,
      SubjectPublicKeyInfo key,
      Serial serial,
      Validity validity,
      List<String> hosts) {
    GeneralName[] names =
        hosts.stream()
            .map(host ->
                new GeneralName(
                    isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
            .toArray(GeneralName[]::new);
    ExtensionList extensions =
        new ExtensionList()
            .keyUsage(KeyUsage.digitalSignature)
            .plain(Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
            .plain(Extension.subjectAlternativeName, new GeneralNames(names))
            .authorityKeyIdentifier(signer.keyIdentifier().bytes())
            .subjectKeyIdentifier(key);
    X500Name subject = name("server", hosts.getFirst());
    return content(subject, key, signer.scheme(), serial, validity, extensions);
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9.]+");
  }

  private static CertificateContent content(
      X500Name subject,
      SubjectPublicKeyInfo key,
      SignatureScheme scheme,
      Serial serial,
      Validity validity,
      ExtensionList extensions) {
    return new CertificateContent(
        authorityName(),
        serial,
        scheme,
        validity.notBefore(),
        validity.notAfter(),
        subject,
        key,
        extensions.extensions());
  }

  /** The internal authority as issuer. */
  public record Signer(SignatureScheme scheme, Bytes keyIdentifier) {}
}
