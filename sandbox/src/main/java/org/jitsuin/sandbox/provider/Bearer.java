package org.jitsuin.sandbox.provider;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;

/** Access tokens as requests carry them: in the header, and nowhere else (RFC 6750 §2.1). */
final class Bearer {
  private static final String SCHEME = "Bearer ";

  private final Grants grants;

  Bearer(Grants grants) {
    this.grants = grants;
  }

  Optional<Grants.Access> access(Asked asked, Instant now) {
    return asked
        .header("authorization")
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()).strip())
        .flatMap(token -> grants.access(token, now));
  }

  /** Says that there is no token, or not the right one. */
  static Answer refused() {
    return Answer.json(401, "{\"error\":\"invalid_token\"}")
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }
}
