package org.jitsuin.installation.ceremony;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.StaffProfile;
import org.jitsuin.ca.store.SigningIntent.Purpose;
import org.jitsuin.ca.validity.Validity;
import org.jitsuin.installation.ceremony.RecordedSigning.Order;

/**
 * The third, internal authority: its key in the CA token, client certificates for the first staff,
 * a TLS certificate for the server.
 *
 * <p>Their validity follows the machine's clock, not the authorities', since TLS does.
 */
final class StaffCeremony {
  static final String LABEL = StaffProfile.KEY_LABEL;
  static final SignatureScheme SCHEME = StaffIssuing.SCHEME;
  private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3_650);

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

  /**
   * A member of staff with a certificate.
   *
   * @param made the key, where it was made here; who brought one has it on a token
   */
  record Member(StaffMember staff, X509Certificate certificate, Optional<SoftwareKey> made) {}

  /** The internal authority and all that it issued. */
  record Result(
      X509Certificate authority,
      Credential server,
      List<Member> members,
      List<Custodian> custodians) {}

  /** A custodian's credential, to sign records with. */
  record Custodian(String name, Credential credential) {}

  /** Returns a sentence that says what is done, for those who follow. */
  static String sentence(CeremonyPlan plan) {
    return String.format(
        Locale.ROOT,
        "make the key %s (%s) in token ca; issue %d client certificates (%d for keys that were brought; %d days), %d for custodians, TLS for %s",
        LABEL,
        SCHEME.id(),
        plan.staff().size(),
        plan.staff().stream().filter(staff -> staff.brought().isPresent()).count(),
        StaffIssuing.MEMBER_VALIDITY.toDays(),
        plan.custodians().map(custodians -> custodians.people().size()).orElse(0),
        String.join(", ", plan.hosts()));
  }

  Result hold(CeremonyPlan plan) {
    PublicKey publicKey = token.token().generate(LABEL, SCHEME);
    SigningKey key = token.key(LABEL, SCHEME);
    CertificateContent own =
        StaffProfile.authority(
            StaffIssuing.info(publicKey), SCHEME, serials.next(now), until(AUTHORITY_VALIDITY));
    X509Certificate authority =
        signing
            .sign(List.of(new Order(StaffIssuing.NUMBER, Purpose.STAFF, own, key, publicKey)))
            .getFirst();
    StaffIssuing issuing = new StaffIssuing(signing, serials, key, authority, now);

    Credential server =
        issuing
            .issue(StaffIssuing.MEMBER_VALIDITY, List.of(StaffIssuing.server(plan.hosts())))
            .getFirst();
    return new Result(authority, server, issuing.members(plan.staff()), custodians(plan, issuing));
  }

  private static List<Custodian> custodians(CeremonyPlan plan, StaffIssuing issuing) {
    List<String> names = plan.custodians().map(Custodians::people).orElse(List.of());
    List<Credential> credentials =
        issuing.issue(AUTHORITY_VALIDITY, names.stream().map(StaffIssuing::custodian).toList());
    List<Custodian> custodians = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      custodians.add(new Custodian(names.get(i), credentials.get(i)));
    }
    return custodians;
  }

  private Validity until(Duration duration) {
    return new Validity(now, now.plus(duration));
  }
}
