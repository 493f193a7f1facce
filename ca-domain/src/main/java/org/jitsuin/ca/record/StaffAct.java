package org.jitsuin.ca.record;

import java.util.List;
import java.util.Optional;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.Kind;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;

/** Acts by which people come, stay and go among the staff. */
public sealed interface StaffAct extends AuditAct {
  /**
   * Somebody wants a change among the staff.
   *
   * @param change its id
   * @param changeKind such as {@code register}
   * @param person the id of whom it is about
   * @param role the person's, now or from then on
   * @param key the hash of the SubjectPublicKeyInfo that is to be certified, if one is
   * @param reason the hash that binds it; empty where none was given
   * @param content the hash of all that shall be done: what a second person approves
   */
  @Kind("staff-change-proposed")
  record StaffChangeProposed(
      String change,
      String changeKind,
      String person,
      String role,
      Optional<String> municipality,
      Optional<Fingerprint> key,
      String reason,
      Fingerprint content)
      implements StaffAct {}

  /** Another person approved a change, which was carried out. */
  @Kind("staff-change-approved")
  record StaffChangeApproved(String change, String changeKind, String person, Fingerprint content)
      implements StaffAct {}

  /** A change that nobody had approved was taken back, or fell with who had proposed it. */
  @Kind("staff-change-cancelled")
  record StaffChangeCancelled(String change, String person) implements StaffAct {}

  /**
   * Work in which somebody had a part fell when they were shut out, and is thought of anew.
   *
   * @param person the id of whom
   * @param what {@code event-hold}: nobody has decided any more; {@code dual-control}, {@code
   *     ocsp-responder}: nothing is proposed any more; {@code application}: it waits for a second
   *     person
   * @param items the ids of holds and applications, the codes of municipalities, the names of
   *     responders; where they are many there are several entries
   */
  @Kind("open-work-fell")
  record OpenWorkFell(String person, String what, List<String> items) implements StaffAct {
    public OpenWorkFell {
      items = List.copyOf(items);
    }
  }

  /**
   * A person was shut out, by one other person.
   *
   * @param certificates the serial numbers of those that let nobody in from then on
   * @param reason the hash that binds it
   */
  @Kind("staff-blocked")
  record StaffBlocked(String person, List<Serial> certificates, String reason) implements StaffAct {
    public StaffBlocked {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * Certificates of a person let nobody in any more, for good.
   *
   * @param cause {@code withdrawn}, {@code replaced} where the person has another certificate, or
   *     {@code relying-party-ended}
   */
  @Kind("staff-withdrawn")
  record StaffWithdrawn(String person, List<Serial> certificates, String cause)
      implements StaffAct {
    public StaffWithdrawn {
      certificates = List.copyOf(certificates);
    }
  }

  /** A person who was blocked is let in again. */
  @Kind("staff-restored")
  record StaffRestored(String person, List<Serial> certificates) implements StaffAct {
    public StaffRestored {
      certificates = List.copyOf(certificates);
    }
  }
}
