package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.model.CardEnd.Cause;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.store.ResidentSearch.Person;

/** The bodies of requests to act upon a card. Components that may be absent are null here only. */
public final class ActRequests {
  private static final Set<Cause> REPLACED =
      Set.of(Cause.LOST, Cause.BURNT, Cause.DAMAGED, Cause.RENEWED, Cause.NUMBER_CHANGED);
  private static final int HIGHEST_FEE = 100_000;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 1_000;

  private ActRequests() {}

  /** The record of how the holder's identity was checked (本人確認). */
  public record IdentityCheckRequest(
      @JsonProperty(required = true) List<String> present,
      @JsonProperty(required = true) List<String> documents) {
    IdentityCheck check() {
      try {
        return new IdentityCheck(
            choices("identityCheck.present", present, IdentityCheck.Person::byId),
            choices("identityCheck.documents", documents, IdentityCheck.Document::byId));
      } catch (IllegalArgumentException e) {
        throw Requests.invalid("identityCheck", e.getMessage());
      }
    }

    private static <T> Set<T> choices(
        String member, List<String> values, Function<String, Optional<T>> byId) {
      return Requests.present(member, values).stream()
          .map(value -> Requests.choice(member, value, byId))
          .collect(Collectors.toSet());
    }

    static Optional<IdentityCheck> optional(IdentityCheckRequest request) {
      return Optional.ofNullable(request).map(IdentityCheckRequest::check);
    }
  }

  /** A card in the place of another. */
  public record ReplacementRequest(
      @JsonProperty(required = true) String cause,
      String notification,
      Integer feeYen,
      Boolean withoutPins) {

    Command.Replace command(String card, String newCard) {
      int fee = feeYen == null ? 0 : feeYen;
      if (fee < 0 || fee > HIGHEST_FEE) {
        throw Requests.invalid("feeYen", "is 0 to " + HIGHEST_FEE);
      }
      if (notification != null && !notification.matches("[A-Za-z0-9-]{1,40}")) {
        throw Requests.invalid("notification", "must be 1 to 40 letters, digits or hyphens");
      }
      return new Command.Replace(
          card,
          newCard,
          Requests.choice("cause", cause, id -> Cause.byId(id).filter(REPLACED::contains)),
          Optional.ofNullable(notification),
          fee,
          Requests.flag(withoutPins));
    }
  }

  /** The request for a longer term of a card that ends with a period of stay. */
  public record ExtensionRequest(@JsonProperty(required = true) String ground) {
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

  /** The person who reported a loss. */
  public record ReporterRequest(
      @JsonProperty(required = true) String relation, String name, String contact, String note) {

    /** The relation of the reporter to the holder, who need not report in person. */
    enum Relation {
      HOLDER,
      FAMILY,
      REPRESENTATIVE,
      POLICE,
      FINDER,
      OTHER;

      static Optional<Relation> byId(String id) {
        return Arrays.stream(values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(id))
            .findFirst();
      }
    }

    private Map<String, String> evidence() {
      Requests.choice("reporter.relation", relation, Relation::byId);
      Map<String, String> evidence = new HashMap<>();
      evidence.put("relation", relation);
      putText(evidence, "reporter.name", "name", name);
      putText(evidence, "reporter.contact", "contact", contact);
      putText(evidence, "reporter.note", "note", note);
      return evidence;
    }

    /** Returns a text without the content, which is personal data. */
    @Override
    public String toString() {
      return "ReporterRequest";
    }
  }

  /** A card was lost. */
  public record SuspensionRequest(@JsonProperty(required = true) ReporterRequest reporter) {
    Map<String, String> evidence() {
      return Requests.present("reporter", reporter).evidence();
    }
  }

  /** A card was found again. */
  public record LiftRequest(@JsonProperty(required = true) IdentityCheckRequest identityCheck) {
    Command.Lift command(String card) {
      return new Command.Lift(card, Requests.present("identityCheck", identityCheck).check());
    }
  }

  /** An event of a PIN: locked, unlocked or reset; never the PIN itself. */
  public record PinEventRequest(
      @JsonProperty(required = true) String pin,
      @JsonProperty(required = true) String what,
      IdentityCheckRequest identityCheck) {

    Command.RecordPin command(String card) {
      return new Command.RecordPin(
          card,
          Requests.choice("pin", pin, Authority::byId),
          Requests.choice("what", what, PinEventRequest::act),
          IdentityCheckRequest.optional(identityCheck));
    }

    private static Optional<PinAct> act(String id) {
      return Arrays.stream(PinAct.values())
          .filter(act -> act.name().toLowerCase(Locale.ROOT).equals(id))
          .findFirst();
    }
  }

  /** The holder whose cards are searched for, written exactly as in the resident register. */
  public record CardSearchRequest(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String birthDate,
      String address) {

    Person person() {
      return new Person(
          wanted("name", name),
          Requests.birthDate("birthDate", birthDate),
          Optional.ofNullable(address).map(text -> wanted("address", text)),
          Optional.empty());
    }

    /**
     * Returns a searched text in normalisation form C: some systems write a mark of voicing as a
     * character of its own.
     */
    private static String wanted(String member, String text) {
      return Requests.text(
              member,
              Normalizer.normalize(Requests.present(member, text), Normalizer.Form.NFC),
              null)
          .text();
    }

    /** Returns a text without the content, which is personal data. */
    @Override
    public String toString() {
      return "CardSearchRequest";
    }
  }

  /** Adds a text to what an act rests on, if there is one. */
  static void putText(Map<String, String> evidence, String member, String key, String value) {
    int longest = key.equals("note") ? LONGEST_NOTE : LONGEST_NAME;
    if (value == null) {
      return;
    }
    if (value.isBlank()
        || value.length() > longest
        || value.chars().anyMatch(character -> character < ' ' && character != '\n')) {
      throw Requests.invalid(
          member, "is 1 to " + longest + " characters, none of them a control character");
    }
    evidence.put(key, value);
  }
}
