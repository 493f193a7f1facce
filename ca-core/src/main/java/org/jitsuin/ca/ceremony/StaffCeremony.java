package org.jitsuin.ca.ceremony;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.ceremony.CeremonyPlan.FirstStaff;
import org.jitsuin.ca.ceremony.RecordedSigning.Order;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.profile.StaffProfile;
import org.jitsuin.ca.profile.Validity;
import org.jitsuin.ca.store.IntentTable.Purpose;

/**
 * The third, internal authority: its key in the CA token, client certificates for the first staff,
 * a TLS certificate for the server.
 *
 * <p>Their validity follows the machine's clock, not the authorities', since TLS does.
 */
final class StaffCeremony {
  /** The internal authority's number beside those of the card's authorities. */
  private static final int NUMBER = 0;

  static final String LABEL = "staff-g1";
  static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;
  private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3_650);
  private static final Duration MEMBER_VALIDITY = Duration.ofDays(730);

  private final SigningPool token;
  private final RecordedSigning signing;
  private final SerialSource serials;
  private final Instant now;

  StaffCeremony(
      SigningPool token,
      RecordedSigning signing,
      SerialSource serials,
      InstantSource machineClock) {
    this.token = token;
    this.signing = signing;
    this.serials = serials;
    this.now = machineClock.instant();
  }

  /** A key in memory and its certificate, on their way into a file. */
  record Credential(SoftwareKey key, X509Certificate certificate) {}

  /** A credential of a member of staff. */
  record Member(StaffMember staff, Credential credential) {}

  /** The internal authority and all that it issued. */
  record Result(
      X509Certificate authority,
      Credential server,
      List<Member> members,
      List<Custodian> custodians) {}

  /** A custodian's credential, to sign records with. */
  record Custodian(String name, Credential credential) {}

  /** What is done, for those who follow. */
  static String sentence(CeremonyPlan plan) {
    return "make the key %s (%s) in token ca; issue %d client certificates (%d days), %d for custodians, TLS for %s"
        .formatted(
            LABEL,
            SCHEME.id(),
            plan.staff().size(),
            MEMBER_VALIDITY.toDays(),
            plan.custodians().map(custodians -> custodians.people().size()).orElse(0),
            String.join(", ", plan.hosts()));
  }

  Result hold(CeremonyPlan plan) {
    PublicKey publicKey = token.token().generate(LABEL, SCHEME);
    SigningKey key = token.key(LABEL, SCHEME);
    CertificateContent own =
        StaffProfile.authority(
            info(publicKey), SCHEME, serials.next(now), until(AUTHORITY_VALIDITY));
    X509Certificate authority =
        signing.sign(List.of(new Order(NUMBER, Purpose.STAFF, own, key, publicKey))).getFirst();
    StaffProfile.Signer signer =
        new StaffProfile.Signer(SCHEME, Der.of(SignedCertificate.subjectKeyIdentifier(authority)));

    List<SoftwareKey> keys = new ArrayList<>();
    List<Order> orders = new ArrayList<>();
    for (FirstStaff staff : plan.staff()) {
      SoftwareKey memberKey = SoftwareKey.generate(SCHEME);
      keys.add(memberKey);
      StaffProfile.Member member = new StaffProfile.Member(staff.name(), staff.role());
      CertificateContent content =
          StaffProfile.member(
              signer,
              info(memberKey.publicKey()),
              serials.next(now),
              until(MEMBER_VALIDITY),
              member);
      orders.add(new Order(NUMBER, Purpose.STAFF, content, key, publicKey));
    }
    SoftwareKey serverKey = SoftwareKey.generate(SCHEME);
    CertificateContent server =
        StaffProfile.server(
            signer,
            info(serverKey.publicKey()),
            serials.next(now),
            until(MEMBER_VALIDITY),
            plan.hosts());
    orders.add(new Order(NUMBER, Purpose.STAFF, server, key, publicKey));

    List<X509Certificate> signed = signing.sign(orders);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      members.add(member(plan.staff().get(i), new Credential(keys.get(i), signed.get(i))));
    }
    return new Result(
        authority,
        new Credential(serverKey, signed.getLast()),
        members,
        custodians(plan, signer, key, publicKey));
  }

  private List<Custodian> custodians(
      CeremonyPlan plan, StaffProfile.Signer signer, SigningKey key, PublicKey publicKey) {
    List<String> names = plan.custodians().map(Custodians::people).orElse(List.of());
    List<SoftwareKey> keys = new ArrayList<>();
    List<Order> orders = new ArrayList<>();
    for (String name : names) {
      SoftwareKey own = SoftwareKey.generate(SCHEME);
      keys.add(own);
      CertificateContent content =
          StaffProfile.custodian(
              signer, info(own.publicKey()), serials.next(now), until(AUTHORITY_VALIDITY), name);
      orders.add(new Order(NUMBER, Purpose.STAFF, content, key, publicKey));
    }
    List<X509Certificate> signed = orders.isEmpty() ? List.of() : signing.sign(orders);
    List<Custodian> custodians = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      custodians.add(new Custodian(names.get(i), new Credential(keys.get(i), signed.get(i))));
    }
    return custodians;
  }

  private static Member member(FirstStaff staff, Credential credential) {
    Serial serial = Serial.of(credential.certificate().getSerialNumber());
    return new Member(
        new StaffMember(
            staff.name(), staff.parsedRole(), staff.municipality(), staff.window(), serial),
        credential);
  }

  private Validity until(Duration duration) {
    return new Validity(now, now.plus(duration));
  }

  private static SubjectPublicKeyInfo info(PublicKey key) {
    return SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }
}
