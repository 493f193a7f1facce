package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.application.Applications;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.model.ApplicationKind;

/**
 * Requests about applications, dual control and issuing. Components that may be absent are null
 * here only.
 */
public final class ApplicationRequests {
  private static final int LONGEST_REASON = 200;

  private ApplicationRequests() {}

  /**
   * The request to enter an application.
   *
   * @param content as the direct endpoint takes it; what comes about at the counter may be missing
   */
  public record ApplicationRequest(
      @JsonProperty(required = true) String kind,
      String card,
      @Schema(type = SchemaType.OBJECT) @JsonProperty(required = true) JsonNode content) {

    Applications.Entry entry(Json json) {
      ApplicationKind of = Requests.choice("kind", kind, ApplicationKind::byId);
      return new Applications.Entry(
          of, new Task(Optional.ofNullable(card), object("content", content, json)));
    }

    /** Returns a text without the content, which may be personal data. */
    @Override
    public String toString() {
      return "ApplicationRequest";
    }
  }

  /** The members that complete an application; null where nothing was missing. */
  public record CompletionRequest(@Schema(type = SchemaType.OBJECT) JsonNode content) {
    Optional<Bytes> more(Json json) {
      return Optional.ofNullable(content).map(given -> object("content", given, json));
    }

    /** Returns a text without the content, which may be personal data. */
    @Override
    public String toString() {
      return "CompletionRequest";
    }
  }

  private static Bytes object(String member, JsonNode content, Json json) {
    if (content == null || !content.isObject()) {
      throw Requests.invalid(member, "is an object");
    }
    return json.write(content);
  }

  /** The reason why an office refuses an application. */
  public record RefusalRequest(@JsonProperty(required = true) String reason) {
    String inWords() {
      return text("reason", reason);
    }
  }

  /** The kinds of application that shall require a second person, all of them. */
  public record DualControlRequest(@JsonProperty(required = true) List<String> kinds) {
    Set<ApplicationKind> chosen() {
      return Requests.present("kinds", kinds).stream()
          .map(kind -> Requests.choice("kinds", kind, ApplicationKind::byId))
          .collect(Collectors.toSet());
    }
  }

  /** The request to open or close issuing, with the reason and the expected end. */
  public record IssuingRequest(
      @JsonProperty(required = true) Boolean open, String reason, Instant until) {
    boolean opens() {
      return Requests.present("open", open);
    }

    String inWords() {
      return text("reason", reason);
    }
  }

  /** Words of somebody, as they stand in a table. */
  static String text(String member, String value) {
    if (Requests.present(member, value).isBlank()
        || value.length() > LONGEST_REASON
        || value.chars().anyMatch(Character::isISOControl)) {
      throw Requests.invalid(
          member, "is 1 to " + LONGEST_REASON + " characters, none of them a control character");
    }
    return value;
  }
}
