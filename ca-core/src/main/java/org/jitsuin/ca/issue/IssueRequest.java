package org.jitsuin.ca.issue;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.RenewalGround;
import org.jitsuin.ca.model.IdentityCheck;

/**
 * An office's request for certificates.
 *
 * @param renewal why in the place of others; empty where they are not
 * @param keys a PKCS#10 request for each kind that is asked for, at least one
 * @param check how identity was checked, where it was recorded
 * @param ward whether the office knows the holder as an adult ward
 */
public record IssueRequest(
    String cardId,
    Optional<RenewalGround> renewal,
    Map<Authority, String> keys,
    Optional<IdentityCheck> check,
    boolean ward) {
  public IssueRequest {
    Map<Authority, String> ordered = new EnumMap<>(Authority.class);
    ordered.putAll(keys);
    keys = Collections.unmodifiableMap(ordered);
  }

  /** Creates a request of new certificates for a card, for the holder alone. */
  public static IssueRequest first(String cardId, Map<Authority, String> keys) {
    return new IssueRequest(cardId, Optional.empty(), keys, Optional.empty(), false);
  }

  Command command() {
    return renewal
        .<Command>map(ground -> new Command.Renew(cardId, ground, keys.keySet(), check, ward))
        .orElseGet(() -> new Command.Issue(cardId, keys.keySet(), check, ward));
  }
}
