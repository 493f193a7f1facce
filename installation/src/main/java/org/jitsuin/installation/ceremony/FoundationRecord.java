package org.jitsuin.installation.ceremony;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.store.LogKey;
import org.jitsuin.installation.ceremony.Ceremony.NewAuthority;
import org.jitsuin.installation.ceremony.RecordDocument.Person;

/** The record of the first ceremony: what it made. */
record FoundationRecord(
    CeremonyPlan plan,
    CeremonyContext circumstances,
    String node,
    Instant begun,
    List<NewAuthority> authorities,
    StaffCeremony.Result staff,
    LogKey log) {
  /** The name of the first ceremony in records. */
  static final String CEREMONY = "foundation";

  RecordDocument document() {
    RecordDocument document =
        new RecordDocument(CEREMONY, circumstances, node, begun)
            .by(plan.witnesses(), plan.script());
    authorities.forEach(authority -> add(document, authority));
    document.key("ca", StaffCeremony.LABEL, StaffCeremony.SCHEME, staff.authority().getPublicKey());
    document.key("ca", log.label(), log.scheme(), log.publicKey());
    document.certificate("staff-authority", staff.authority());
    document.certificate("tls", staff.server().certificate());
    staff
        .members()
        .forEach(member ->
            document.certificate("staff " + member.staff().person(), member.certificate()));
    List<Person> people =
        staff.custodians().stream()
            .map(one -> new Person(one.name(), one.credential().certificate()))
            .toList();
    plan.custodians()
        .ifPresent(custodians ->
            document.custodians(circumstances.set().orElse(""), custodians.needed(), people));
    return document;
  }

  /** Adds a key generation with its OCSP signer. */
  static void add(RecordDocument document, NewAuthority authority) {
    AuthorityScript script = authority.script();
    String issuer = authority.issuing().policy().issuer().toString();
    X509Certificate certificate = authority.issuing().certificate();
    X509Certificate signer = authority.signer().certificate();
    document.authority(
        issuer, script.name(), script.scheme(), script.validityYears(), script.policy());
    document.key("ca", issuer, script.keyScheme(), certificate.getPublicKey());
    document.key(
        "ocsp", authority.signer().keyLabel(), authority.signer().scheme(), signer.getPublicKey());
    document.certificate("issuer " + issuer, certificate);
    document.certificate("ocsp-signer " + issuer, signer);
  }
}
