package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Change.CardChanged.What;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardEnd.Cause;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.validity.ValidityRules;

/**
 * Rules of a card from its registration to that of its successor (leaflet, card §4 and §5; domain,
 * sections 3.1 and 3.3).
 */
final class CardRules {
  private static final int SPECIAL_EXTENSION_MONTHS = 2;

  /** The causes that require the number of a notification to the police or the fire department. */
  private static final Set<Cause> NOTIFIED = Set.of(Cause.LOST, Cause.BURNT);

  private final ValidityRules validity;

  CardRules(Policy policy) {
    this.validity = policy.validity();
  }

  /** A resident has one card; one that ran out makes room. */
  Outcome<Decision> register(Dossier dossier, Command.Register asked, Instant now) {
    Optional<Refusal> insufficient = IdentityRules.insufficient(asked.check());
    if (insufficient.isPresent()) {
      return new Outcome.Refused<>(insufficient.get());
    }
    LocalDate today = JapanTime.date(now);
    List<Change> changes = new ArrayList<>();
    for (Card old : dossier.standing()) {
      if (old.inForce(today)) {
        return Outcome.refused(RefusalCode.CARD_EXISTS, old.id());
      }
      changes.addAll(
          Terminations.end(dossier, old, Cause.EXPIRED, RevocationCause.CARD_ENDED, now));
    }
    Terms terms = terms(dossier.resident(), asked.issuedOn(), asked.applicationReceivedOn());
    return add(
        dossier,
        changes,
        terms,
        today,
        expiresOn ->
            new Card(
                asked.cardId(),
                dossier.resident().holder().registerId(),
                dossier.resident().holder().municipality(),
                asked.issuedOn(),
                expiresOn,
                new Card.Term(terms.longestUntil(), false),
                asked.withoutPins(),
                // The lineage of cards goes on from one that ran out or lapsed.
                dossier.newest().map(Card::id),
                Optional.empty(),
                Optional.empty()));
  }

  /** The old card, which may have lapsed for its loss before, gives way in the same act. */
  Outcome<Decision> replace(Dossier dossier, Command.Replace asked, Instant now) {
    LocalDate today = JapanTime.date(now);
    Optional<Card> found = dossier.card(asked.cardId());
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.CARD_UNKNOWN);
    }
    Card old = found.get();
    Optional<Refusal> refusal =
        IdentityRules.insufficient(asked.check()).or(() -> refusal(dossier, old, asked, today));
    if (refusal.isPresent()) {
      return new Outcome.Refused<>(refusal.get());
    }
    Terms terms = terms(dossier.resident(), today, today);
    if (asked.cause() == Cause.RENEWED && !terms.expiresOn().isAfter(old.expiresOn())) {
      return Outcome.refused(RefusalCode.RENEWAL_GAINS_NOTHING, terms.expiresOn().toString());
    }
    List<Change> changes =
        new ArrayList<>(
            Terminations.end(dossier, old, asked.cause(), RevocationCause.CARD_REPLACED, now));
    return add(
        dossier,
        changes,
        terms,
        today,
        expiresOn ->
            new Card(
                asked.newCardId(),
                old.registerId(),
                dossier.resident().holder().municipality(),
                today,
                expiresOn,
                new Card.Term(terms.longestUntil(), false),
                asked.withoutPins(),
                Optional.of(old.id()),
                Optional.empty(),
                Optional.empty()));
  }

  private static Optional<Refusal> refusal(
      Dossier dossier, Card old, Command.Replace asked, LocalDate today) {
    Optional<Card> newer =
        dossier.cards().stream()
            .filter(card -> card.predecessor().filter(old.id()::equals).isPresent())
            .findFirst()
            .or(() ->
                dossier.standing().stream()
                    .filter(card -> !card.id().equals(old.id()))
                    .findFirst());
    if (newer.isPresent()) {
      return Optional.of(new Refusal(RefusalCode.CARD_EXISTS, newer.get().id()));
    }
    if (!Command.Replace.CAUSES.contains(asked.cause())) {
      return Optional.of(
          new Refusal(
              RefusalCode.REQUEST_INVALID,
              asked.cause().id() + " is not a cause for replacing a card"));
    }
    if (NOTIFIED.contains(asked.cause())
        && asked.notification().filter(number -> !number.isBlank()).isEmpty()) {
      return Optional.of(new Refusal(RefusalCode.NOTIFICATION_NUMBER_NEEDED, asked.cause().id()));
    }
    if (asked.cause() != Cause.RENEWED) {
      return Optional.empty();
    }
    if (old.suspension().isPresent()) {
      // Found, it is lifted first; not found, it is replaced as lost.
      return Optional.of(Refusal.of(RefusalCode.CARD_SUSPENDED));
    }
    return old.end()
        .map(end -> new Refusal(RefusalCode.CARD_ENDED, JapanTime.date(end.at()).toString()))
        .or(() -> RenewalRules.window(old.expiresOn(), dossier.resident(), today));
  }

  private static Outcome<Decision> add(
      Dossier dossier, List<Change> changes, Terms terms, LocalDate today, CardOf card) {
    Optional<Refusal> nobody = CardPreconditions.noHolder(dossier.resident());
    if (nobody.isPresent()) {
      return Outcome.refused(nobody.get().code());
    }
    if (terms.expiresOn().isBefore(today)) {
      return Outcome.refused(RefusalCode.CARD_EXPIRED, terms.expiresOn().toString());
    }
    changes.add(new Change.CardAdded(card.expiringOn(terms.expiresOn())));
    return Outcome.done(Decision.of(changes));
  }

  private interface CardOf {
    Card expiringOn(LocalDate date);
  }

  /** The last day, and that beyond which it never moves. */
  private record Terms(LocalDate expiresOn, LocalDate longestUntil) {}

  private Terms terms(Resident resident, LocalDate issuedOn, LocalDate receivedOn) {
    LocalDate birthday = validity.cardExpiry(resident.holder().birthDate(), issuedOn, receivedOn);
    return new Terms(
        resident
            .stay()
            .flatMap(Stay::limit)
            .filter(limit -> limit.isBefore(birthday))
            .orElse(birthday),
        birthday);
  }

  /**
   * Extends a card whose stay was extended or became unlimited: on request only, and while the card
   * is still valid.
   */
  Outcome<Decision> extend(Dossier dossier, Command.Extend asked, Instant now) {
    return CardPreconditions.usable(dossier, asked.cardId(), now)
        .then(card -> {
          Optional<LocalDate> limit = dossier.resident().stay().flatMap(Stay::limit);
          LocalDate longest = card.term().longestUntil();
          if (limit.isEmpty() && !card.expiresOn().isBefore(longest)) {
            return Outcome.refused(RefusalCode.STAY_NOT_LIMITED);
          }
          LocalDate until = limit.map(end -> earlier(end, longest)).orElse(longest);
          // The next pending permission may be bridged anew.
          return extended(dossier, card.until(until, new Card.Term(longest, false)), now);
        });
  }

  /**
   * Extends a card by two months while permission is pending: once; after that only an extended
   * stay helps.
   */
  Outcome<Decision> extendSpecially(Dossier dossier, Command.ExtendSpecially asked, Instant now) {
    return CardPreconditions.usable(dossier, asked.cardId(), now)
        .then(card -> {
          if (dossier.resident().stay().flatMap(Stay::limit).isEmpty()) {
            return Outcome.refused(RefusalCode.STAY_NOT_LIMITED);
          }
          if (card.term().speciallyExtended()) {
            return Outcome.refused(RefusalCode.EXTENSION_USED, card.expiresOn().toString());
          }
          LocalDate longest = card.term().longestUntil();
          LocalDate bridged = card.expiresOn().plusMonths(SPECIAL_EXTENSION_MONTHS);
          Card.Term term = new Card.Term(longest, true);
          return extended(dossier, card.until(earlier(bridged, longest), term), now);
        });
  }

  /** A card that was shortened before may still end before its certificates do. */
  private static Outcome<Decision> extended(Dossier dossier, Card longer, Instant now) {
    LocalDate before = dossier.card(longer.id()).orElseThrow().expiresOn();
    if (!longer.expiresOn().isAfter(before)) {
      return Outcome.refused(RefusalCode.STAY_NOT_EXTENDED, before.toString());
    }
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.CardChanged(longer, What.EXTENDED));
    Instant end = JapanTime.endOf(longer.expiresOn());
    if (dossier.live(longer.id(), now).stream().anyMatch(one -> one.notAfter().isAfter(end))) {
      changes.add(new Change.CardEndPlanned(longer, longer.expiresOn()));
    }
    return Outcome.done(Decision.of(changes));
  }

  /** The certificates of a card whose last day was moved forward end with it. */
  Outcome<Decision> endOfDay(Dossier dossier, Command.EndOfDay asked, Instant now) {
    boolean over =
        dossier
            .card(asked.cardId())
            .filter(card -> JapanTime.date(now).isAfter(card.expiresOn()))
            .isPresent();
    List<Change> changes =
        over
            ? Terminations.revoke(
                dossier.live(asked.cardId(), now), RevocationCause.CARD_ENDED, now)
            : List.of();
    return Outcome.done(changes.isEmpty() ? Decision.alreadySo() : Decision.of(changes));
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
