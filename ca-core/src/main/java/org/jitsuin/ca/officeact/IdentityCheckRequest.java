package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.outcome.RefusalCode;

/** How identity was checked. */
public record IdentityCheckRequest(
    @JsonProperty(required = true) List<String> present,
    @JsonProperty(required = true) List<String> documents) {
  /** The member that it is in requests. */
  static final String MEMBER = "identityCheck";

  /** That member with a check that is never wrong, in JSON. */
  static final String EXAMPLE =
      "\"identityCheck\":{\"present\":[\"holder\"],\"documents\":[\"passport\"]}";

  IdentityCheck check() {
    try {
      return new IdentityCheck(
          choices("identityCheck.present", present, IdentityCheck.Person::byId),
          choices("identityCheck.documents", documents, IdentityCheck.Document::byId));
    } catch (IllegalArgumentException e) {
      throw Members.invalid("identityCheck", e.getMessage());
    }
  }

  private static <T> Set<T> choices(
      String member, List<String> values, Function<String, Optional<T>> byId) {
    return Members.present(member, values).stream()
        .map(value -> Members.choice(member, value, byId))
        .collect(Collectors.toSet());
  }

  /**
   * A check without which nothing is done.
   *
   * @param request null where none was recorded
   * @throws RequestRefused IDENTITY_CHECK_NEEDED
   */
  public static IdentityCheck needed(IdentityCheckRequest request) {
    return optional(request)
        .orElseThrow(() -> new RequestRefused(RefusalCode.IDENTITY_CHECK_NEEDED, ""));
  }

  static Optional<IdentityCheck> optional(IdentityCheckRequest request) {
    return Optional.ofNullable(request).map(IdentityCheckRequest::check);
  }
}
