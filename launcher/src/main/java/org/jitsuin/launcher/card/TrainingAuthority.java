package org.jitsuin.launcher.card;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.profile.AuthorityPolicy;
import org.jitsuin.ca.profile.AuthorityProfile;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.profile.CardProfile;
import org.jitsuin.ca.profile.CommonNames;
import org.jitsuin.ca.profile.CrlPartition;
import org.jitsuin.ca.profile.DistributionPoints;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.validity.Validity;
import org.jitsuin.card.state.CardKey;
import org.jitsuin.card.state.Credential;

/**
 * An authority for test cards, whose keys are made and forgotten with it. Certificates are as the
 * real profiles have them, and no relying party knows the authority.
 */
public final class TrainingAuthority {
  private static final SignatureScheme SCHEME = SignatureScheme.RSA_2048_SHA256;
  private static final Duration OWN_VALIDITY = Duration.ofDays(3650);
  private static final Duration CARD_VALIDITY = Duration.ofDays(1825);
  private static final Duration BEFORE = Duration.ofHours(1);
  private static final String WINDOW = "132210001";
  private static final Municipality PLACE =
      new Municipality("13221", "Tokyo-to", "Kiyose-shi", "東京都", "清瀬市");

  /** Nobody: the name and the address of the samples in forms. */
  private static final Holder HOLDER =
      new Holder(
          "training",
          PLACE.code(),
          new RegisterText("番号　花子", "00010"),
          RegisterText.plain("東京都清瀬市見本町１－２－３"),
          Sex.FEMALE,
          LocalDate.of(1989, 1, 7));

  private final SecureRandom random;
  private final Instant now;
  private final String baseUri;
  private final Map<Authority, IssuingKey> keys = new EnumMap<>(Authority.class);

  /**
   * @param baseUri where its certificates say that OCSP and CRLs are
   */
  public TrainingAuthority(SecureRandom random, Instant now, String baseUri) {
    this.random = random;
    this.now = now;
    this.baseUri = baseUri;
  }

  /** Makes a key for a card, and certifies it. */
  Credential issue(Authority kind, SignatureScheme scheme) {
    IssuingKey issuing = keys.computeIfAbsent(kind, this::authority);
    SoftwareKey key = SoftwareKey.generate(scheme);
    SubjectPublicKeyInfo spki = SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded());
    String name = new CommonNames(random).draw(kind, now, WINDOW);
    CrlPartition partition =
        new CrlPartition(
            1,
            DistributionPoints.id(issuing.policy(), PLACE, 0),
            DistributionPoints.names(issuing.policy(), PLACE));
    Instant end = JapanTime.endOf(JapanTime.date(now.plus(CARD_VALIDITY)));
    byte[] content =
        CardProfile.content(
                issuing,
                new CardProfile.Particulars(
                    serial(), new Validity(now.minus(BEFORE), end), spki, partition, name),
                CommonNames.subject(kind, PLACE, name),
                HOLDER)
            .toBeSigned();
    return credential(
        scheme, key, SignedCertificate.sign(content, issuing.key()), issuing.certificate());
  }

  private static Credential credential(
      SignatureScheme scheme, SoftwareKey key, X509Certificate own, X509Certificate authority) {
    return CardFiles.credential(
        new CardKey(
            scheme,
            Bytes.of(key.pair().getPrivate().getEncoded()),
            Bytes.of(key.publicKey().getEncoded())),
        own,
        authority);
  }

  private IssuingKey authority(Authority kind) {
    AuthorityPolicy policy = script(kind).authorityPolicy();
    SoftwareKey key = SoftwareKey.generate(SCHEME);
    Validity validity = new Validity(now.minus(BEFORE), now.plus(OWN_VALIDITY));
    byte[] own =
        AuthorityProfile.content(policy, SCHEME, key.publicKey(), serial(), validity).toBeSigned();
    return new IssuingKey(1, policy, SignedCertificate.sign(own, key), key);
  }

  private Serial serial() {
    byte[] octets = new byte[16];
    random.nextBytes(octets);
    // Neither negative nor shorter.
    octets[0] = (byte) ((octets[0] & 0x3f) | 0x40);
    return Serial.of(octets);
  }

  private AuthorityScript script(Authority kind) {
    boolean signature = kind == Authority.SIGNATURE;
    String purpose = "JPKI for " + (signature ? "digital signature" : "user authentication");
    return new AuthorityScript(
        kind.id(),
        1,
        SCHEME.id(),
        10,
        "C=JP, O=JITSUIN-TRAINING, OU=" + purpose,
        "C=JP, O=公的個人認証サービス（訓練用）",
        "C=JP, O=JITSUIN-TRAINING, OU=" + purpose + ", OU=CRL Distribution Points",
        baseUri,
        List.of(SCHEME.id(), SignatureScheme.ECDSA_P384_SHA384.id()),
        signature ? "1.2.392.200149.8.5.1.0.20" : "1.2.392.200149.8.5.1.3.30",
        "http://www.jpki.go.jp/cps.html",
        new AuthorityScript.OcspSigner(SCHEME.id(), 14));
  }
}
