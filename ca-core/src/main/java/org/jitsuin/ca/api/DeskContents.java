package org.jitsuin.ca.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.CardEnd.Cause;
import org.jitsuin.ca.model.IdentityCheck;

/**
 * What is entered in applications, kind by kind, as the direct endpoints take it. Any member may be
 * missing at first and is null then; what is there must be right.
 */
final class DeskContents {
  private static final Set<Cause> REPLACED =
      Set.of(Cause.LOST, Cause.BURNT, Cause.DAMAGED, Cause.RENEWED, Cause.NUMBER_CHANGED);
  private static final Set<RevocationCause> GROUNDS =
      Set.of(
          RevocationCause.HOLDER_REQUEST,
          RevocationCause.KEY_COMPROMISE,
          RevocationCause.ERRONEOUS_ISSUE,
          RevocationCause.EX_OFFICIO);
  private static final int HIGHEST_FEE = 100_000;

  private DeskContents() {}

  /** What was entered. */
  interface Content {
    /** Refuses what is wrong in what is there. */
    void check();
  }

  /** How identity was checked. */
  record CheckContent(List<String> present, List<String> documents) {
    IdentityCheck identityCheck() {
      try {
        return new IdentityCheck(
            all("identityCheck.present", present, IdentityCheck.Person::byId),
            all("identityCheck.documents", documents, IdentityCheck.Document::byId));
      } catch (IllegalArgumentException e) {
        throw Requests.invalid("identityCheck", e.getMessage());
      }
    }

    static Optional<IdentityCheck> optional(CheckContent content) {
      return Optional.ofNullable(content).map(CheckContent::identityCheck);
    }
  }

  /** Certificates for a card, or in the place of those that run out. */
  record Certificates(Map<String, String> requests, CheckContent identityCheck, Boolean ward)
      implements Content {
    @Override
    public void check() {
      if (requests != null) {
        keys();
      }
      CheckContent.optional(identityCheck);
    }

    Map<Authority, String> keys() {
      Map<Authority, String> keys = new EnumMap<>(Authority.class);
      Requests.present("requests", requests)
          .forEach((kind, pkcs10) ->
              keys.put(
                  Requests.choice("requests", kind, Authority::byId),
                  Requests.present("requests", pkcs10)));
      if (keys.isEmpty()) {
        throw Requests.invalid("requests", "asks for nothing");
      }
      return keys;
    }
  }

  /** A card in the place of another. */
  record Replacement(String cause, String notification, Integer feeYen, Boolean withoutPins)
      implements Content {
    @Override
    public void check() {
      if (cause != null) {
        why();
      }
      if (feeYen != null && (feeYen < 0 || feeYen > HIGHEST_FEE)) {
        throw Requests.invalid("feeYen", "is 0 to " + HIGHEST_FEE);
      }
      if (notification != null && !notification.matches("[A-Za-z0-9-]{1,40}")) {
        throw Requests.invalid("notification", "is 1 to 40 letters, digits or hyphens");
      }
    }

    private Cause why() {
      return Requests.choice("cause", cause, id -> Cause.byId(id).filter(REPLACED::contains));
    }

    Command.Replace command(String card, String newCard) {
      return new Command.Replace(
          card,
          newCard,
          why(),
          Optional.ofNullable(notification),
          feeYen == null ? 0 : feeYen,
          Boolean.TRUE.equals(withoutPins));
    }
  }

  /** More time for a card that ends with a period of stay. */
  record Extension(String ground) implements Content {
    @Override
    public void check() {
      if (ground != null) {
        command("");
      }
    }

    Command command(String card) {
      return Requests.choice(
          "ground",
          ground,
          id ->
              switch (id) {
                case "stay-extended" -> Optional.of(new Command.Extend(card));
                case "permission-pending" -> Optional.of(new Command.ExtendSpecially(card));
                default -> Optional.empty();
              });
    }
  }

  /** A card was found again. */
  record Lift(CheckContent identityCheck) implements Content {
    @Override
    public void check() {
      CheckContent.optional(identityCheck);
    }

    Command.Lift command(String card) {
      return new Command.Lift(
          card, Requests.present("identityCheck", identityCheck).identityCheck());
    }
  }

  /** A certificate is to end. */
  record Revocation(
      String authority,
      String serial,
      String ground,
      Instant invalidSince,
      CheckContent identityCheck,
      String note)
      implements Content {
    @Override
    public void check() {
      // It must be known which certificate from the beginning.
      kind();
      number();
      if (ground != null) {
        cause();
      }
      CheckContent.optional(identityCheck);
      if (note != null) {
        DeskRequests.text("note", note);
      }
      JobRequests.since(invalidSince);
    }

    Authority kind() {
      return Requests.choice("authority", authority, Authority::byId);
    }

    Serial number() {
      return JobRequests.serial("serial", serial);
    }

    RevocationCause cause() {
      return Requests.choice("ground", ground, DeskContents::ground);
    }

    Command.Revoke command() {
      return new Command.Revoke(kind(), number(), cause(), JobRequests.since(invalidSince));
    }

    Map<String, String> evidence() {
      return note == null ? Map.of() : Map.of("note", note);
    }

    /** Nothing of it: a note may hold personal data. */
    @Override
    public String toString() {
      return "Revocation";
    }
  }

  /** What happened to a PIN; never the PIN. */
  record Pin(String pin, String what, CheckContent identityCheck) implements Content {
    @Override
    public void check() {
      if (pin != null) {
        kind();
      }
      if (what != null) {
        act();
      }
      CheckContent.optional(identityCheck);
    }

    private Authority kind() {
      return Requests.choice("pin", pin, Authority::byId);
    }

    private PinAct act() {
      return Requests.choice("what", what, id -> byName(PinAct.values(), id));
    }

    Command.RecordPin command(String card) {
      return new Command.RecordPin(card, kind(), act(), CheckContent.optional(identityCheck));
    }
  }

  private static Optional<RevocationCause> ground(String id) {
    return GROUNDS.stream().filter(cause -> cause.id().equals(id)).findFirst();
  }

  private static <E extends Enum<E>> Optional<E> byName(E[] values, String id) {
    return Arrays.stream(values)
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(id))
        .findFirst();
  }

  private static <T> Set<T> all(
      String member, List<String> values, Function<String, Optional<T>> byId) {
    return Requests.present(member, values).stream()
        .map(value -> Requests.choice(member, value, byId))
        .collect(Collectors.toSet());
  }
}
