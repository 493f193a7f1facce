package org.jitsuin.ocsp.access;

import org.jitsuin.base.model.Authority;

/** The audience of an answer. */
public sealed interface Audience {
  /** Returns whether the audience may be told about certificates of that authority. */
  boolean mayAskAbout(Authority authority);

  /** Everybody may be told, about everything. */
  record Anyone() implements Audience {
    @Override
    public boolean mayAskAbout(Authority authority) {
      return true;
    }
  }

  /** A relying party that was recognised. */
  record Registered(RelyingParty party) implements Audience {
    @Override
    public boolean mayAskAbout(Authority authority) {
      return party.authorities().contains(authority);
    }
  }
}
