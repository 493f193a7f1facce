package org.jitsuin.ca.staff;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.CeremonyAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.personnel.StaffPerson;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.record.StaffAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.OpenWorkFall;
import org.jitsuin.ca.store.PartyCredentials;
import org.jitsuin.ca.store.StaffChangeTable;
import org.jitsuin.ca.store.StaffTable;

/**
 * Writes what becomes of people among the staff. The entries of the audit log, for whose numbers
 * everybody waits, are appended at the very end, by {@link #append}.
 */
final class StaffRecord {
  private final Handle handle;
  private final AuditLog auditLog;
  private final StaffMember caller;
  private final Instant now;
  private final List<AuditAct> acts = new ArrayList<>();

  /**
   * @param caller who does it
   * @param now by the authorities' clock
   */
  StaffRecord(Handle handle, AuditLog auditLog, StaffMember caller, Instant now) {
    this.handle = handle;
    this.auditLog = auditLog;
    this.caller = caller;
    this.now = now;
  }

  Mark mark() {
    return new Mark(caller.person(), now);
  }

  void tell(AuditAct act) {
    acts.add(act);
  }

  /** Appends what was told to the audit log; the last step of the transaction. */
  void append() {
    auditLog.append(handle, now, caller.actor(), acts);
    acts.clear();
  }

  /** Registers a person with a certificate. */
  void register(StaffMember member, X509Certificate certificate) {
    StaffTable.insert(handle, member, certificate);
    if (member.role() == Role.RELYING_PARTY) {
      PartyCredentials.insert(handle, member.person(), certificate);
    }
    tell(
        new CeremonyAct.StaffRegistered(
            member.name(),
            member.role().id(),
            member.municipality(),
            member.certificate(),
            Optional.of(member.person()),
            member.window(),
            Optional.of(Bytes.of(SignedCertificate.der(certificate)).fingerprint()),
            Optional.of(certificate.getNotAfter().toInstant()),
            Optional.of(Fingerprint.of(certificate.getPublicKey().getEncoded())),
            Optional.empty()));
  }

  /**
   * Shuts a person out at once.
   *
   * @param reason the hash that binds it
   */
  void block(StaffPerson person, String reason) {
    List<Serial> serials = person.serials(StaffState.ACTIVE);
    end(person, serials, StaffState.BLOCKED);
    tell(new StaffAct.StaffBlocked(person.seat().person(), serials, reason));
    letFall(person);
  }

  /**
   * Makes it final that certificates let nobody in.
   *
   * @param state what they are from then on: withdrawn, or replaced
   */
  void withdraw(StaffPerson person, StaffState state) {
    List<Serial> serials =
        Stream.of(StaffState.ACTIVE, StaffState.BLOCKED)
            .flatMap(before -> person.serials(before).stream())
            .toList();
    end(person, serials, state);
    tell(new StaffAct.StaffWithdrawn(person.seat().person(), serials, state.id()));
    letFall(person);
  }

  private void end(StaffPerson person, List<Serial> serials, StaffState state) {
    StaffTable.change(handle, serials, state, now);
    if (person.seat().role() == Role.RELYING_PARTY) {
      PartyCredentials.delete(handle, person.seat().person(), serials);
    }
  }

  /** Lets somebody in again who was blocked. */
  void restore(StaffPerson person) {
    List<Serial> serials = person.serials(StaffState.BLOCKED);
    StaffTable.change(handle, serials, StaffState.ACTIVE, now);
    if (person.seat().role() == Role.RELYING_PARTY) {
      PartyCredentials.restore(handle, person.seat().person(), serials);
    }
    tell(new StaffAct.StaffRestored(person.seat().person(), serials));
  }

  /** Lets fall what somebody proposed or approved: perhaps it was not they who did. */
  private void letFall(StaffPerson person) {
    String id = person.seat().person();
    for (String change : StaffChangeTable.open(handle, id)) {
      StaffChangeTable.end(handle, change, StaffChangeState.CANCELLED, mark(), Optional.empty());
      tell(new StaffAct.StaffChangeCancelled(change, id));
    }
    acts.addAll(new OpenWorkFall(handle, person.seat(), mark()).all());
  }
}
