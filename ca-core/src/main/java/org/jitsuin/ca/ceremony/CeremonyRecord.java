package org.jitsuin.ca.ceremony;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.audit.Actor;
import org.jitsuin.base.audit.AuditAct;
import org.jitsuin.base.audit.AuditEntry;
import org.jitsuin.base.audit.CeremonyAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.ceremony.Ceremony.NewAuthority;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.PartitionTable;
import org.jitsuin.ca.store.RelyingPartyTable;
import org.jitsuin.ca.store.StaffTable;

/** What a ceremony leaves in the database, in one transaction. */
final class CeremonyRecord {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecureRandom random;
  private final Actor actor;

  CeremonyRecord(SecureRandom random, String node) {
    this.random = random;
    this.actor = new Actor.Component("key-ceremony", node);
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
    for (StaffCeremony.Member member : staff.members()) {
      StaffMember registered = member.staff();
      complete(handle, 0, registered.certificate());
      StaffTable.insert(handle, registered);
      if (registered.role() == Role.RELYING_PARTY) {
        RelyingPartyTable.insert(
            handle,
            registered.name(),
            EnumSet.allOf(Authority.class),
            member.credential().certificate());
      }
      AuditAct act =
          new CeremonyAct.StaffRegistered(
              registered.name(),
              registered.role().id(),
              registered.municipality(),
              registered.certificate());
      AuditTable.append(handle, AuditEntry.of(now, actor, act, random));
    }
  }

  private void write(Handle handle, NewAuthority authority, Instant now) {
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
            json(authority)));
    IssuerTable.insertSigner(handle, authority.signer());
    PartitionTable.insert(handle, issuing.number(), issuing.policy(), Municipalities.read().all());
    AuditAct created =
        new CeremonyAct.IssuerCreated(
            issuer,
            serial,
            Fingerprint.of(SignedCertificate.der(issuing.certificate())),
            issuing.key().scheme().id());
    AuditTable.append(handle, AuditEntry.of(now, actor, created, random));
    AuditAct signerIssued =
        new CeremonyAct.SignerIssued(
            issuer,
            signer,
            Fingerprint.of(SignedCertificate.der(authority.signer().certificate())),
            authority.signer().certificate().getNotAfter().toInstant());
    AuditTable.append(handle, AuditEntry.of(now, actor, signerIssued, random));
  }

  private static void complete(Handle handle, int issuerNumber, Serial serial) {
    if (!IntentTable.complete(handle, issuerNumber, serial)) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "the intent to sign serial number " + serial + " is gone");
    }
  }

  private static String json(NewAuthority authority) {
    try {
      return JSON.writeValueAsString(authority.script());
    } catch (JacksonException e) {
      throw new IllegalStateException("a ceremony script can be written as JSON", e);
    }
  }
}
