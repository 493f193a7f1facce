package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.lifecycle.Policy.LiftOfSignature;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.IdentityCheck.Document;
import org.jitsuin.ca.model.IdentityCheck.Person;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.validity.LeapDayRule;
import org.jitsuin.ca.validity.ValidityRules;

/** The people and the acts that tests speak of. */
final class Acts {
  static final Policy POLICY = policy(LiftOfSignature.RESTORED, Optional.empty());

  /** What was published of a revocation stays. */
  static final Policy RECORDED =
      new Policy(
          POLICY.validity(),
          POLICY.lift(),
          POLICY.holdEndsAfter(),
          Policy.Amendment.RECORDED,
          POLICY.confirmation());

  /** Certificates wait for the register. */
  static final Policy CONFIRMING =
      new Policy(
          POLICY.validity(),
          POLICY.lift(),
          POLICY.holdEndsAfter(),
          POLICY.amendment(),
          Policy.RegisterConfirmation.REQUIRED);

  static final String REGISTER_ID = "r-1";

  /** The holder alone, with a passport. */
  static final IdentityCheck HOLDER = check(Person.HOLDER);

  static final IdentityCheck BOTH = check(Person.HOLDER, Person.REPRESENTATIVE);
  static final NewData MOVED = address("東京都清瀬市松山一丁目２番３号");

  private Acts() {}

  static Policy policy(LiftOfSignature lift, Optional<Period> holdEndsAfter) {
    return new Policy(new ValidityRules(LeapDayRule.FEBRUARY_28), lift, holdEndsAfter);
  }

  /** A check that suffices for whoever is there. */
  static IdentityCheck check(Person... present) {
    Set<Document> documents = EnumSet.of(Document.PASSPORT);
    Set<Person> there = Set.of(present);
    if (there.contains(Person.REPRESENTATIVE)) {
      documents.add(Document.REPRESENTATION_PROOF);
    }
    if (there.contains(Person.PROXY)) {
      documents.add(Document.ENQUIRY_LETTER);
    }
    return new IdentityCheck(there, documents);
  }

  static Holder holder(BirthDate birthDate) {
    return new Holder(
        REGISTER_ID,
        "13221",
        RegisterText.plain("番号　花子"),
        RegisterText.plain("東京都清瀬市中里五丁目８４２番地"),
        Sex.FEMALE,
        birthDate);
  }

  static Instant at(String date) {
    return JapanTime.startOf(LocalDate.parse(date)).plusSeconds(10 * 3600);
  }

  /** A life before its first card. */
  static Life born(Policy policy, String birthDate, Optional<Stay> stay, String today) {
    Resident resident =
        Resident.registered(holder(BirthDate.parse(birthDate)), stay, false, at(today));
    return new Life(policy, resident, at(today), (_, _, _, _) -> {});
  }

  static Life born(String birthDate, String today) {
    return born(POLICY, birthDate, Optional.empty(), today);
  }

  /** The same with a card of today. */
  static Life withCard(String birthDate, String today) {
    Life life = born(birthDate, today);
    life.done(register(1, today));
    return life;
  }

  /** Somebody with a card and both certificates, all of 2025-10-27. */
  static Life served(Policy policy) {
    return served(policy, Optional.empty());
  }

  static Life served(Policy policy, Optional<Stay> stay) {
    Life life = born(policy, "1980-02-17", stay, "2025-10-27");
    life.done(register(1, "2025-10-27"));
    life.done(issue(life, Authority.values()));
    return life;
  }

  static Life served() {
    return served(POLICY);
  }

  /** A foreign resident, served likewise. */
  static Life guest(String stayUntil) {
    return served(POLICY, Optional.of(stay(stayUntil)));
  }

  static Stay stay(String until) {
    return new Stay(Stay.Status.OTHER, Optional.of(LocalDate.parse(until)));
  }

  static String cardId(int number) {
    return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number);
  }

  static Command.Register register(int number, String issuedOn) {
    LocalDate day = LocalDate.parse(issuedOn);
    return new Command.Register(cardId(number), day, day, false, HOLDER);
  }

  static Command.Issue issue(Life life, Authority... kinds) {
    return issueChecked(life, HOLDER, kinds);
  }

  static Command.Issue issueChecked(Life life, IdentityCheck check, Authority... kinds) {
    return new Command.Issue(life.card().id(), Set.of(kinds), check, false);
  }

  static Command.Renew renew(Life life, Authority... kinds) {
    return new Command.Renew(life.card().id(), Set.of(kinds), HOLDER, false);
  }

  /** For a departure that is to come. */
  static Command.Renew beforeDeparture(Life life, Authority... kinds) {
    return new Command.Renew(
        life.card().id(), RenewalGround.DEPARTURE, Set.of(kinds), HOLDER, false);
  }

  /** In the place of the newest card, with a notification number. */
  static Command.Replace replace(Life life, int number, CardEnd.Cause cause) {
    return new Command.Replace(
        life.card().id(), cardId(number), cause, Optional.of("N-17"), 1000, false, HOLDER);
  }

  static Command.Suspend suspend(Life life) {
    return new Command.Suspend(life.card().id(), "lossline");
  }

  static Command.Lift lift(Life life) {
    return new Command.Lift(life.card().id(), HOLDER);
  }

  static Command.Revoke revoke(CardCertificate certificate, RevocationCause cause) {
    return new Command.Revoke(certificate.kind(), certificate.serial(), cause, Optional.empty());
  }

  static Command.RecordPin pin(Life life, PinAct act, Optional<IdentityCheck> check) {
    return new Command.RecordPin(life.card().id(), Authority.SIGNATURE, act, check);
  }

  static Command.TakeIn event(EventKind kind, String occurredOn, NewData data) {
    return event(kind, false, occurredOn, data);
  }

  static Command.TakeIn event(EventKind kind, boolean minor, String occurredOn, NewData data) {
    String id = "e-" + kind.id() + "-" + occurredOn + "-" + minor;
    return new Command.TakeIn(
        new ResidentEvent(
            id,
            REGISTER_ID,
            kind,
            minor,
            LocalDate.parse(occurredOn),
            data,
            kind == EventKind.EVENT_CANCELLED ? Optional.of("e-planned") : Optional.empty()));
  }

  /** That a planned event will not happen. */
  static Command.TakeIn cancelled(String on, String event) {
    return new Command.TakeIn(
        new ResidentEvent(
            "e-cancels-" + event,
            REGISTER_ID,
            EventKind.EVENT_CANCELLED,
            false,
            LocalDate.parse(on),
            NewData.NONE,
            Optional.of(event)));
  }

  /** An event of that kind with the data that it needs, which is news. */
  static Command.TakeIn event(EventKind kind, String occurredOn) {
    return event(kind, occurredOn, news(kind));
  }

  /** The new data that an event of that kind brings. */
  static NewData news(EventKind kind) {
    return switch (kind) {
      case NAME_CHANGED -> name("鈴木　花子");
      case ALIAS_CHANGED -> name("番号　花子（山田　花子）");
      case FORMER_SURNAME_CHANGED -> name("番号［山田］　花子");
      case ADDRESS_CHANGED, ENTERED -> MOVED;
      case SEX_CHANGED -> data(Optional.of(Sex.MALE), Optional.empty(), Optional.empty());
      case BIRTH_DATE_CHANGED ->
          data(Optional.empty(), Optional.of(new BirthDate(1980, 2, 18)), Optional.empty());
      case STAY_CHANGED -> stayed("2029-06-30");
      case CONFIRMED -> whole(holder(BirthDate.parse("1980-02-17")));
      case READING_CHANGED -> NewData.NONE.with(reading("バンゴウ　ハナコ"));
      case DIED,
          RESIDENCY_LOST,
          DEPARTED,
          DEPARTED_CONTINUING,
          RECORD_ERROR,
          CARD_LOST,
          CARD_RETURNED,
          NUMBER_CHANGED,
          EVENT_CANCELLED ->
          NewData.NONE;
    };
  }

  /** The whole record of a Japanese national. */
  static NewData whole(Holder holder) {
    return new NewData(
        Optional.of(holder.municipality()),
        Optional.of(holder.name()),
        Optional.of(holder.address()),
        Optional.of(holder.sex()),
        Optional.of(holder.birthDate()),
        Optional.empty());
  }

  static NewData name(String text) {
    return new NewData(
        Optional.empty(),
        Optional.of(RegisterText.plain(text)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static NewData address(String text) {
    return new NewData(
        Optional.empty(),
        Optional.empty(),
        Optional.of(RegisterText.plain(text)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static NameReading reading(String kana) {
    return new NameReading(Optional.of(kana), Optional.empty());
  }

  static NewData stayed(String until) {
    return data(Optional.empty(), Optional.empty(), Optional.of(stay(until)));
  }

  static NewData data(Optional<Sex> sex, Optional<BirthDate> birthDate, Optional<Stay> stay) {
    return new NewData(Optional.empty(), Optional.empty(), Optional.empty(), sex, birthDate, stay);
  }

  /** A refusal that speaks of a date: where it is too early, that from which it is not. */
  static Refusal dated(RefusalCode code, String date) {
    return code == RefusalCode.RENEWAL_WINDOW_NOT_OPEN || code == RefusalCode.CARD_NOT_YET_ISSUED
        ? Refusal.opening(code, LocalDate.parse(date))
        : new Refusal(code, date);
  }

  /** The causes with which a decision revokes, in order. */
  static List<RevocationCause> causes(Decision decision) {
    return decision.changes().stream()
        .filter(Change.CertificateRevoked.class::isInstance)
        .map(change -> ((Change.CertificateRevoked) change).cause())
        .toList();
  }
}
