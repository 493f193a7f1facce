package org.jitsuin.ca.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.CardVersion;
import org.jitsuin.ca.outcome.RefusalCode;

/** The headers that say which version of a card was shown, and on which an act was decided. */
public final class Seen {
  /** What If-Match may be, a regular expression. */
  public static final String FORM = "\"\\d{1,9}-\\d{1,18}\"|\\*";

  private Seen() {}

  /** Says what was shown (RFC 9110 §8.8.3). */
  public static Response tagged(Response answer, Optional<String> version) {
    return version
        .map(text -> Response.fromResponse(answer).tag(new EntityTag(text)).build())
        .orElse(answer);
  }

  /**
   * The one version on which an act was decided (RFC 9110 §13.1.1); empty where whatever there is
   * will do.
   *
   * @throws RequestRefused REQUEST_INVALID
   */
  static Optional<CardVersion> of(HttpServletRequest request) {
    List<String> given = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
    if (given.isEmpty() || given.equals(List.of("*"))) {
      return Optional.empty();
    }
    return given.stream()
        .filter(text -> given.size() == 1 && text.matches(FORM))
        .findFirst()
        .flatMap(text -> CardVersion.of(text.substring(1, text.length() - 1)))
        .map(Optional::of)
        .orElseThrow(() -> refused("is one version of a card in quotes, as its ETag tells it"));
  }

  static RequestRefused refused(String problem) {
    return new RequestRefused(
        RefusalCode.REQUEST_INVALID, "header " + HttpHeaders.IF_MATCH + " " + problem);
  }
}
