package org.jitsuin.installation.ceremony;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.jitsuin.installation.ceremony.CeremonyPlan.FirstStaff;
import org.jitsuin.installation.ceremony.RecordedSigning.Order;
import org.jitsuin.installation.ceremony.StaffCeremony.Credential;
import org.jitsuin.installation.ceremony.StaffCeremony.Member;

/**
 * Makes keys where none were brought, and has the internal authority certify them.
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

  private static Profile member(StaffSubject member) {
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
    List<SoftwareKey> keys = new ArrayList<>();
    List<Certified> wanted = new ArrayList<>();
    for (Profile profile : profiles) {
      SoftwareKey own = SoftwareKey.generate(SCHEME);
      keys.add(own);
      wanted.add(new Certified(profile, info(own.publicKey())));
    }
    List<X509Certificate> signed = certify(duration, wanted);
    List<Credential> credentials = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      credentials.add(new Credential(keys.get(i), signed.get(i)));
    }
    return credentials;
  }

  /** A key that is to be certified. */
  private record Certified(Profile profile, SubjectPublicKeyInfo key) {}

  private List<X509Certificate> certify(Duration duration, List<Certified> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    StaffProfile.Signer signer =
        new StaffProfile.Signer(
            SCHEME, Bytes.of(SignedCertificate.subjectKeyIdentifier(authority)));
    Validity validity = new Validity(now, earlier(now.plus(duration)));
    List<Order> orders = new ArrayList<>();
    for (Certified one : wanted) {
      CertificateContent content =
          one.profile().content(signer, one.key(), serials.next(now), validity);
      orders.add(new Order(NUMBER, Purpose.STAFF, content, key, authority.getPublicKey()));
    }
    return signing.sign(orders);
  }

  /**
   * Certifies members of staff, in the same order: the key that each brought, or one that is made
   * here.
   *
   * @throws org.jitsuin.base.Fault as {@link #issue}
   */
  List<Member> members(List<FirstStaff> staff) {
    List<Optional<SoftwareKey>> keys = new ArrayList<>();
    List<Certified> wanted = new ArrayList<>();
    for (FirstStaff one : staff) {
      Optional<SoftwareKey> made =
          one.brought().isPresent() ? Optional.empty() : Optional.of(SoftwareKey.generate(SCHEME));
      keys.add(made);
      wanted.add(
          new Certified(
              member(StaffSubject.of(one.seat())),
              made.map(own -> info(own.publicKey()))
                  .orElseGet(() -> one.brought().orElseThrow().key())));
    }
    List<X509Certificate> signed = certify(MEMBER_VALIDITY, wanted);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < staff.size(); i++) {
      X509Certificate certificate = signed.get(i);
      members.add(
          new Member(
              staff.get(i).seat().with(Serial.of(certificate.getSerialNumber())),
              certificate,
              keys.get(i)));
    }
    return members;
  }

  private Instant earlier(Instant end) {
    Instant last = authority.getNotAfter().toInstant();
    return end.isBefore(last) ? end : last;
  }

  static SubjectPublicKeyInfo info(PublicKey key) {
    return SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }
}
