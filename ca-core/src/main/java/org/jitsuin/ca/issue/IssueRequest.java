package org.jitsuin.ca.issue;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.RenewalGround;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.request.KeyRequest;

/**
 * An office's request for certificates.
 *
 * @param renewal why in the place of others; empty where they are not
 * @param keys a PKCS#10 request for each kind that is asked for, at least one
 * @param check how identity was checked
 * @param ward whether the office knows the holder as an adult ward
 * @param order over which order of the card they are issued; empty where no card waits for them
 */
public record IssueRequest(
    String cardId,
    Optional<RenewalGround> renewal,
    Map<Authority, String> keys,
    IdentityCheck check,
    boolean ward,
    Optional<String> order) {
  public IssueRequest {
    Map<Authority, String> ordered = new EnumMap<>(Authority.class);
    ordered.putAll(keys);
    keys = Collections.unmodifiableMap(ordered);
  }

  /** Creates a request of certificates that are issued over no order. */
  public IssueRequest(
      String cardId,
      Optional<RenewalGround> renewal,
      Map<Authority, String> keys,
      IdentityCheck check,
      boolean ward) {
    this(cardId, renewal, keys, check, ward, Optional.empty());
  }

  /** Creates a request of new certificates for a card whose holder is no ward. */
  public static IssueRequest first(
      String cardId, Map<Authority, String> keys, IdentityCheck check) {
    return new IssueRequest(cardId, Optional.empty(), keys, check, false);
  }

  /**
   * Reads the requests for certificates; a key may stand in one of them only.
   *
   * @param allowed the kinds of key that are certified
   */
  Outcome<Map<Authority, KeyRequest>> read(Function<Authority, Set<SignatureScheme>> allowed) {
    Map<Authority, KeyRequest> read = new EnumMap<>(Authority.class);
    for (Map.Entry<Authority, String> entry : keys.entrySet()) {
      Authority kind = entry.getKey();
      Outcome<KeyRequest> one = KeyRequest.read(entry.getValue(), kind.id(), allowed.apply(kind));
      if (!(one instanceof Outcome.Done<KeyRequest>(KeyRequest key))) {
        return one.map(_ -> read);
      }
      if (read.values().stream().anyMatch(other -> other.hash().equals(key.hash()))) {
        return Outcome.refused(RefusalCode.KEY_REUSED, kind.id());
      }
      read.put(kind, key);
    }
    return Outcome.done(read);
  }

  /**
   * The SHA-256 of the SubjectPublicKeyInfo of each key, of whatever kind it is; refused where one
   * is malformed, weak, not proven to be possessed, or named twice.
   */
  public Outcome<Map<Authority, Fingerprint>> hashes() {
    Set<SignatureScheme> any = EnumSet.allOf(SignatureScheme.class);
    return read(_ -> any)
        .map(read -> {
          Map<Authority, Fingerprint> hashes = new EnumMap<>(Authority.class);
          read.forEach((kind, key) -> hashes.put(kind, key.hash()));
          return hashes;
        });
  }

  Command command() {
    return renewal
        .<Command>map(ground -> new Command.Renew(cardId, ground, keys.keySet(), check, ward))
        .orElseGet(() -> new Command.Issue(cardId, keys.keySet(), check, ward));
  }
}
