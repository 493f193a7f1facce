package org.jitsuin.base.audit;

import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;

/** What offices and the resident register asked for and were shown. */
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
}
