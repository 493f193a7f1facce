package org.jitsuin.sandbox.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jitsuin.sandbox.card.CardDesk.Shown;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.keep.Secret;
import org.jitsuin.sandbox.keep.Shelf;

/** All logins that were begun, each for ten minutes. */
public final class Logins {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int MOST = 1000;
  private static final int MOST_TRIES = 3;

  private final Shelf<Login> shelf = new Shelf<>(LIFETIME, MOST);
  private final Shelf<String> byCard = new Shelf<>(LIFETIME, MOST);
  private final String issuer;

  /** Makes an empty list of logins at an address. */
  public Logins(String issuer) {
    this.issuer = issuer;
  }

  /** A login and the name under which its page finds it. */
  public record Begun(String name, Login login) {}

  /** Begins one. */
  public Begun begin(PartyRequest request, String browser, Instant now) {
    String name = Secret.fresh();
    String card = Secret.fresh();
    Login login =
        new Login(
            request, browser, card, challenge(request, now.plus(LIFETIME)), Optional.empty(), 0);
    shelf.put(name, login, now);
    byCard.put(card, name, now);
    return new Begun(name, login);
  }

  /** What is signed names everybody, the act and its end: it is good for nothing else. */
  private String challenge(PartyRequest request, Instant until) {
    return """
    Log in with a card
    provider: %s
    party: %s (%s)
    back to: %s
    tells: %s
    signs: %s
    until: %s
    once: %s
    """
        .formatted(
            issuer,
            request.client().name(),
            request.client().id(),
            request.redirect(),
            String.join(" ", request.scopes().stream().sorted().toList()),
            request.transaction().orElse("nothing"),
            until,
            Secret.fresh());
  }

  /**
   * Returns a login to the browser that began it.
   *
   * @throws Refused if there is none
   */
  public Login of(String name, String browser, Instant now) {
    return shelf
        .find(name, now)
        .filter(login -> Secret.same(login.browser(), browser))
        .orElseThrow(Refused::notFound);
  }

  /**
   * Ends a login of a browser: of several answers that come at once, one counts.
   *
   * @throws Refused if there is none
   */
  public Login end(String name, String browser, Instant now) {
    of(name, browser, now);
    return shelf.take(name, now).orElseThrow(Refused::notFound);
  }

  /**
   * Returns the login that a card is asked for.
   *
   * @throws Refused if there is none, or a card came already
   */
  public Login atCard(String card, Instant now) {
    return byCard
        .find(card, now)
        .flatMap(name -> shelf.find(name, now))
        .filter(login -> login.proof().isEmpty())
        .orElseThrow(Refused::notFound);
  }

  /**
   * Takes what a card showed, once.
   *
   * @return what the holder types into the browser
   * @throws Refused if a card came already
   */
  public String proved(String card, Shown shown, Instant now) {
    String name = byCard.take(card, now).orElseThrow(Refused::notFound);
    Login.Proof proof = new Login.Proof(shown, Secret.digits());
    if (shelf.change(name, now, login -> login.proved(proof)).isEmpty()) {
      throw Refused.notFound();
    }
    return proof.confirmation();
  }

  /** Counts a wrong answer of a card; the third ends the login. */
  public void failedAtCard(String card, Instant now) {
    byCard.find(card, now).ifPresent(name -> failed(name, now));
  }

  /**
   * Compares what was typed into the browser; the third wrong one ends the login.
   *
   * @throws Refused if it is not what the holder's client shows
   */
  public Login.Proof confirmed(String name, String browser, String typed, Instant now) {
    Login login = of(name, browser, now);
    AtomicBoolean right = new AtomicBoolean();
    login.proof().ifPresent(proof -> right.set(Secret.same(proof.confirmation(), typed)));
    if (!right.get()) {
      failed(name, now);
      throw new Refused(
          422,
          "other-number",
          "番号が違います。カードの操作が終わったときに表示された6桁の番号を入力してください。",
          "That is not the number; enter the six digits that were shown when the card had signed.");
    }
    return login.proof().orElseThrow();
  }

  private void failed(String name, Instant now) {
    shelf
        .change(name, now, Login::failed)
        .filter(login -> login.tries() >= MOST_TRIES)
        .ifPresent(_ -> shelf.take(name, now));
  }
}
