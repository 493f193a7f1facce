package org.jitsuin.ca.model;

import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;

/** Which certificates a mass revocation is about. */
public sealed interface RevocationSelection {
  /** The municipality whose residents' certificates alone are touched, if it is one's. */
  Optional<String> municipality();

  /** In words, as an audit entry says it. */
  String text();

  /** All of the residents of a municipality. */
  record OfMunicipality(String code) implements RevocationSelection {
    @Override
    public Optional<String> municipality() {
      return Optional.of(code);
    }

    @Override
    public String text() {
      return "municipality " + code;
    }
  }

  /**
   * All that one key generation of an authority issued.
   *
   * @param issuerNumber the key generation in the database
   */
  record OfGeneration(Issuer issuer, int issuerNumber) implements RevocationSelection {
    @Override
    public Optional<String> municipality() {
      return Optional.empty();
    }

    @Override
    public String text() {
      return "generation " + issuer;
    }
  }

  /** Those of an authority that were listed, one by one. */
  record OfSerials(Authority authority, Optional<String> municipality)
      implements RevocationSelection {
    @Override
    public String text() {
      return "serials " + authority.id();
    }
  }
}
