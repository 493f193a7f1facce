package org.jitsuin.installation.ceremony;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.PartyCredentials;
import org.jitsuin.ca.store.RegisteredStaffMember;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.installation.ceremony.CeremonyPlan.FirstStaff;
import org.jitsuin.installation.ceremony.StaffCeremony.Credential;
import org.jitsuin.installation.ceremony.StaffCeremony.Member;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * Renews keys and certificates of staff and of the server's TLS, by the internal authority that the
 * first ceremony made. Those before stay valid until they end, so that nobody is locked out between
 * the two. What is recorded comes before its files: whoever dies in between asks again.
 */
public final class StaffRenewal {
  private final Jdbi database;
  private final SigningPool caToken;
  private final InstantSource clock;
  private final InstantSource machineClock;
  private final RecordedSigning signing;
  private final SerialSource serials;
  private final CeremonyRecord record;

  /**
   * @param database as a user that may write to every schema
   * @param clock the authorities'; the audit log's times are by it
   * @param machineClock what TLS goes by
   * @param node the name of this server in the record
   */
  public StaffRenewal(
      Jdbi database,
      SigningPool caToken,
      InstantSource clock,
      InstantSource machineClock,
      SecureRandom random,
      String node) {
    this.database = database;
    this.caToken = caToken;
    this.clock = clock;
    this.machineClock = machineClock;
    this.signing = new RecordedSigning(database, clock, node);
    this.serials = new SerialSource(random);
    this.record = new CeremonyRecord(new AuditLog(clock, random), node);
  }

  /**
   * Makes a new key and certificate for the server's TLS, in {@code tls/server.p12}.
   *
   * @param hosts the names and addresses under which the server is reached
   * @param home with {@code ca/} and {@code tls/} below it
   * @throws SetupFailure that says why it cannot be
   */
  public void server(List<String> hosts, Path home, CeremonySteps steps) {
    X509Certificate authority = authority(home);
    Credential credential =
        issuing(authority)
            .issue(StaffIssuing.MEMBER_VALIDITY, List.of(StaffIssuing.server(hosts)))
            .getFirst();
    X509Certificate certificate = credential.certificate();
    Serial serial = Serial.of(certificate.getSerialNumber());
    Instant end = certificate.getNotAfter().toInstant();
    database.useTransaction(handle -> {
      CeremonyRecord.complete(handle, StaffIssuing.NUMBER, serial);
      record.append(
          handle, clock.instant(), new CeremonyAct.ServerCertificateIssued(hosts, serial, end));
    });
    CredentialFiles.server(home, credential, authority);
    steps.begin("TLS for " + String.join(", ", hosts) + " is valid until " + end);
  }

  /**
   * Makes a new key and certificate for members of staff, in {@code staff/}.
   *
   * @param names the ids of whom; everybody whose certificate has not ended where it is empty
   * @param home with {@code ca/} and {@code staff/} below it
   * @throws SetupFailure that says why it cannot be, or whom it does not know
   */
  public void staff(List<String> names, Path home, CeremonySteps steps) {
    renew(
        wanted(names).stream()
            .map(member -> new FirstStaff(member.seat(), Optional.empty()))
            .toList(),
        home,
        steps);
  }

  /**
   * Makes a certificate for the key that a member of staff brought; nothing secret is written.
   *
   * @param name the id of who brought it
   * @param home with {@code ca/} and {@code staff/} below it
   * @throws SetupFailure that says why it cannot be
   */
  public void staff(String name, KeyRequest brought, Path home, CeremonySteps steps) {
    if (database.withHandle(handle -> StaffTable.isCertified(handle, brought.hash()))) {
      throw new SetupFailure(
          "the key of the request was certified before; " + name + " makes a new one");
    }
    StaffMember member = wanted(List.of(name)).getFirst();
    renew(List.of(new FirstStaff(member.seat(), Optional.of(brought))), home, steps);
  }

  private void renew(List<FirstStaff> wanted, Path home, CeremonySteps steps) {
    X509Certificate authority = authority(home);
    List<Member> renewed = issuing(authority).members(wanted);
    StaffFiles files = new StaffFiles(home.resolve("staff"));
    database.useTransaction(handle -> {
      for (Member member : renewed) {
        register(
            handle,
            member,
            member.made().isPresent() && !files.hasOwnPassword(member.staff().person()));
      }
    });
    for (Member member : renewed) {
      CredentialFiles.member(home, member, authority);
      Instant end = member.certificate().getNotAfter().toInstant();
      steps.begin(member.staff().person() + " is valid until " + end);
    }
  }

  private void register(Handle handle, Member member, boolean passwordKnown) {
    StaffMember staff = member.staff();
    CeremonyRecord.complete(handle, StaffIssuing.NUMBER, staff.certificate());
    record.register(handle, staff, member.certificate(), passwordKnown, clock.instant());
    if (staff.role() == Role.RELYING_PARTY) {
      PartyCredentials.insert(handle, staff.person(), member.certificate());
    }
  }

  private List<StaffMember> wanted(List<String> names) {
    List<RegisteredStaffMember> all = database.withHandle(StaffTable::latest);
    Set<String> unknown = new HashSet<>(names);
    all.forEach(registered -> unknown.remove(registered.member().person()));
    if (!unknown.isEmpty()) {
      throw new SetupFailure(
          "no active member of staff is known as "
              + String.join(", ", unknown)
              + "; there are "
              + String.join(
                  ", ", all.stream().map(known -> known.member().person()).distinct().toList()));
    }
    Instant now = machineClock.instant();
    List<StaffMember> wanted =
        all.stream()
            .filter(registered ->
                names.isEmpty()
                    ? registered.notAfter().isAfter(now)
                    : names.contains(registered.member().person()))
            .map(RegisteredStaffMember::member)
            .toList();
    if (wanted.isEmpty()) {
      throw new SetupFailure(
          "every staff certificate has expired; name those to renew: ./jitsuin staff renew"
              + " NAME...");
    }
    return wanted;
  }

  private StaffIssuing issuing(X509Certificate authority) {
    Instant now = machineClock.instant();
    if (now.isAfter(authority.getNotAfter().toInstant())) {
      throw new SetupFailure(
          "the certificate of the staff authority has expired; its key signs nothing any more");
    }
    return new StaffIssuing(
        signing, serials, caToken.key(StaffCeremony.LABEL, StaffIssuing.SCHEME), authority, now);
  }

  private static X509Certificate authority(Path home) {
    Path file = CredentialFiles.staffAuthority(home);
    try (InputStream pem = Files.newInputStream(file)) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      certificate.verify(certificate.getPublicKey());
      return certificate;
    } catch (IOException | GeneralSecurityException e) {
      throw new SetupFailure(
          "the staff authority's certificate %s cannot be read".formatted(file), e);
    }
  }
}
