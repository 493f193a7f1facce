package org.jitsuin.audit.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;

/** Acts that offices and the resident register requested, and what they were shown. */
public sealed interface OfficeAct extends AuditAct {
  /** A fact from the resident register was taken in. */
  record ResidentEventRecorded(
      String event, String eventKind, String content, int certificatesRevoked)
      implements OfficeAct {
    @Override
    public String kind() {
      return "resident-event-recorded";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "event", event,
          "eventKind", eventKind,
          "content", content,
          "certificatesRevoked", certificatesRevoked);
    }
  }

  /** A request was refused by a rule. */
  record Refused(String request, String code, Optional<String> card) implements OfficeAct {
    @Override
    public String kind() {
      return "refused";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("request", request, "code", code, "card", card.orElse(""));
    }
  }

  /**
   * The same member of staff was refused for the same reason again and again; only the first
   * refusals of a minute have entries of their own.
   *
   * @param count of the refusals that have none
   * @param from when that minute began
   */
  record RefusedAgain(String request, String code, long count, Instant from) implements OfficeAct {
    @Override
    public String kind() {
      return "refused-again";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "request", request, "code", code, "count", count, "from", AuditEntry.text(from));
    }
  }

  /**
   * A member of staff asked for something for the first time, or for the first time after a pause.
   *
   * @param node the server that was asked
   */
  record StaffRecognised(String node) implements OfficeAct {
    @Override
    public String kind() {
      return "staff-recognised";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("node", node);
    }
  }

  /**
   * A certificate of the staff authority was used that belongs to no active member of staff.
   *
   * @param certificate its serial number
   */
  record StaffTurnedAway(Serial certificate) implements OfficeAct {
    @Override
    public String kind() {
      return "staff-turned-away";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("certificate", certificate.toString());
    }
  }

  /** Personal data of a card holder was shown. */
  record HolderRead(String id) implements OfficeAct {
    @Override
    public String kind() {
      return "holder-read";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("card", id);
    }
  }

  /**
   * An application was entered.
   *
   * @param id the application
   * @param applicationKind what is asked for, such as {@code registration}
   * @param content the hash that binds what was entered
   */
  record ApplicationReceived(
      String id, String applicationKind, String municipality, Optional<String> card, String content)
      implements OfficeAct {
    @Override
    public String kind() {
      return "application-received";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "application", id,
          "applicationKind", applicationKind,
          "municipality", municipality,
          "card", card.orElse(""),
          "content", content);
    }
  }

  /** A second person approved an application. */
  record ApplicationApproved(String id, Optional<String> card) implements OfficeAct {
    @Override
    public String kind() {
      return "application-approved";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("application", id, "card", card.orElse(""));
    }
  }

  /**
   * An application ended without being carried out.
   *
   * @param code of the rule that refused it; empty where the office did
   * @param reason the hash that binds the office's reason; empty where a rule refused it
   */
  record ApplicationRefused(String id, Optional<String> card, String code, String reason)
      implements OfficeAct {
    @Override
    public String kind() {
      return "application-refused";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("application", id, "card", card.orElse(""), "code", code, "reason", reason);
    }
  }

  /** An application was carried out; what was done has entries of its own. */
  record ApplicationCompleted(String id, Optional<String> card) implements OfficeAct {
    @Override
    public String kind() {
      return "application-completed";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("application", id, "card", card.orElse(""));
    }
  }

  /** The content or result of an application was shown. */
  record ApplicationRead(String id, Optional<String> card) implements OfficeAct {
    @Override
    public String kind() {
      return "application-read";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("application", id, "card", card.orElse(""));
    }
  }

  /** A supervisor wants other kinds of application to need a second person from now on. */
  record DualControlProposed(String municipality, List<String> kinds) implements OfficeAct {
    public DualControlProposed {
      kinds = List.copyOf(kinds);
    }

    @Override
    public String kind() {
      return "dual-control-proposed";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("municipality", municipality, "kinds", kinds);
    }
  }

  /** Another supervisor approved dual control: these kinds need a second person from now on. */
  record DualControlApproved(String municipality, List<String> kinds) implements OfficeAct {
    public DualControlApproved {
      kinds = List.copyOf(kinds);
    }

    @Override
    public String kind() {
      return "dual-control-approved";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("municipality", municipality, "kinds", kinds);
    }
  }

  /** A relying party was told which certificates come before, after and beside one. */
  record LineageRead(String id, Issuer issuer, Serial serial) implements OfficeAct {
    @Override
    public String kind() {
      return "lineage-read";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("card", id, "issuer", issuer.toString(), "serial", serial.toString());
    }
  }

  /**
   * Card holders were looked for by their personal data.
   *
   * @param searched the hash of what was looked for
   * @param found how many cards were shown
   */
  record HolderSearched(String searched, int found) implements OfficeAct {
    @Override
    public String kind() {
      return "holder-searched";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("searched", searched, "found", found);
    }
  }

  /**
   * A part of this log was handed out as a bundle.
   *
   * @param first the number of its first entry
   * @param last the number of its last entry
   */
  record LogExported(long first, long last) implements OfficeAct {
    @Override
    public String kind() {
      return "log-exported";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("first", first, "last", last);
    }
  }
}
