package org.jitsuin.ca.profile;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffSeat;

/**
 * The subject of a client certificate of staff.
 *
 * @param name the common name
 * @param role the organisational unit
 * @param municipality the locality: the code of the municipality
 * @param person the serialNumber (RFC 4519 §2.31): the id that tells people apart
 */
public record StaffSubject(
    String name, String role, Optional<String> municipality, Optional<String> person) {
  /** Returns the subject of who sits there; an id that cannot stand there does not. */
  public static StaffSubject of(StaffSeat seat) {
    return new StaffSubject(
        seat.name(),
        seat.role().id(),
        seat.municipality(),
        Optional.of(seat.person()).filter(StaffMember::isPerson));
  }

  /** Reads the subject of a certificate; empty where an attribute stands there twice, or not. */
  public static Optional<StaffSubject> of(X509Certificate certificate) {
    return of(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
  }

  static Optional<StaffSubject> of(X500Name subject) {
    List<ASN1ObjectIdentifier> known =
        List.of(BCStyle.CN, BCStyle.OU, BCStyle.L, BCStyle.SERIALNUMBER);
    boolean clear =
        Arrays.stream(subject.getRDNs()).noneMatch(RDN::isMultiValued)
            && known.stream().allMatch(type -> subject.getRDNs(type).length <= 1);
    return clear
        ? text(subject, BCStyle.CN)
            .flatMap(name ->
                text(subject, BCStyle.OU)
                    .map(role ->
                        new StaffSubject(
                            name,
                            role,
                            text(subject, BCStyle.L),
                            text(subject, BCStyle.SERIALNUMBER))))
        : Optional.empty();
  }

  private static Optional<String> text(X500Name subject, ASN1ObjectIdentifier type) {
    return Arrays.stream(subject.getRDNs(type))
        .map(rdn -> rdn.getFirst().getValue())
        .filter(ASN1String.class::isInstance)
        .map(value -> ((ASN1String) value).getString())
        .findFirst();
  }

  /**
   * Returns whether the certificate says of a member what is registered of them. A certificate from
   * before persons and municipalities stood in it says nothing of these.
   */
  public boolean agreesWith(StaffMember member) {
    return name.equals(member.name())
        && role.equals(member.role().id())
        && municipality.map(code -> member.municipality().equals(Optional.of(code))).orElse(true)
        && person.map(member.person()::equals).orElse(true);
  }

  /** Returns the distinguished name, below that of the organisation. */
  X500Name below(String organisation) {
    X500NameBuilder subject =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.C, "JP")
            .addRDN(BCStyle.O, organisation)
            .addRDN(BCStyle.OU, role);
    municipality.ifPresent(code -> subject.addRDN(BCStyle.L, code));
    subject.addRDN(BCStyle.CN, name);
    person.ifPresent(id -> subject.addRDN(BCStyle.SERIALNUMBER, id));
    return subject.build();
  }
}
