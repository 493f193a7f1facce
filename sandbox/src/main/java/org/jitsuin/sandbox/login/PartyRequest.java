package org.jitsuin.sandbox.login;

import java.util.Optional;
import java.util.Set;
import org.jitsuin.sandbox.client.Client;

/**
 * What a party asks, as it was checked.
 *
 * @param redirect one of the party's addresses
 * @param challenge of PKCE (RFC 7636), by SHA-256
 * @param transaction the signing transaction, if there is one
 */
public record PartyRequest(
    Client client,
    String redirect,
    String state,
    String nonce,
    String challenge,
    Set<String> scopes,
    Optional<String> transaction) {
  private static final Set<String> ATTRIBUTES = Set.of("name", "address", "birthdate", "gender");

  /** A set that nobody changes. */
  public PartyRequest {
    scopes = Set.copyOf(scopes);
  }

  /** Returns whether the certificate for signatures is to be shown. */
  public boolean wantsAttributes() {
    return scopes.stream().anyMatch(ATTRIBUTES::contains);
  }
}
