package org.jitsuin.card.holder;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.base.model.Bytes;

/** A party that brings a holder's question about consents to the authority, and the answer back. */
public final class ConsentVisit {
  private final JsonVisit visit;

  /**
   * Takes an address as the party's page shows it.
   *
   * @throws HolderFailure if it is none for that, or not by HTTPS
   */
  public ConsentVisit(URI address) {
    if (!JsonVisit.isAt(address, "(/[A-Za-z0-9._~-]+)*/consents/card")) {
      throw new HolderFailure(
          "画面に表示されたアドレスを指定してください。",
          "Name the address that the page about your consents shows; by https, or of this machine.");
    }
    this.visit = new JsonVisit(address);
  }

  /**
   * A consent of the holder, and who was told by it.
   *
   * @param party who is told
   * @param attributes what of
   * @param until the last day in Japan
   * @param answers how often it was told
   * @param answeredAt when, the newest first, the last ones only
   */
  public record Given(
      String consent,
      String party,
      String purpose,
      List<String> attributes,
      LocalDate until,
      State state,
      long answers,
      List<Instant> answeredAt) {
    /** Lists that nobody changes. */
    public Given {
      attributes = List.copyOf(attributes);
      answeredAt = List.copyOf(answeredAt);
    }

    /** Nothing of what for: it may tell of the holder. */
    @Override
    public String toString() {
      return "Given[" + consent + "]";
    }
  }

  /** What a consent does now. */
  public enum State {
    IN_FORCE,
    WITHDRAWN,
    ENDED;

    /** Returns it in words. */
    public Words words() {
      return switch (this) {
        case IN_FORCE -> new Words("有効", "in force");
        case WITHDRAWN -> new Words("撤回済み", "withdrawn");
        case ENDED -> new Words("期間満了", "ended");
      };
    }

    private static State of(String id) {
      return switch (id) {
        case "in-force" -> IN_FORCE;
        case "withdrawn" -> WITHDRAWN;
        case "ended" -> ENDED;
        default -> throw JsonVisit.unreadable(null);
      };
    }
  }

  /**
   * Returns who brings the question, as it must stand in it: nobody else is shown the answer.
   *
   * @throws HolderFailure if nobody says so
   */
  public String bearer() {
    return line(visit.ask(), "bearer");
  }

  /**
   * Has a question brought.
   *
   * @param signed CMS with the question in it
   * @return the consents, the newest first
   * @throws HolderFailure if it is refused; the words say why
   */
  public List<Given> bring(Bytes signed) {
    JsonNode told = visit.bring(JsonVisit.object().put("signed", signed.bytes()));
    if (!told.path("consents").isArray()) {
      throw JsonVisit.unreadable(null);
    }
    List<Given> all = new ArrayList<>();
    try {
      told.path("consents").forEach(one -> all.add(given(one)));
    } catch (DateTimeParseException e) {
      throw JsonVisit.unreadable(e);
    }
    return all;
  }

  private static Given given(JsonNode one) {
    List<String> attributes = new ArrayList<>();
    one.path("attributes").forEach(item -> attributes.add(line(item)));
    List<Instant> answeredAt = new ArrayList<>();
    one.path("answeredAt").forEach(at -> answeredAt.add(Instant.parse(at.asText())));
    return new Given(
        line(one, "consent"),
        line(one, "party"),
        line(one, "purpose"),
        attributes,
        LocalDate.parse(one.path("until").asText()),
        State.of(one.path("state").asText()),
        one.path("answers").asLong(),
        answeredAt);
  }

  private static String line(JsonNode node, String name) {
    return line(node.path(name));
  }

  private static String line(JsonNode text) {
    String line = text.asText();
    if (line.isEmpty() || !JsonVisit.isLine(line)) {
      throw JsonVisit.unreadable(null);
    }
    return line;
  }
}
