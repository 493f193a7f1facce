package org.jitsuin.audit.entry;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Acts upon a card. */
public sealed interface CardAct extends AuditAct {
  /** A card was registered with its holder. */
  record CardRegistered(String id, String municipality, String holder) implements CardAct {
    @Override
    public String kind() {
      return "card-registered";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("card", id, "municipality", municipality, "holder", holder);
    }
  }

  /**
   * A card took another one's place.
   *
   * @param id the new card
   * @param cause such as {@code lost}
   * @param notification the number of the loss notification or victim's notification; may be empty
   */
  record CardReplaced(String id, String predecessor, String cause, String notification, int feeYen)
      implements CardAct {
    @Override
    public String kind() {
      return "card-replaced";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "card", id,
          "predecessor", predecessor,
          "cause", cause,
          "notification", notification,
          "feeYen", feeYen);
    }
  }

  /**
   * The last day of a card moved.
   *
   * @param ground such as {@code stay-extended}
   */
  record CardTermChanged(String id, LocalDate expiresOn, String ground) implements CardAct {
    @Override
    public String kind() {
      return "card-term-changed";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("card", id, "expiresOn", expiresOn.toString(), "ground", ground);
    }
  }

  /** A card lapsed. */
  record CardEnded(String id, String cause, String origin) implements CardAct {
    @Override
    public String kind() {
      return "card-ended";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("card", id, "cause", cause, "origin", origin);
    }
  }

  /**
   * A card and its certificates were suspended.
   *
   * @param evidence the hash of who reported it and how
   */
  record CardSuspended(String id, String evidence) implements CardAct {
    @Override
    public String kind() {
      return "card-suspended";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("card", id, "evidence", evidence);
    }
  }

  /**
   * A suspension was lifted.
   *
   * @param present who came to the counter
   * @param documents what identity was checked with
   */
  record SuspensionLifted(String id, List<String> present, List<String> documents)
      implements CardAct {
    public SuspensionLifted {
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }

    @Override
    public String kind() {
      return "suspension-lifted";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("card", id, "present", present, "documents", documents);
    }
  }

  /**
   * A PIN of the card was locked, unlocked or reset; the PIN itself is never recorded.
   *
   * @param pin of which certificate
   * @param what locked, unlocked or reset
   */
  record PinRecorded(
      String id, String pin, String what, List<String> present, List<String> documents)
      implements CardAct {
    public PinRecorded {
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }

    @Override
    public String kind() {
      return "pin-recorded";
    }

    @Override
    public Optional<String> card() {
      return Optional.of(id);
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "card", id, "pin", pin, "what", what, "present", present, "documents", documents);
    }
  }
}
