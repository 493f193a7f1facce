package org.jitsuin.installation.ceremony;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.keys.Token;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.profile.AuthorityPolicy;
import org.jitsuin.ca.profile.AuthorityProfile;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.OcspSignerProfile;
import org.jitsuin.ca.store.IssuerTable.OcspSigner;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.validity.Validity;
import org.jitsuin.installation.ceremony.Ceremony.NewAuthority;
import org.jitsuin.installation.ceremony.RecordedSigning.Order;

/**
 * Makes a key generation: its key, its self-signed certificate, the key of its OCSP signer and that
 * one's first certificate. A key that is in the token already is taken: it is of a try that was
 * interrupted, and no record knows it.
 */
final class NewGeneration {
  private final SigningPool caToken;
  private final SigningPool ocspToken;
  private final InstantSource clock;
  private final RecordedSigning signing;
  private final SerialSource serials;

  NewGeneration(
      SigningPool caToken,
      SigningPool ocspToken,
      InstantSource clock,
      RecordedSigning signing,
      SerialSource serials) {
    this.caToken = caToken;
    this.ocspToken = ocspToken;
    this.clock = clock;
    this.signing = signing;
    this.serials = serials;
  }

  /**
   * @param number names it in the database
   */
  NewAuthority make(int number, AuthorityScript script, CeremonySteps steps) {
    AuthorityPolicy policy = script.authorityPolicy();
    SignatureScheme scheme = script.keyScheme();
    String label = policy.issuer().toString();
    steps.begin("make the key %s (%s) in token ca".formatted(label, scheme.id()));
    PublicKey publicKey = key(caToken.token(), label, scheme);
    Instant now = clock.instant();
    Validity validity =
        new Validity(
            now,
            JapanTime.endOf(JapanTime.date(now).plusYears(script.validityYears()).minusDays(1)));
    steps.begin(
        "sign the certificate of %s itself: %s, valid until %s, policy of its certificates %s"
            .formatted(label, script.name(), validity.notAfter(), script.policy()));
    Order order =
        new Order(
            number,
            Purpose.ISSUER,
            AuthorityProfile.content(policy, scheme, publicKey, serials.next(now), validity),
            caToken.key(label, scheme),
            publicKey);
    X509Certificate certificate = signing.sign(List.of(order)).getFirst();
    IssuingKey issuing = new IssuingKey(number, policy, certificate, order.key());
    String first = "ocsp-" + policy.issuer();
    return new NewAuthority(issuing, script, signer(issuing, script, first, steps));
  }

  /**
   * Makes the key of an OCSP signer and its first certificate.
   *
   * @param label names the key in the token
   */
  OcspSigner signer(IssuingKey issuing, AuthorityScript script, String label, CeremonySteps steps) {
    SignatureScheme scheme = script.ocspSigner().keyScheme();
    steps.begin("make the key %s (%s) in token ocsp".formatted(label, scheme.id()));
    PublicKey publicKey = key(ocspToken.token(), label, scheme);
    Instant now = clock.instant();
    steps.begin(
        String.format(
            Locale.ROOT,
            "sign the certificate of the OCSP signer of %s, for %d days",
            issuing.policy().issuer(),
            script.ocspSigner().validityDays()));
    Order order =
        new Order(
            issuing.number(),
            Purpose.OCSP_SIGNER,
            OcspSignerProfile.content(
                issuing,
                SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()),
                serials.next(now),
                now,
                script.ocspSigner().validityDays()),
            issuing.key(),
            issuing.certificate().getPublicKey());
    return new OcspSigner(issuing.number(), scheme, label, signing.sign(List.of(order)).getFirst());
  }

  private static PublicKey key(Token token, String label, SignatureScheme scheme) {
    return token.labels().contains(label) ? token.publicKey(label) : token.generate(label, scheme);
  }
}
