package org.jitsuin.sandbox.login;

import java.util.Optional;
import org.jitsuin.sandbox.card.CardDesk.Shown;

/**
 * A login that was begun and not ended.
 *
 * @param browser the cookie of the browser that began it
 * @param card the name under which the holder's client finds it
 * @param challenge what a card signs
 * @param proof what the card showed, if it did
 * @param tries how many wrong answers there were
 */
public record Login(
    PartyRequest request,
    String browser,
    String card,
    String challenge,
    Optional<Proof> proof,
    int tries) {
  /**
   * What a card showed.
   *
   * @param confirmation what the holder's client shows, and the holder types into the browser: so
   *     that whoever began the login is who has the card
   */
  public record Proof(Shown shown, String confirmation) {
    /** Returns nothing of a person. */
    @Override
    public String toString() {
      return "Proof[]";
    }
  }

  Login proved(Proof shown) {
    return new Login(request, browser, card, challenge, Optional.of(shown), tries);
  }

  Login failed() {
    return new Login(request, browser, card, challenge, proof, tries + 1);
  }

  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "Login[" + request.client().id() + "]";
  }
}
