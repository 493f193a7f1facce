package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.RandomLife.Person;
import org.jitsuin.ca.lifecycle.RandomLife.Step;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.option.CardOption;
import org.jitsuin.ca.option.CardOption.Subject;
import org.jitsuin.ca.option.CardOptions;
import org.jitsuin.ca.option.Identification;
import org.jitsuin.ca.option.Identification.Level;
import org.jitsuin.ca.option.OptionAct;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.validity.Because;

/** That what is said beforehand is what happens, whoever is asked for what, and when. */
class CardOptionsPropertyTest extends RandomLives {
  static final StaffMember SUPERVISOR =
      new StaffMember(
          "p-1",
          "supervisor",
          Role.OFFICE_SUPERVISOR,
          Optional.of("13221"),
          Optional.of("13221001A"),
          Serial.parse("17"));

  private static final Set<RefusalCode> FOR_THE_CHECK =
      Set.of(
          RefusalCode.IDENTITY_CHECK_NEEDED,
          RefusalCode.IDENTITY_CHECK_INSUFFICIENT,
          RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE);

  private final Set<String> reached = new HashSet<>();

  @Property(tries = 180, edgeCases = EdgeCasesMode.NONE)
  void of_anyLife_saysWhatTheRulesThenDecide(
      @ForAll("policies") Policy policy,
      @ForAll("people") Person person,
      @ForAll("sequences") List<Step> steps) {
    reached.clear();
    EndingsWatcher endings = new EndingsWatcher(policy);
    Life life = new Life(policy, person.resident(), RandomLife.BEGIN, endings);
    RandomLife random = new RandomLife(life);
    life.ask(Acts.register(0, "2025-10-27"));
    for (Step step : steps) {
      life.passTo(random.time(step));
      Command command = random.command(step);
      life.dossier().newest().ifPresent(card -> compare(life, card, command));
      life.ask(command);
    }
    life.dossier().newest().ifPresent(card -> opens(life, card));
    endings.said().forEach(because -> reached.add(because.id()));
    for (String what :
        List.of(
            "allowed renewal",
            "allowed certificates",
            "allowed replacement",
            "allowed lift",
            "allowed extension",
            "allowed registration",
            "already so",
            "check insufficient",
            "opens",
            Because.SIXTH_BIRTHDAY.id(),
            Because.STAY.id(),
            Because.CARD.id(),
            Because.EARLIER_RECORD.id())) {
      Statistics.label(what)
          .collect(reached.contains(what))
          .coverage(coverage -> coverage.check(true).count(count -> count >= 1));
    }
  }

  private void compare(Life life, Card card, Command command) {
    List<CardOption> options = options(life, card, life.now());
    assertThat(options).extracting(CardOption::subject).doesNotHaveDuplicates();
    Optional<Subject> subject = subject(card, command);
    options.stream()
        .filter(option -> subject.filter(option.subject()::equals).isPresent())
        .findFirst()
        .ifPresent(option -> compare(life, option, command));
  }

  private void compare(Life life, CardOption option, Command command) {
    Outcome<Decision> outcome = real(life, option, command);
    boolean fits = fits(option, check(command));
    if (outcome instanceof Outcome.Refused<Decision>(Refusal refusal)) {
      boolean ward = isToldOfWard(command);
      boolean forTheCheck = FOR_THE_CHECK.contains(refusal.code());
      boolean forTheNumber = refusal.code() == RefusalCode.NOTIFICATION_NUMBER_NEEDED;
      if (forTheCheck) {
        reached.add("check insufficient");
        assertThat(fits).as("%s: %s", option, refusal).isEqualTo(ward && fits);
      } else if (forTheNumber) {
        assertThat(option.needs().notification()).isTrue();
      } else {
        assertThat(option.refusal()).contains(refusal);
      }
      return;
    }
    Decision decision = ((Outcome.Done<Decision>) outcome).result();
    reached.add("allowed " + option.subject().act().id());
    assertThat(option.refusal()).isEmpty();
    assertThat(fits).as(option.toString()).isTrue();
    boolean alreadySo = decision.notes().contains(Decision.Note.ALREADY_SO);
    if (alreadySo) {
      reached.add("already so");
    }
    assertThat(option.alreadySo()).isEqualTo(alreadySo);
    assertThat(option.effects())
        .hasSize(
            (int)
                decision.changes().stream()
                    .filter(change -> !(change instanceof Change.ResidentChanged))
                    .count())
        .allSatisfy(effect -> {
          assertThat(effect.english()).isNotBlank().doesNotContain("{").endsWith(".");
          assertThat(effect.japanese()).isNotBlank().doesNotContain("{").endsWith("。");
        });
  }

  /** The command as the doors would have it decided. */
  private static Outcome<Decision> real(Life life, CardOption option, Command command) {
    Outcome<Decision> decided = life.lifeCycle().decide(life.dossier(), command, life.now());
    return option.subject().act() != OptionAct.REVOCATION
        ? decided
        : RevocationGround.byId(option.subject().ground().orElseThrow())
            .orElseThrow()
            .claimedBy(SUPERVISOR.role(), check(command))
            .then(_ -> decided);
  }

  /** Whether a check is what the option asks for. */
  private static boolean fits(CardOption option, Optional<IdentityCheck> check) {
    Optional<Identification> needed = option.needs().identity();
    if (needed.isEmpty() || needed.get().level() == Level.NONE) {
      return true;
    }
    return check
        .filter(one ->
            needed.get().level() == Level.RECORDED
                || (IdentityRules.insufficient(one).isEmpty()
                    && needed.get().present().stream()
                        .anyMatch(group -> one.present().containsAll(group))))
        .isPresent();
  }

  private static boolean isToldOfWard(Command command) {
    return switch (command) {
      case Command.Issue asked -> asked.ward();
      case Command.Renew asked -> asked.ward();
      default -> false;
    };
  }

  private static Optional<IdentityCheck> check(Command command) {
    return switch (command) {
      case Command.Issue asked -> Optional.of(asked.check());
      case Command.Renew asked -> Optional.of(asked.check());
      case Command.Register asked -> Optional.of(asked.check());
      case Command.Replace asked -> Optional.of(asked.check());
      case Command.Lift asked -> Optional.of(asked.check());
      case Command.Revoke asked -> asked.check();
      case Command.RecordPin asked -> asked.check();
      default -> Optional.empty();
    };
  }

  /** Which option a command upon that card is. */
  private static Optional<Subject> subject(Card card, Command command) {
    return switch (command) {
      case Command.Issue asked when asked.cardId().equals(card.id()) ->
          Optional.of(
              new Subject(
                  OptionAct.CERTIFICATES, Optional.empty(), asked.kinds(), Optional.empty()));
      case Command.Renew asked when asked.cardId().equals(card.id()) ->
          Optional.of(
              new Subject(
                  OptionAct.RENEWAL,
                  Optional.of(asked.ground().id()),
                  asked.kinds(),
                  Optional.empty()));
      case Command.Register asked when !asked.withoutPins() -> ofCard(OptionAct.REGISTRATION, "");
      case Command.Replace asked when asked.cardId().equals(card.id()) ->
          ofCard(OptionAct.REPLACEMENT, asked.cause().id());
      case Command.Extend asked when asked.cardId().equals(card.id()) ->
          ofCard(OptionAct.EXTENSION, "stay-extended");
      case Command.ExtendSpecially asked when asked.cardId().equals(card.id()) ->
          ofCard(OptionAct.EXTENSION, "permission-pending");
      case Command.Suspend asked when asked.cardId().equals(card.id()) ->
          ofCard(OptionAct.SUSPENSION, "");
      case Command.Lift asked when asked.cardId().equals(card.id()) -> ofCard(OptionAct.LIFT, "");
      case Command.Revoke asked when asked.invalidSince().isEmpty() ->
          Optional.of(
              new Subject(
                  OptionAct.REVOCATION,
                  Optional.of(asked.cause().id()),
                  Set.of(asked.kind()),
                  Optional.of(asked.serial())));
      case Command.RecordPin asked when asked.cardId().equals(card.id()) ->
          Optional.of(
              new Subject(
                  OptionAct.PIN,
                  Optional.of(asked.act().name().toLowerCase(Locale.ROOT)),
                  Set.of(asked.pin()),
                  Optional.empty()));
      default -> Optional.empty();
    };
  }

  private static Optional<Subject> ofCard(OptionAct act, String ground) {
    return Optional.of(
        new Subject(
            act, Optional.of(ground).filter(text -> !text.isEmpty()), Set.of(), Optional.empty()));
  }

  /** It is open on the day that is told, and not on the day before it. */
  private void opens(Life life, Card card) {
    for (CardOption option : options(life, card, life.now())) {
      option
          .from()
          .map(JapanTime::startOf)
          .ifPresent(from -> {
            reached.add("opens");
            assertThat(from).isAfter(life.now());
            assertThat(refusal(life, card, option, from.minusMillis(1))).isPresent();
            assertThat(refusal(life, card, option, from)).isEmpty();
          });
    }
  }

  private static Optional<Refusal> refusal(Life life, Card card, CardOption option, Instant now) {
    return options(life, card, now).stream()
        .filter(one -> one.subject().equals(option.subject()))
        .findFirst()
        .orElseThrow()
        .refusal();
  }

  private static List<CardOption> options(Life life, Card card, Instant now) {
    return CardOptions.of(life.lifeCycle(), life.dossier(), card, SUPERVISOR, now);
  }
}
