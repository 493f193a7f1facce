package org.jitsuin.ca.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardState;
import org.jitsuin.ca.view.RevokedView;
import org.jitsuin.ca.view.StandingView;
import org.jitsuin.ca.view.TermView;

/** The answers to acts upon cards. Components that are absent are null here only. */
public final class ActViews {
  private ActViews() {}

  /** The answer to an act that somebody asked for. */
  static Object of(Performed performed, Instant now) {
    return switch (performed.command()) {
      case Command.Replace replace -> ReplacedView.of(performed, replace.newCardId());
      case Command.Extend extend -> TermView.of(card(performed, extend.cardId()));
      case Command.ExtendSpecially extend -> TermView.of(card(performed, extend.cardId()));
      case Command.Suspend suspend -> SuspensionView.of(performed, suspend.cardId(), now);
      case Command.Lift lift -> SuspensionView.of(performed, lift.cardId(), now);
      case Command.RecordPin event -> PinEventView.of(event);
      case Command.Revoke revoke -> RevocationView.of(performed, revoke, now);
      case Command.Register _,
          Command.Issue _,
          Command.Renew _,
          Command.TakeIn _,
          Command.EndHold _,
          Command.EndOfDay _ ->
          throw new IllegalArgumentException(
              "not asked for as an act: " + performed.command().getClass().getSimpleName());
    };
  }

  private static Card card(Performed performed, String id) {
    return performed.after().card(id).orElseThrow();
  }

  /** A card that took another one's place. */
  public record ReplacedView(
      String card,
      String municipality,
      LocalDate issuedOn,
      LocalDate expiresOn,
      boolean withoutPins,
      String predecessor,
      List<RevokedView> revoked) {
    static ReplacedView of(Performed performed, String newCard) {
      Card card = ActViews.card(performed, newCard);
      return new ReplacedView(
          card.id(),
          card.municipality(),
          card.issuedOn(),
          card.expiresOn(),
          card.withoutPins(),
          card.predecessor().orElse(null),
          performed.revoked().stream().map(RevokedView::of).toList());
    }
  }

  /** A card that was suspended, or is no longer. */
  public record SuspensionView(
      String card,
      @OneOf(CardState.Kind.class) String state,
      @Absent Instant suspendedAt,
      List<StandingView> certificates) {
    static SuspensionView of(Performed performed, String cardId, Instant now) {
      Card card = ActViews.card(performed, cardId);
      return new SuspensionView(
          card.id(),
          CardState.of(card, now).kind().id(),
          card.suspension().map(held -> held.at()).orElse(null),
          performed.after().certificates().stream()
              .filter(one -> one.cardId().equals(cardId))
              .map(one -> StandingView.of(one, now))
              .toList());
    }
  }

  /** A certificate that was revoked, on whichever card. */
  public record RevocationView(String card, @JsonUnwrapped StandingView certificate) {
    static RevocationView of(Performed performed, Command.Revoke asked, Instant now) {
      CardCertificate certificate =
          performed.after().certificate(asked.kind(), asked.serial()).orElseThrow();
      return new RevocationView(certificate.cardId(), StandingView.of(certificate, now));
    }
  }

  /** The event of a PIN that was recorded. */
  public record PinEventView(String card, @OneOf(Authority.class) String pin, String what) {
    static PinEventView of(Command.RecordPin event) {
      return new PinEventView(
          event.cardId(), event.pin().id(), event.act().name().toLowerCase(Locale.ROOT));
    }
  }
}
