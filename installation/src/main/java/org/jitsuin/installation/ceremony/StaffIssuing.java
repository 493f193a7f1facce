package org.jitsuin.installation.ceremony;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.profile.StaffProfile;
import org.jitsuin.ca.profile.StaffSubject;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.validity.Validity;
import org.jitsuin.installation.ceremony.RecordedSigning.Order;
import org.jitsuin.installation.ceremony.StaffCeremony.Credential;

/**
 * Makes keys, and has the internal authority certify them.
 *
 * <p>Validity follows the machine's clock, not the authorities', since TLS does.
 */
final class StaffIssuing {
  static final int NUMBER = StaffProfile.ISSUER_NUMBER;
  static final SignatureScheme SCHEME = StaffProfile.SCHEME;
  static final Duration MEMBER_VALIDITY = StaffProfile.MEMBER_VALIDITY;

  private final RecordedSigning signing;
  private final SerialSource serials;
  private final SigningKey key;
  private final X509Certificate authority;
  private final Instant now;

  /**
   * @param key the internal authority's, whose certificate is {@code authority}
   * @param now by the machine's clock
   */
  StaffIssuing(
      RecordedSigning signing,
      SerialSource serials,
      SigningKey key,
      X509Certificate authority,
      Instant now) {
    this.signing = signing;
    this.serials = serials;
    this.key = key;
    this.authority = authority;
    this.now = now;
  }

  /** The profile of a certificate, once there is a key for it. */
  @FunctionalInterface
  interface Profile {
    CertificateContent content(
        StaffProfile.Signer signer, SubjectPublicKeyInfo key, Serial serial, Validity validity);
  }

  static Profile member(StaffSubject member) {
    return (signer, key, serial, validity) ->
        StaffProfile.member(signer, key, serial, validity, member);
  }

  static Profile server(List<String> hosts) {
    return (signer, key, serial, validity) ->
        StaffProfile.server(signer, key, serial, validity, hosts);
  }

  static Profile custodian(String name) {
    return (signer, key, serial, validity) ->
        StaffProfile.custodian(signer, key, serial, validity, name);
  }

  /**
   * Issues one credential for each profile, in the same order; none is valid longer than the
   * authority.
   *
   * @throws org.jitsuin.base.Fault INTEGRITY_VIOLATED if what was signed is not what was meant
   */
  List<Credential> issue(Duration duration, List<Profile> profiles) {
    if (profiles.isEmpty()) {
      return List.of();
    }
    StaffProfile.Signer signer =
        new StaffProfile.Signer(
            SCHEME, Bytes.of(SignedCertificate.subjectKeyIdentifier(authority)));
    Validity validity = new Validity(now, earlier(now.plus(duration)));
    List<SoftwareKey> keys = new ArrayList<>();
    List<Order> orders = new ArrayList<>();
    for (Profile profile : profiles) {
      SoftwareKey own = SoftwareKey.generate(SCHEME);
      keys.add(own);
      CertificateContent content =
          profile.content(signer, info(own.publicKey()), serials.next(now), validity);
      orders.add(new Order(NUMBER, Purpose.STAFF, content, key, authority.getPublicKey()));
    }
    List<X509Certificate> signed = signing.sign(orders);
    List<Credential> credentials = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      credentials.add(new Credential(keys.get(i), signed.get(i)));
    }
    return credentials;
  }

  private Instant earlier(Instant end) {
    Instant last = authority.getNotAfter().toInstant();
    return end.isBefore(last) ? end : last;
  }

  static SubjectPublicKeyInfo info(PublicKey key) {
    return SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }
}
