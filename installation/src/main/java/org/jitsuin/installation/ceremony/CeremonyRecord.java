package org.jitsuin.installation.ceremony;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CeremonyRecordTable;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.OcspResponder;
import org.jitsuin.ca.store.PartitionTable;
import org.jitsuin.ca.store.RelyingPartyTable;
import org.jitsuin.ca.store.ResponderAdmission;
import org.jitsuin.ca.store.ResponderTable;
import org.jitsuin.ca.store.SettledIntent;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Submissions;
import org.jitsuin.installation.ceremony.Ceremony.NewAuthority;

/** Writes the results of a ceremony into the database, in one transaction. */
final class CeremonyRecord {

  private final AuditLog auditLog;
  private final Actor actor;
  private final String node;

  CeremonyRecord(AuditLog auditLog, String node) {
    this.auditLog = auditLog;
    this.actor = new Actor.Component("key-ceremony", node);
    this.node = node;
  }

  static boolean isHeld(Handle handle) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM status.issuer)")
        .mapTo(Boolean.class)
        .one();
  }

  void write(
      Handle handle, List<NewAuthority> authorities, StaffCeremony.Result staff, Instant now) {
    for (NewAuthority authority : authorities) {
      write(handle, authority, now);
    }
    complete(handle, 0, Serial.of(staff.authority().getSerialNumber()));
    complete(handle, 0, Serial.of(staff.server().certificate().getSerialNumber()));
    for (StaffCeremony.Custodian custodian : staff.custodians()) {
      complete(handle, 0, Serial.of(custodian.credential().certificate().getSerialNumber()));
    }
    for (StaffCeremony.Member member : staff.members()) {
      StaffMember registered = member.staff();
      complete(handle, 0, registered.certificate());
      register(handle, registered, member.certificate(), member.made().isPresent(), now);
      if (registered.role() == Role.RELYING_PARTY) {
        RelyingPartyTable.insert(
            handle, registered.person(), EnumSet.allOf(Authority.class), member.certificate());
      }
    }
  }

  /**
   * Registers a member of staff with a certificate, a first or a further one.
   *
   * @param passwordKnown whether everybody knows the password of the file with its key
   */
  void register(
      Handle handle,
      StaffMember staff,
      X509Certificate certificate,
      boolean passwordKnown,
      Instant now) {
    StaffTable.insert(handle, staff, certificate);
    if (passwordKnown) {
      StaffTable.notePasswordKnown(handle, staff.certificate());
    }
    append(
        handle,
        now,
        new CeremonyAct.StaffRegistered(
            staff.name(),
            staff.role().id(),
            staff.municipality(),
            staff.certificate(),
            Optional.of(staff.person()),
            staff.window(),
            Optional.of(Fingerprint.of(SignedCertificate.der(certificate))),
            Optional.of(certificate.getNotAfter().toInstant()),
            Optional.of(Fingerprint.of(certificate.getPublicKey().getEncoded())),
            passwordKnown ? Optional.of(StaffTable.PASSWORD_KNOWN) : Optional.empty()));
  }

  private void write(Handle handle, NewAuthority authority, Instant now) {
    write(handle, authority, now, now);
  }

  /**
   * Writes a key generation, with its OCSP signer and the first CRL partition of each municipality.
   *
   * @param issuesFrom when it begins to issue
   */
  void write(Handle handle, NewAuthority authority, Instant issuesFrom, Instant now) {
    IssuingKey issuing = authority.issuing();
    Issuer issuer = issuing.policy().issuer();
    Serial serial = Serial.of(issuing.certificate().getSerialNumber());
    Serial signer = Serial.of(authority.signer().certificate().getSerialNumber());
    complete(handle, issuing.number(), serial);
    complete(handle, issuing.number(), signer);
    IssuerTable.insert(
        handle,
        new IssuerTable.Row(
            issuing.number(),
            issuer.authority().id(),
            issuer.generation(),
            issuing.key().scheme(),
            issuer.toString(),
            issuing.certificate(),
            authority.script().toJson(),
            issuesFrom,
            Optional.empty()));
    IssuerTable.insertSigner(handle, authority.signer().heldBy(responder(handle, now)));
    PartitionTable.insert(handle, issuing.number(), issuing.policy(), Municipalities.read().all());
    append(
        handle,
        now,
        new CeremonyAct.IssuerCreated(
            issuer,
            serial,
            Fingerprint.of(SignedCertificate.der(issuing.certificate())),
            issuing.key().scheme().id()));
    append(
        handle,
        now,
        new CeremonyAct.SignerIssued(
            issuer,
            signer,
            Fingerprint.of(SignedCertificate.der(authority.signer().certificate())),
            authority.signer().certificate().getNotAfter().toInstant()));
  }

  /** Returns the responder of this server, whose token the ceremony makes keys in, as admitted. */
  ResponderAdmission responder(Handle handle, Instant now) {
    return ResponderTable.lock(handle, node)
        .flatMap(OcspResponder::inForce)
        .orElseGet(() -> admit(handle, now));
  }

  /** Admits the responder of this server, anew where it was before. */
  ResponderAdmission admit(Handle handle, Instant now) {
    ResponderAdmission admitted = ResponderTable.admit(handle, node, now);
    append(
        handle,
        now,
        new CeremonyAct.ResponderAdmitted(
            admitted.responder(), admitted.admission(), "ceremony", Optional.empty()));
    return admitted;
  }

  /** Keeps the record that custodians will sign, and says so in the log. */
  void conclude(
      Handle handle,
      RecordDocument document,
      CeremonyPlan plan,
      CeremonyContext circumstances,
      Instant now) {
    if (circumstances.set().isPresent() && plan.custodians().isPresent()) {
      Custodians custodians = plan.custodians().get();
      append(
          handle,
          now,
          new CeremonyAct.CustodiansAppointed(
              circumstances.set().get(), custodians.needed(), custodians.people()));
    }
    conclude(handle, document, plan.script(), now);
  }

  /**
   * Concludes a ceremony for which custodians were appointed before; otherwise as the other method.
   */
  void conclude(Handle handle, RecordDocument document, Optional<Fingerprint> script, Instant now) {
    Bytes body = document.body(now);
    CeremonyRecordTable.insert(handle, document.ceremony(), body, now);
    append(
        handle,
        now,
        new CeremonyAct.CeremonyRecorded(document.ceremony(), script, body.fingerprint()));
  }

  /**
   * Makes known what new key generations signed or may have signed, and what else is given, so that
   * each is answered for. Comes last in a transaction, as {@link StatusFeed#append} does.
   *
   * @param others what older generations signed
   */
  void makeKnown(
      Handle handle, List<IssuingKey> fresh, List<StatusFeed.Change> others, Instant now) {
    List<StatusFeed.Change> changes = new ArrayList<>(others);
    for (IssuingKey issuing : fresh) {
      for (SettledIntent one : IntentTable.settled(handle, issuing.number())) {
        Optional<Revocation> revocation =
            one.abandoned()
                ? Optional.of(new Revocation(now, RevocationReason.UNSPECIFIED))
                : Optional.empty();
        changes.add(
            StatusFeed.Change.ofAuthority(
                issuing.number(), one.serial(), one.notAfter(), revocation));
        revocation.ifPresent(_ ->
            append(
                handle,
                now,
                new CertificateAct.IssueAbandoned(
                    issuing.policy().issuer(), one.serial(), Optional.empty())));
      }
    }
    StatusFeed.issued(handle, changes);
    StatusFeed.revoked(
        handle, changes.stream().filter(change -> change.revocation().isPresent()).toList());
    StatusFeed.append(handle, changes, now);
  }

  void append(Handle handle, Instant now, AuditAct act) {
    Submissions.takeInAll(handle, now);
    auditLog.append(handle, now, actor, act);
  }

  static void complete(Handle handle, int issuerNumber, Serial serial) {
    if (!IntentTable.complete(handle, issuerNumber, serial)) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "the intent to sign serial number " + serial + " is gone");
    }
  }
}
