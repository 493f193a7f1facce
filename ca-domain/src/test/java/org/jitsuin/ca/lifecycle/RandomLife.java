package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.validity.ValidityRules;

/** Turns random steps into commands that fit a life as it stands. */
final class RandomLife {
  static final Instant BEGIN = Acts.at("2025-10-27");

  private static final List<String> NAMES = List.of("番号　花子", "鈴木　花子", "佐藤　花子", "高橋　花子");
  private static final List<String> READINGS = List.of("ハナコ", "スズキ", "サトウ", "タカハシ");
  private static final List<String> ADDRESSES = List.of("東京都清瀬市中里", "東京都新宿区", "大阪府大阪市", "北海道札幌市");
  private static final List<RevocationCause> REQUESTED =
      List.of(
          RevocationCause.HOLDER_REQUEST,
          RevocationCause.KEY_COMPROMISE,
          RevocationCause.ERRONEOUS_ISSUE,
          RevocationCause.EX_OFFICIO,
          RevocationCause.DESTROYED_BEFORE_DELIVERY,
          RevocationCause.AUTHORITY_KEY_COMPROMISE);
  private static final List<CardEnd.Cause> REPLACED =
      List.of(
          CardEnd.Cause.LOST,
          CardEnd.Cause.BURNT,
          CardEnd.Cause.DAMAGED,
          CardEnd.Cause.NUMBER_CHANGED,
          CardEnd.Cause.DEPARTED);

  private final Life life;
  private int number;

  RandomLife(Life life) {
    this.life = life;
  }

  /** Somebody who may get a card. */
  record Person(BirthDate birthDate, Optional<Stay> stay, boolean ward, boolean confirmed) {
    Resident resident() {
      Resident resident = Resident.registered(Acts.holder(birthDate), stay, ward, BEGIN);
      return confirmed ? resident.with(Confirmation.CONFIRMED) : resident;
    }
  }

  /** What is asked. */
  enum Act {
    REGISTER,
    ISSUE,
    RENEW,
    RENEW_CARD,
    REPLACE,
    EXTEND,
    EXTEND_SPECIALLY,
    SUSPEND,
    LIFT,
    REVOKE,
    PIN,
    EVENT
  }

  /**
   * How much time passes before.
   *
   * @param millis how much, or empty for as much as opens the next renewal window
   */
  record Jump(Optional<Long> millis) {
    static Jump millis(long millis) {
      return new Jump(Optional.of(millis));
    }

    static Jump toWindow() {
      return new Jump(Optional.empty());
    }
  }

  /**
   * An event.
   *
   * @param days from today to its own date
   * @param variant which of the values it brings
   * @param choice decides on the stay, if it brings one
   */
  record Event(EventKind kind, boolean minor, int days, int variant, int choice) {}

  /**
   * A step.
   *
   * @param check how identity was checked, which may not suffice
   * @param choice decides whatever else there is to choose
   */
  record Step(
      Jump jump, Act act, Set<Authority> kinds, IdentityCheck check, int choice, Event event) {}

  /** When the step is asked. */
  Instant time(Step step) {
    return step.jump()
        .millis()
        .map(life.now()::plusMillis)
        .orElseGet(() -> window(step.act()).filter(life.now()::isBefore).orElse(life.now()));
  }

  private Optional<Instant> window(Act act) {
    Optional<LocalDate> end =
        act == Act.RENEW_CARD
            ? life.dossier().newest().map(Card::expiresOn)
            : life.dossier().live(life.now()).stream()
                .map(CardCertificate::notAfter)
                .map(JapanTime::date)
                .min(LocalDate::compareTo);
    return end.map(ValidityRules::renewalOpens).map(JapanTime::startOf);
  }

  /** The command that the step means now. */
  Command command(Step step) {
    String card = card(step);
    return switch (step.act()) {
      case REGISTER ->
          new Command.Register(
              next(),
              life.today(),
              life.today().minusDays(step.choice() % 9),
              chance(step, 10),
              step.check());
      case ISSUE -> new Command.Issue(card, step.kinds(), step.check(), chance(step, 20));
      case RENEW ->
          new Command.Renew(
              card,
              chance(step, 3) ? RenewalGround.DEPARTURE : RenewalGround.ENDING,
              step.kinds(),
              step.check(),
              chance(step, 20));
      case RENEW_CARD -> replace(card, CardEnd.Cause.RENEWED, step);
      case REPLACE -> replace(card, REPLACED.get(step.choice() % REPLACED.size()), step);
      case EXTEND -> new Command.Extend(card);
      case EXTEND_SPECIALLY -> new Command.ExtendSpecially(card);
      case SUSPEND -> new Command.Suspend(card, "lossline");
      case LIFT -> new Command.Lift(card, Acts.HOLDER);
      case REVOKE -> revoke(step);
      case PIN ->
          new Command.RecordPin(
              card,
              Authority.SIGNATURE,
              List.of(PinAct.values()).get(step.choice() % 3),
              chance(step, 2) ? Optional.of(Acts.HOLDER) : Optional.empty());
      case EVENT -> new Command.TakeIn(event(step.event()));
    };
  }

  private static boolean chance(Step step, int oneIn) {
    return step.choice() / 7 % oneIn == 0;
  }

  private String next() {
    number++;
    return Acts.cardId(number);
  }

  /** Mostly the newest; sometimes one before, or none at all. */
  private String card(Step step) {
    List<Card> cards = life.dossier().cards();
    if (cards.isEmpty() || step.choice() % 50 == 0) {
      return Acts.cardId(999_999);
    }
    return step.choice() % 11 == 0
        ? cards.get(step.choice() % cards.size()).id()
        : life.card().id();
  }

  private Command replace(String card, CardEnd.Cause cause, Step step) {
    Optional<String> notification =
        chance(step, 5) ? Optional.empty() : Optional.of("N-" + step.choice());
    return new Command.Replace(
        card, next(), cause, notification, 800, chance(step, 20), step.check());
  }

  private Command revoke(Step step) {
    List<CardCertificate> all = life.dossier().certificates();
    RevocationCause cause = REQUESTED.get(step.choice() % REQUESTED.size());
    Optional<Instant> since =
        chance(step, 3)
            ? Optional.of(life.now().plusSeconds(step.choice() % 2000 - 1900))
            : Optional.empty();
    if (all.isEmpty()) {
      return new Command.Revoke(Authority.SIGNATURE, Serial.parse("17"), cause, since);
    }
    CardCertificate one = all.get(step.choice() % all.size());
    return new Command.Revoke(one.kind(), one.serial(), cause, since);
  }

  /** Only corrections may be minor, as the register's interface has it. */
  private ResidentEvent event(Event event) {
    boolean mayBeMinor =
        Stream.of(
                EventKind.NAME_CHANGED,
                EventKind.ADDRESS_CHANGED,
                EventKind.SEX_CHANGED,
                EventKind.BIRTH_DATE_CHANGED)
            .anyMatch(event.kind()::equals);
    number++;
    return new ResidentEvent(
        "e-" + number,
        Acts.REGISTER_ID,
        event.kind(),
        event.minor() && mayBeMinor,
        life.today().plusDays(event.days()),
        data(event),
        // The event before, which may be planned, or anything else.
        event.kind() == EventKind.EVENT_CANCELLED
            ? Optional.of("e-" + (number - 1))
            : Optional.empty());
  }

  private NewData data(Event event) {
    BirthDate birth = life.dossier().resident().holder().birthDate();
    return switch (event.kind()) {
      case NAME_CHANGED, ALIAS_CHANGED, FORMER_SURNAME_CHANGED ->
          Acts.name(NAMES.get(event.variant()));
      case ADDRESS_CHANGED, ENTERED -> Acts.address(ADDRESSES.get(event.variant()));
      case SEX_CHANGED ->
          Acts.data(
              Optional.of(event.variant() == 0 ? Sex.MALE : Sex.FEMALE),
              Optional.empty(),
              Optional.empty());
      case BIRTH_DATE_CHANGED ->
          Acts.data(Optional.empty(), Optional.of(other(birth, event.variant())), Optional.empty());
      case STAY_CHANGED -> Acts.data(Optional.empty(), Optional.empty(), Optional.of(stay(event)));
      case CONFIRMED -> confirmed(event);
      case READING_CHANGED -> NewData.NONE.with(Acts.reading(READINGS.get(event.variant())));
      case RECORD_ERROR ->
          new NewData(
              Optional.empty(),
              Optional.of(RegisterText.plain(NAMES.get(event.variant()))),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              event.variant() == 0 ? Optional.of(stay(event)) : Optional.empty());
      default -> event.variant() == 0 ? Acts.address(ADDRESSES.get(1)) : NewData.NONE;
    };
  }

  /** The whole record as it is, or with another name; with a stay at times. */
  private NewData confirmed(Event event) {
    NewData whole = Acts.whole(life.dossier().resident().holder());
    return new NewData(
        whole.municipality(),
        event.variant() == 0 && event.choice() % 2 == 0
            ? Optional.of(RegisterText.plain(NAMES.get(event.choice() % NAMES.size())))
            : whole.name(),
        whole.address(),
        whole.sex(),
        whole.birthDate(),
        event.variant() == 1 ? Optional.of(stay(event)) : life.dossier().resident().stay());
  }

  /** The same, an earlier one, or one of which less is known. */
  private static BirthDate other(BirthDate birth, int variant) {
    return variant == 3 || birth.day() == 0
        ? new BirthDate(birth.year(), variant % 2 == 0 ? 0 : birth.month(), 0)
        : BirthDate.of(birth.earliest().minusDays(variant));
  }

  /** One in eight without limit; the others from a month ago to five years from now. */
  private Stay stay(Event event) {
    return event.choice() % 8 == 0
        ? new Stay(Stay.Status.PERMANENT_RESIDENT, Optional.empty())
        : new Stay(
            Stay.Status.OTHER, Optional.of(life.today().plusDays(event.choice() % 1855 - 30)));
  }
}
