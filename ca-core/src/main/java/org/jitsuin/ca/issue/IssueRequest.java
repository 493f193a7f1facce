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
 * @param check how identity was checked
 * @param ward whether the office knows the holder as an adult ward
 */
public record IssueRequest(
    String cardId,
    Optional<RenewalGround> renewal,
    Map<Authority, String> keys,
    IdentityCheck check,
    boolean ward) {
  public IssueRequest {
    Map<Authority, String> ordered = new EnumMap<>(Authority.class);
    ordered.putAll(keys);
    keys = Collections.unmodifiableMap(ordered);
  }

  /** Creates a request of new certificates for a card whose holder is no ward. */
  public static IssueRequest first(
      String cardId, Map<Authority, String> keys, IdentityCheck check) {
    return new IssueRequest(cardId, Optional.empty(), keys, check, false);
  }

  Command command() {
    return renewal
        .<Command>map(ground -> new Command.Renew(cardId, ground, keys.keySet(), check, ward))
        .orElseGet(() -> new Command.Issue(cardId, keys.keySet(), check, ward));
  }
}
