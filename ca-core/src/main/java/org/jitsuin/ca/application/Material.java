package org.jitsuin.ca.application;

import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.IdentityCheck;

/**
 * The part of a complete application that a second person cannot see in its content, or must look
 * at above all.
 *
 * @param keys the SHA-256 of the SubjectPublicKeyInfo of each key that will be certified
 * @param check how identity was checked, where that is asked for
 */
public record Material(Map<Authority, Fingerprint> keys, Optional<IdentityCheck> check) {
  /** Nothing of that kind. */
  public static final Material NONE = new Material(Map.of(), Optional.empty());

  public Material {
    keys = Map.copyOf(keys);
  }
}
