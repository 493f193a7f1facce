package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.model.IdentityCheck;

/** How identity was checked. */
public record IdentityCheckRequest(
    @JsonProperty(required = true) List<String> present,
    @JsonProperty(required = true) List<String> documents) {
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

  static Optional<IdentityCheck> optional(IdentityCheckRequest request) {
    return Optional.ofNullable(request).map(IdentityCheckRequest::check);
  }
}
