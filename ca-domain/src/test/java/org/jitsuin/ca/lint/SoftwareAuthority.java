package org.jitsuin.ca.lint;

import java.time.Instant;
import java.time.LocalDate;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.profile.AuthorityPolicy;
import org.jitsuin.ca.profile.AuthorityProfile;
import org.jitsuin.ca.profile.CardProfile;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.CommonNames;
import org.jitsuin.ca.profile.CrlPartition;
import org.jitsuin.ca.profile.DistributionPoints;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.profile.TrainingPolicy;
import org.jitsuin.ca.validity.Validity;

/** The authorities of the ceremony files with keys in memory, and what they would issue. */
final class SoftwareAuthority {
  static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
  static final Instant UNTIL = Instant.parse("2034-12-31T14:59:59Z");

  private static final SignatureScheme SCHEME = SignatureScheme.RSA_2048_SHA256;
  private static final Serial SERIAL = Serial.parse("0199eb2a3f0e00112233445566778899");
  private static final Municipality KIYOSE =
      new Municipality("13221", "Tokyo-to", "Kiyose-shi", "東京都", "清瀬市");
  private static final SubjectPublicKeyInfo CARD_KEY =
      SubjectPublicKeyInfo.getInstance(
          SoftwareKey.generate(SignatureScheme.ECDSA_P384_SHA384).publicKey().getEncoded());

  private SoftwareAuthority() {}

  static IssuingKey of(Authority kind) {
    return of(kind, SCHEME);
  }

  static IssuingKey of(Authority kind, SignatureScheme scheme) {
    AuthorityPolicy policy = TrainingPolicy.of(kind);
    SoftwareKey key = SoftwareKey.generate(scheme);
    CertificateContent own =
        AuthorityProfile.content(
            policy, scheme, key.publicKey(), SERIAL, new Validity(FROM, UNTIL));
    return new IssuingKey(1, policy, SignedCertificate.sign(own.toBeSigned(), key), key);
  }

  /** What it issues, as the profile wants it. */
  static CertificateContent content(IssuingKey issuing) {
    String commonName = "2025102712040500001132210001";
    X500Name subject =
        CommonNames.subject(issuing.policy().issuer().authority(), KIYOSE, commonName);
    CrlPartition partition =
        new CrlPartition(1, "13221-g1", DistributionPoints.names(issuing.policy(), KIYOSE));
    Validity validity =
        new Validity(Instant.parse("2025-10-27T03:04:05Z"), Instant.parse("2030-02-17T14:59:59Z"));
    return CardProfile.content(
        issuing,
        new CardProfile.Particulars(SERIAL, validity, CARD_KEY, partition, commonName),
        subject,
        new Holder(
            "r-1",
            "13221",
            RegisterText.plain("番号　花子"),
            RegisterText.plain("東京都清瀬市中里"),
            Sex.FEMALE,
            LocalDate.of(1980, 2, 17)));
  }
}
