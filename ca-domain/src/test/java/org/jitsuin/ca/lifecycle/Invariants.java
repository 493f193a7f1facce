package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Policy.RegisterConfirmation;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** What holds after each command, whatever came before. */
final class Invariants implements Life.Watcher {
  private static final String MARK = "@detail@";

  private final Set<String> reached = new HashSet<>();
  private final Map<Serial, Holder> carried = new HashMap<>();
  private Life life;

  /** The life that is watched. */
  void of(Life watched) {
    life = watched;
  }

  /** What happened so far, for the statistics. */
  Set<String> reached() {
    return Set.copyOf(reached);
  }

  @Override
  public void saw(Dossier before, Command command, Outcome<Decision> outcome, Dossier after) {
    Instant now = life.now();
    assertThat(life.lifeCycle().decide(before, command, now)).isEqualTo(outcome);
    switch (outcome) {
      case Outcome.Refused<Decision>(Refusal refusal) -> {
        assertThat(after).isEqualTo(before);
        speaks(refusal);
        reached.add(refusal.code().name());
      }
      case Outcome.Done<Decision>(Decision decision) -> {
        certificates(before, command, after);
        identified(before, command, after);
        confirmed(before, after);
        carry(before, command, after);
        decision.changes().forEach(this::note);
        revocations(decision);
      }
      case Outcome.Repeated<Decision> _ -> throw new AssertionError("the rules repeat nothing");
    }
    cards(after);
    lineage(after);
    data(after);
  }

  private static void speaks(Refusal refusal) {
    RefusalCode code = refusal.code();
    assertThat(code.english(refusal.detail())).isNotBlank().doesNotContain("{0}");
    assertThat(code.japanese(refusal.detail())).isNotBlank().doesNotContain("{0}");
    assertThat(refusal.detail().isEmpty()).isEqualTo(!code.english(MARK).contains(MARK));
    if (code.name().startsWith("RENEWAL_") || code == RefusalCode.CARD_EXPIRED) {
      assertThat(refusal.detail()).matches("\\d{4}-\\d{2}-\\d{2}");
    }
  }

  /** What was revoked stays as it was; a hold ends by a lift or as a revocation of its date. */
  private void certificates(Dossier before, Command command, Dossier after) {
    for (CardCertificate old : before.certificates()) {
      CardCertificate one = after.certificate(old.kind(), old.serial()).orElseThrow();
      Optional<Revocation> facts = one.revocation();
      if (old.isRevoked()) {
        stays(old, one, command);
      } else if (old.isOnHold()) {
        assertThat(facts.isPresent() || command instanceof Command.Lift).isTrue();
        facts.ifPresent(now -> assertThat(now.at()).isEqualTo(old.revocation().orElseThrow().at()));
      }
      facts.ifPresent(now -> {
        assertThat(now.at()).isBeforeOrEqualTo(life.now());
        assertThat(now.invalidSince().filter(since -> since.isAfter(now.at()))).isEmpty();
      });
    }
    for (CardCertificate one : after.certificates()) {
      if (before.certificate(one.kind(), one.serial()).isEmpty()) {
        Card card = after.card(one.cardId()).orElseThrow();
        assertThat(JapanTime.date(one.notAfter())).isBeforeOrEqualTo(card.expiresOn());
        assertThat(one.notAfter()).isAfterOrEqualTo(one.notBefore());
        assertThat(one.isLive(life.now())).isTrue();
        assertThat(card.inForce(life.today()) && card.suspension().isEmpty()).isTrue();
        assertThat(card.withoutPins() && one.kind() == Authority.SIGNATURE).isFalse();
      }
    }
  }

  /** No card and no certificate comes into being without a check of identity that suffices. */
  private static void identified(Dossier before, Command command, Dossier after) {
    if (after.cards().size() > before.cards().size()
        || after.certificates().size() > before.certificates().size()) {
      IdentityCheck check =
          switch (command) {
            case Command.Register asked -> asked.check();
            case Command.Replace asked -> asked.check();
            case Command.Issue asked -> asked.check();
            case Command.Renew asked -> asked.check();
            default -> throw new AssertionError("issues nothing: " + command);
          };
      assertThat(IdentityRules.insufficient(check)).isEmpty();
    }
  }

  /** No certificate in the name of somebody whom the register does not know so. */
  private void confirmed(Dossier before, Dossier after) {
    if (after.certificates().size() > before.certificates().size()) {
      Confirmation.State state = before.resident().confirmation().state();
      assertThat(state).isNotEqualTo(Confirmation.State.DIFFERS);
      assertThat(
              state == Confirmation.State.CONFIRMED
                  || life.lifeCycle().policy().confirmation() == RegisterConfirmation.NOT_REQUIRED)
          .isTrue();
    }
  }

  /** What was told of a revocation stays, or becomes worse by a compromise: never its time. */
  private void stays(CardCertificate old, CardCertificate one, Command command) {
    if (one.equals(old)) {
      return;
    }
    Revocation was = old.revocation().orElseThrow();
    Revocation now = one.revocation().orElseThrow();
    assertThat(command)
        .isInstanceOfSatisfying(
            Command.Revoke.class, asked -> assertThat(asked.cause().isCompromise()).isTrue());
    assertThat(life.lifeCycle().policy().amendment()).isEqualTo(Policy.Amendment.TOLD);
    assertThat(now.at()).isEqualTo(was.at());
    assertThat(now.reason()).isIn(RevocationReason.KEY_COMPROMISE, RevocationReason.CA_COMPROMISE);
    if (was.reason() == RevocationReason.KEY_COMPROMISE) {
      assertThat(now.reason()).isEqualTo(was.reason());
    }
    was.invalidSince()
        .ifPresent(since -> assertThat(now.invalidSince().orElseThrow()).isBeforeOrEqualTo(since));
  }

  /** User identification holds no personal data, so that no change of data ends it. */
  private static void revocations(Decision decision) {
    decision.changes().stream()
        .filter(Change.CertificateRevoked.class::isInstance)
        .map(Change.CertificateRevoked.class::cast)
        .filter(change ->
            change.cause() == RevocationCause.RESIDENT_DATA_CHANGED
                || change.cause() == RevocationCause.DEPARTURE
                || change.cause() == RevocationCause.SUSPENSION_LIFTED)
        .forEach(change -> assertThat(change.certificate().kind()).isEqualTo(Authority.SIGNATURE));
  }

  /** One card at a time, and one certificate of a kind on it; holds are those of the suspended. */
  private void cards(Dossier after) {
    assertThat(after.standing()).hasSizeLessThanOrEqualTo(1);
    for (Card card : after.cards()) {
      List<CardCertificate> live = after.live(card.id(), life.now());
      assertThat(live).extracting(CardCertificate::kind).doesNotHaveDuplicates();
      assertThat(live)
          .allSatisfy(one -> assertThat(one.isOnHold()).isEqualTo(card.suspension().isPresent()));
      assertThat(card.end().isPresent() && card.suspension().isPresent()).isFalse();
      assertThat(card.expiresOn()).isBeforeOrEqualTo(card.term().longestUntil());
      if (card.end().isPresent()) {
        assertThat(live).isEmpty();
      }
    }
  }

  /** Both lineages are chains without gap or fork. */
  private static void lineage(Dossier after) {
    for (Authority kind : Authority.values()) {
      List<Integer> numbers =
          after.certificates().stream()
              .filter(one -> one.kind() == kind)
              .map(CardCertificate::chainNumber)
              .toList();
      assertThat(numbers)
          .containsExactlyElementsOf(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    }
    List<String> ids = after.cards().stream().map(Card::id).toList();
    List<String> predecessors =
        after.cards().stream().flatMap(card -> card.predecessor().stream()).toList();
    assertThat(predecessors).doesNotHaveDuplicates().isSubsetOf(ids);
    assertThat(predecessors).hasSize(Math.max(0, ids.size() - 1));
    if (!ids.isEmpty()) {
      Set<String> ends =
          ids.stream().filter(id -> !predecessors.contains(id)).collect(Collectors.toSet());
      assertThat(ends).containsExactly(after.newest().orElseThrow().id());
    }
  }

  /** Who is described by each signature certificate, minor corrections counted as the same. */
  private void carry(Dossier before, Command command, Dossier after) {
    Holder holder = after.resident().holder();
    after.certificates().forEach(one -> carried.putIfAbsent(one.serial(), holder));
    if (command instanceof Command.TakeIn(ResidentEvent event) && event.minor()) {
      Holder was = before.resident().holder();
      carried.replaceAll((_, described) -> described.equals(was) ? holder : described);
    }
    if (command instanceof Command.TakeIn(ResidentEvent event)) {
      Departures.knownAt(before.resident(), event)
          .filter(_ -> after.resident().isAbroad())
          .ifPresent(known -> depart(known, before, holder));
    }
  }

  /** Issued for a departure, with the address before it: good abroad as well. */
  private void depart(Instant known, Dossier before, Holder abroad) {
    before.live(life.now()).stream()
        .filter(one -> one.kind() == Authority.SIGNATURE && !one.notBefore().isBefore(known))
        .filter(one -> carried.get(one.serial()).differsOnlyInAddress(abroad))
        .forEach(one -> {
          carried.put(one.serial(), abroad);
          reached.add("issued for a departure");
        });
  }

  private void data(Dossier after) {
    Holder holder = after.resident().holder();
    assertThat(after.live(life.now()))
        .filteredOn(one -> one.kind() == Authority.SIGNATURE)
        .allSatisfy(one -> assertThat(carried.get(one.serial()).equals(holder)).isTrue());
  }

  /** Once what was due is taken: what can be good is on a card in force, of somebody on record. */
  void settled() {
    Dossier dossier = life.dossier();
    for (CardCertificate one : dossier.live(life.now())) {
      assertThat(dossier.card(one.cardId()).orElseThrow().inForce(life.today())).isTrue();
    }
  }

  private void note(Change change) {
    switch (change) {
      case Change.ResidentChanged(var resident) -> {
        reached.add(resident.residency().state().id());
        reached.add(resident.confirmation().state().id());
      }
      case Change.CardAdded(Card card) ->
          reached.add(card.predecessor().isPresent() ? "replaced" : "registered");
      case Change.CardChanged(var card, var what) -> {
        reached.add(what.name());
        card.end().ifPresent(end -> reached.add("card " + end.cause().id()));
      }
      case Change.CertificateRevoked(var certificate, _, var cause) -> {
        reached.add(cause.id());
        if (certificate.isOnHold()) {
          reached.add("hold became revocation");
        }
      }
      case Change.RevocationAmended _ -> reached.add("amended");
      case Change.CertificateRestored _ -> reached.add("restored");
      case Change.EventPlanned _ -> reached.add("planned");
      default -> {}
    }
  }
}
