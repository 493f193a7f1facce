package org.jitsuin.ca.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.audit.entry.Added;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.EntryObject;
import org.jitsuin.audit.entry.Kind;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;

/** Acts that offices and the resident register requested, and what they were shown. */
public sealed interface OfficeAct extends AuditAct {
  /** A fact from the resident register was taken in. */
  @Kind("resident-event-recorded")
  record ResidentEventRecorded(
      String event, String eventKind, String content, int certificatesRevoked)
      implements OfficeAct {}

  /** A request was refused by a rule. */
  @Kind("refused")
  record Refused(String request, String code, Optional<String> card) implements OfficeAct {}

  /**
   * The same member of staff was refused for the same reason again and again; only the first
   * refusals of a minute have entries of their own.
   *
   * @param count of the refusals that have none
   * @param from when that minute began
   */
  @Kind("refused-again")
  record RefusedAgain(String request, String code, long count, Instant from) implements OfficeAct {}

  /**
   * A member of staff asked for something for the first time, or for the first time after a pause.
   *
   * @param node the server that was asked
   */
  @Kind("staff-recognised")
  record StaffRecognised(String node) implements OfficeAct {}

  /**
   * A certificate of the staff authority was used that belongs to no active member of staff.
   *
   * @param certificate its serial number
   */
  @Kind("staff-turned-away")
  record StaffTurnedAway(Serial certificate) implements OfficeAct {}

  /** Personal data of a card holder was shown. */
  @Kind("holder-read")
  record HolderRead(String card) implements OfficeAct {}

  /**
   * An application was entered.
   *
   * @param application the application
   * @param applicationKind what is asked for, such as {@code registration}
   * @param content the hash that binds what was entered
   */
  @Kind("application-received")
  record ApplicationReceived(
      String application,
      String applicationKind,
      String municipality,
      Optional<String> card,
      String content)
      implements OfficeAct {}

  /**
   * What was missing in an application was added.
   *
   * @param content the hash that binds all that was entered by now
   */
  @Kind("application-extended")
  record ApplicationExtended(String application, Optional<String> card, String content)
      implements OfficeAct {}

  /**
   * The key of a card that an application is to have certified.
   *
   * @param key the SHA-256 of its SubjectPublicKeyInfo
   */
  record ApprovedKey(Authority authority, Fingerprint key) implements EntryObject {}

  /**
   * A second person approved an application: what was entered, as the entry before binds it.
   *
   * @param keys those that will be certified
   * @param present who came to the counter
   * @param documents what identity was checked with
   */
  @Kind("application-approved")
  record ApplicationApproved(
      String application,
      Optional<String> card,
      @Added List<ApprovedKey> keys,
      @Added List<String> present,
      @Added List<String> documents)
      implements OfficeAct {
    public ApplicationApproved {
      keys = List.copyOf(keys);
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }
  }

  /**
   * An application ended without being carried out.
   *
   * @param code of the rule that refused it; empty where the office did
   * @param reason the hash that binds the office's reason; empty where a rule refused it
   */
  @Kind("application-refused")
  record ApplicationRefused(String application, Optional<String> card, String code, String reason)
      implements OfficeAct {}

  /** An application was carried out; what was done has entries of its own. */
  @Kind("application-completed")
  record ApplicationCompleted(String application, Optional<String> card) implements OfficeAct {}

  /** The content or result of an application was shown. */
  @Kind("application-read")
  record ApplicationRead(String application, Optional<String> card) implements OfficeAct {}

  /** A supervisor wants other kinds of application to need a second person from now on. */
  @Kind("dual-control-proposed")
  record DualControlProposed(String municipality, List<String> kinds) implements OfficeAct {
    public DualControlProposed {
      kinds = List.copyOf(kinds);
    }
  }

  /** Another supervisor approved dual control: these kinds need a second person from now on. */
  @Kind("dual-control-approved")
  record DualControlApproved(String municipality, List<String> kinds) implements OfficeAct {
    public DualControlApproved {
      kinds = List.copyOf(kinds);
    }
  }

  /** A relying party was told which certificates come before, after and beside one. */
  @Kind("lineage-read")
  record LineageRead(String card, Issuer issuer, Serial serial) implements OfficeAct {}

  /**
   * Card holders were looked for by their personal data.
   *
   * @param searched the hash of what was looked for
   * @param found how many cards were shown
   */
  @Kind("holder-searched")
  record HolderSearched(String searched, int found) implements OfficeAct {}

  /**
   * A part of this log was handed out as a bundle.
   *
   * @param first the number of its first entry
   * @param last the number of its last entry
   */
  @Kind("log-exported")
  record LogExported(long first, long last) implements OfficeAct {}
}
