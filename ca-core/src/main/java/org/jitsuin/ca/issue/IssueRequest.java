package org.jitsuin.ca.issue;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.IdentityCheck;

/**
 * What an office asks for.
 *
 * @param renewal in the place of certificates that run out soon
 * @param keys a PKCS#10 request for each kind that is asked for, at least one
 * @param check how identity was checked, where it was recorded
 * @param ward whether the office knows the holder as an adult ward
 */
public record IssueRequest(
    String cardId,
    boolean renewal,
    Map<Authority, String> keys,
    Optional<IdentityCheck> check,
    boolean ward) {
  public IssueRequest {
    Map<Authority, String> ordered = new EnumMap<>(Authority.class);
    ordered.putAll(keys);
    keys = Collections.unmodifiableMap(ordered);
  }

  /** New certificates for a card, for the holder alone. */
  public static IssueRequest first(String cardId, Map<Authority, String> keys) {
    return new IssueRequest(cardId, false, keys, Optional.empty(), false);
  }

  Command command() {
    return renewal
        ? new Command.Renew(cardId, keys.keySet(), check, ward)
        : new Command.Issue(cardId, keys.keySet(), check, ward);
  }
}
