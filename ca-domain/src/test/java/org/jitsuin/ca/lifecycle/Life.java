package org.jitsuin.ca.lifecycle;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;

/**
 * The life of one resident's cards, told step by step: commands are decided and carried out, what
 * is granted is issued, and what was planned happens when its day comes, as the server does it.
 */
final class Life {
  /** Is told of each command after it was carried out. */
  interface Watcher {
    void saw(Dossier before, Command command, Outcome<Decision> outcome, Dossier after);
  }

  private final LifeCycle lifeCycle;
  private final Watcher watcher;
  private final Random serials = new Random(20251027);
  private final Map<String, LocalDate> cardEnds = new TreeMap<>();
  private final List<ResidentEvent> events = new ArrayList<>();
  private Dossier dossier;
  private Instant now;

  Life(Policy policy, Resident resident, Instant now, Watcher watcher) {
    this.lifeCycle = new LifeCycle(policy);
    this.watcher = watcher;
    this.dossier = new Dossier(resident, List.of(), List.of());
    this.now = now;
  }

  Dossier dossier() {
    return dossier;
  }

  Instant now() {
    return now;
  }

  LocalDate today() {
    return JapanTime.date(now);
  }

  LifeCycle lifeCycle() {
    return lifeCycle;
  }

  /** The card that none took the place of. */
  Card card() {
    return dossier.newest().orElseThrow();
  }

  /** The certificate of that kind that was issued last. */
  CardCertificate newest(Authority kind) {
    return dossier.certificates().stream()
        .filter(one -> one.kind() == kind)
        .max(Comparator.comparingInt(CardCertificate::chainNumber))
        .orElseThrow();
  }

  CardCertificate signature() {
    return newest(Authority.SIGNATURE);
  }

  CardCertificate identification() {
    return newest(Authority.USER_IDENTIFICATION);
  }

  /** Decides a command now, and carries it out where it is not refused. */
  Outcome<Decision> ask(Command command) {
    Dossier before = dossier;
    Outcome<Decision> outcome = lifeCycle.decide(before, command, now);
    if (outcome instanceof Outcome.Done<Decision>(Decision decision)) {
      carryOut(decision);
    }
    watcher.saw(before, command, outcome, dossier);
    return outcome;
  }

  /** What must not be refused. */
  Decision done(Command command) {
    if (ask(command) instanceof Outcome.Done<Decision>(Decision decision)) {
      return decision;
    }
    throw new AssertionError("refused: " + lifeCycle.decide(dossier, command, now));
  }

  /** Why what must be refused is refused. */
  Refusal refused(Command command) {
    if (ask(command) instanceof Outcome.Refused<Decision>(Refusal refusal)) {
      return refusal;
    }
    throw new AssertionError("not refused: " + command);
  }

  private void carryOut(Decision decision) {
    for (Change change : decision.changes()) {
      switch (change) {
        case Change.CardEndPlanned(Card card, LocalDate lastDay) ->
            cardEnds.put(card.id(), lastDay);
        case Change.EventPlanned(ResidentEvent event) -> events.add(event);
        case Change.EventCancelled(String id) -> events.removeIf(event -> event.id().equals(id));
        case Change.CertificateGranted granted ->
            dossier = dossier.after(List.of(new Change.CertificateIssued(issued(granted))));
        default -> dossier = dossier.after(List.of(change));
      }
    }
  }

  private CardCertificate issued(Change.CertificateGranted granted) {
    return new CardCertificate(
        new Issuer(granted.kind(), 1),
        granted.kind() == Authority.SIGNATURE ? 1 : 2,
        Serial.of(new BigInteger(64, serials).add(BigInteger.ONE)),
        granted.cardId(),
        granted.chainNumber(),
        new CardCertificate.Crl("p-1", 1),
        granted.validity().notBefore(),
        granted.validity().notAfter(),
        Optional.empty());
  }

  /** Ten o'clock in Japan on that day; what is due until then happens when it is due. */
  Life on(String date) {
    return passTo(JapanTime.startOf(LocalDate.parse(date)).plusSeconds(10 * 3600));
  }

  /** What is due until then happens when it is due. */
  Life passTo(Instant later) {
    for (Optional<Due> next = next(later); next.isPresent(); next = next(later)) {
      now = next.get().at().isAfter(now) ? next.get().at() : now;
      take(next.get());
    }
    now = later;
    return this;
  }

  /** As if no server ran until then: what was due meanwhile happens at the end of that time. */
  Life sleepTo(Instant later) {
    now = later;
    return passTo(later);
  }

  private record Due(Instant at, Command command) {}

  private Optional<Due> next(Instant until) {
    Stream<Due> ends =
        cardEnds.entrySet().stream()
            .map(end ->
                new Due(
                    JapanTime.startOf(end.getValue().plusDays(1)),
                    new Command.EndOfDay(end.getKey())));
    Stream<Due> planned =
        events.stream()
            .map(
                event -> new Due(JapanTime.startOf(event.occurredOn()), new Command.TakeIn(event)));
    Stream<Due> holds =
        dossier.standing().stream()
            .flatMap(card ->
                card
                    .suspension()
                    .flatMap(held ->
                        lifeCycle
                            .policy()
                            .holdEndsAfter()
                            .map(time -> held.at().atZone(JapanTime.ZONE).plus(time).toInstant()))
                    .map(at -> new Due(at, new Command.EndHold(card.id())))
                    .stream());
    return Stream.of(ends, planned, holds)
        .flatMap(due -> due)
        .filter(due -> !due.at().isAfter(until))
        .min(Comparator.comparing(Due::at));
  }

  private void take(Due due) {
    switch (due.command()) {
      case Command.EndOfDay(String cardId) -> cardEnds.remove(cardId);
      case Command.TakeIn(ResidentEvent event) -> events.remove(event);
      default -> {}
    }
    Dossier before = dossier;
    ask(due.command());
    if (due.command() instanceof Command.EndHold && dossier.equals(before)) {
      throw new AssertionError("a hold was due to end and did not: it would be due for ever");
    }
  }
}
