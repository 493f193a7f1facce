package org.jitsuin.ca.model;

import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;

/** The certificates that a mass revocation is about. */
public sealed interface RevocationSelection {
  /** The municipality whose office alone may propose it besides CA operators, if it is one's. */
  Optional<String> municipality();

  /** Returns the selection in words, as an audit entry says it. */
  String text();

  /** The certificates that a municipality's office issued, wherever the holders live now. */
  record OfMunicipality(String code, IssueWindow window) implements RevocationSelection {
    @Override
    public Optional<String> municipality() {
      return Optional.of(code);
    }

    @Override
    public String text() {
      return "issued by municipality " + code + window.text();
    }
  }

  /**
   * The certificates that one key generation of an authority issued.
   *
   * @param issuerNumber the key generation in the database
   */
  record OfGeneration(Issuer issuer, int issuerNumber, IssueWindow window)
      implements RevocationSelection {
    @Override
    public Optional<String> municipality() {
      return Optional.empty();
    }

    @Override
    public String text() {
      return "generation " + issuer + window.text();
    }
  }

  /**
   * A certificate that a key generation signed for no card: that of an OCSP signer, or a link
   * certificate.
   *
   * @param issuer the key generation that signed it
   * @param issuerNumber its number in the database
   */
  record OfAuthority(Issuer issuer, int issuerNumber, Serial serial)
      implements RevocationSelection {
    @Override
    public Optional<String> municipality() {
      return Optional.empty();
    }

    @Override
    public String text() {
      return "authority-certificate " + issuer + " " + serial;
    }
  }

  /**
   * The certificates of an authority that were listed, one by one.
   *
   * @param seal what the list is sealed with, where it came in parts
   */
  record OfSerials(Authority authority, Optional<String> municipality, Optional<ListSeal> seal)
      implements RevocationSelection {
    /** Of a list that came with the proposal. */
    public OfSerials(Authority authority, Optional<String> municipality) {
      this(authority, municipality, Optional.empty());
    }

    @Override
    public String text() {
      return "serials " + authority.id() + seal.map(one -> " list of " + one).orElse("");
    }
  }
}
