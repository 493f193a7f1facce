package org.jitsuin.ca.api.application;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.application.Applications;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.model.ApplicationKind;

/**
 * Requests about applications, dual control and issuing. Components that may be absent are null
 * here only.
 */
public final class ApplicationRequests {
  private ApplicationRequests() {}

  /**
   * The request to enter an application.
   *
   * @param content as the direct endpoint takes it; what comes about at the counter may be missing
   */
  public record ApplicationRequest(
      @JsonProperty(required = true) String kind,
      String card,
      @Schema(ref = "ApplicationContent") @JsonProperty(required = true) JsonNode content) {

    Applications.Entry entry() {
      ApplicationKind of = Members.choice("kind", kind, ApplicationKind::byId);
      return new Applications.Entry(
          of, new Task(Optional.ofNullable(card), object("content", content)));
    }

    /** Returns a text without the content, which may be personal data. */
    @Override
    public String toString() {
      return "ApplicationRequest";
    }
  }

  /** The members that complete an application; null where nothing was missing. */
  public record CompletionRequest(@Schema(ref = "ApplicationContent") JsonNode content) {
    Optional<Bytes> more() {
      return Optional.ofNullable(content).map(given -> object("content", given));
    }

    /** Returns a text without the content, which may be personal data. */
    @Override
    public String toString() {
      return "CompletionRequest";
    }
  }

  /** The members that are added to what was entered. */
  public record ExtensionOfApplication(
      @Schema(ref = "ApplicationContent") @JsonProperty(required = true) JsonNode content) {
    Bytes more() {
      return object("content", content);
    }

    /** Returns a text without the content, which may be personal data. */
    @Override
    public String toString() {
      return "ExtensionOfApplication";
    }
  }

  /**
   * A second person's approval.
   *
   * @param keys the SHA-256 of each key that they have seen, by kind of certificate; left out where
   *     they do not say so
   */
  @Schema(name = "ApplicationApproval")
  public record ApprovalRequest(Map<String, String> keys) {
    Optional<Map<Authority, Fingerprint>> seen() {
      return Optional.ofNullable(keys).map(ApprovalRequest::hashes);
    }

    private static Map<Authority, Fingerprint> hashes(Map<String, String> keys) {
      Map<Authority, Fingerprint> hashes = new EnumMap<>(Authority.class);
      keys.forEach((kind, hash) ->
          hashes.put(
              Members.choice("keys", kind, Authority::byId),
              Members.choice("keys", hash, ApprovalRequest::hash)));
      return hashes;
    }

    private static Optional<Fingerprint> hash(String text) {
      return Optional.of(text)
          .filter(hexadecimal -> hexadecimal.matches("[0-9a-f]{64}"))
          .map(HexFormat.of()::parseHex)
          .map(Fingerprint::ofDigest);
    }
  }

  private static Bytes object(String member, JsonNode content) {
    if (content == null || !content.isObject()) {
      throw Members.invalid(member, "is an object");
    }
    return Json.write(content);
  }

  /** The reason why an office refuses an application. */
  public record RefusalRequest(@JsonProperty(required = true) String reason) {
    String inWords() {
      return Members.words("reason", reason);
    }
  }

  /** The kinds of application that shall require a second person, all of them. */
  public record DualControlRequest(@JsonProperty(required = true) List<String> kinds) {
    Set<ApplicationKind> chosen() {
      return Members.present("kinds", kinds).stream()
          .map(kind -> Members.choice("kinds", kind, ApplicationKind::byId))
          .collect(Collectors.toSet());
    }
  }

  /** The request to open or close issuing, with the reason and the expected end. */
  public record IssuingRequest(
      @JsonProperty(required = true) Boolean open, String reason, Instant until) {
    boolean opens() {
      return Members.present("open", open);
    }

    String inWords() {
      return Members.words("reason", reason);
    }
  }
}
