package org.jitsuin.ca.option;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.RenewalGround;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.lifecycle.RevocationGround;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.option.CardOption.Subject;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** Every act that there is for a card, as a counter would list them. */
final class Proposals {
  /** What nothing is known of yet; no card, request or event has it. */
  private static final String NEW = "00000000-0000-0000-0000-000000000000";

  private static final List<Set<Authority>> KINDS =
      List.of(
          EnumSet.allOf(Authority.class),
          Set.of(Authority.SIGNATURE),
          Set.of(Authority.USER_IDENTIFICATION));

  private final Dossier dossier;
  private final Card card;
  private final StaffMember caller;
  private final LocalDate today;
  private final List<Proposal> all = new ArrayList<>();

  private Proposals(Dossier dossier, Card card, StaffMember caller, LocalDate today) {
    this.dossier = dossier;
    this.card = card;
    this.caller = caller;
    this.today = today;
  }

  static List<Proposal> of(Dossier dossier, Card card, StaffMember caller, LocalDate today) {
    Proposals proposals = new Proposals(dossier, card, caller, today);
    proposals.certificates();
    proposals.suspension();
    proposals.cards();
    proposals.revocations();
    proposals.pins();
    proposals.events();
    return proposals.all;
  }

  private void certificates() {
    for (RenewalGround ground : RenewalGround.values()) {
      for (Set<Authority> kinds : KINDS) {
        issuing(
            new Subject(OptionAct.RENEWAL, Optional.of(ground.id()), kinds, Optional.empty()),
            check -> new Command.Renew(card.id(), ground, kinds, check, false));
      }
    }
    for (Set<Authority> kinds : KINDS) {
      issuing(
          new Subject(OptionAct.CERTIFICATES, Optional.empty(), kinds, Optional.empty()),
          check -> new Command.Issue(card.id(), kinds, check, false));
    }
  }

  private void issuing(Subject subject, Function<IdentityCheck, Command> command) {
    all.add(new Proposal(subject, subject.kinds(), Optional.empty(), checked(command)));
  }

  private void suspension() {
    all.add(
        new Proposal(
            ofCard(OptionAct.SUSPENSION, Optional.empty()),
            plain(new Command.Suspend(card.id(), caller.person()))));
    all.add(
        new Proposal(
            ofCard(OptionAct.LIFT, Optional.empty()),
            checked(check -> new Command.Lift(card.id(), check))));
  }

  private void cards() {
    for (CardEnd.Cause cause : Command.Replace.CAUSES) {
      all.add(
          new Proposal(
              ofCard(OptionAct.REPLACEMENT, Optional.of(cause.id())),
              (identity, notification) ->
                  needed(
                      identity,
                      check ->
                          new Command.Replace(
                              card.id(), NEW, cause, notification, 0, false, check))));
    }
    all.add(
        new Proposal(
            ofCard(OptionAct.REGISTRATION, Optional.empty()),
            checked(check -> new Command.Register(NEW, today, today, false, check))));
    all.add(
        new Proposal(
            ofCard(OptionAct.EXTENSION, Optional.of("stay-extended")),
            plain(new Command.Extend(card.id()))));
    all.add(
        new Proposal(
            ofCard(OptionAct.EXTENSION, Optional.of("permission-pending")),
            plain(new Command.ExtendSpecially(card.id()))));
  }

  /** Of each kind the certificate that was issued to the card last. */
  private void revocations() {
    for (Authority kind : Authority.values()) {
      dossier.certificates().stream()
          .filter(one -> one.kind() == kind && one.cardId().equals(card.id()))
          .max(Comparator.comparingInt(CardCertificate::chainNumber))
          .ifPresent(this::revocations);
    }
  }

  private void revocations(CardCertificate certificate) {
    for (RevocationGround ground : RevocationGround.values()) {
      all.add(
          new Proposal(
              new Subject(
                  OptionAct.REVOCATION,
                  Optional.of(ground.id()),
                  Set.of(certificate.kind()),
                  Optional.of(certificate.serial())),
              (check, _) ->
                  ground
                      .claimedBy(caller.role(), check)
                      .map(cause ->
                          new Command.Revoke(
                              certificate.kind(),
                              certificate.serial(),
                              cause,
                              Optional.empty(),
                              check))));
    }
  }

  private void pins() {
    for (Authority pin : Authority.values()) {
      for (PinAct act : PinAct.values()) {
        all.add(
            new Proposal(
                new Subject(
                    OptionAct.PIN,
                    Optional.of(act.name().toLowerCase(Locale.ROOT)),
                    Set.of(pin),
                    Optional.empty()),
                (check, _) -> Outcome.done(new Command.RecordPin(card.id(), pin, act, check))));
      }
    }
  }

  /** What an office sends people to the resident register for, while the card stands. */
  private void events() {
    if (card.end().isPresent()) {
      return;
    }
    Refusal barred = new Refusal(RefusalCode.NOT_ALLOWED, Role.REGISTER_FEED.id());
    String registerId = dossier.resident().holder().registerId();
    for (EventKind kind : List.of(EventKind.CARD_LOST, EventKind.CARD_RETURNED)) {
      ResidentEvent event = new ResidentEvent(NEW, registerId, kind, false, today, NewData.NONE);
      all.add(
          new Proposal(
              ofCard(OptionAct.RESIDENT_EVENT, Optional.of(kind.id())),
              Set.of(),
              Optional.of(barred),
              plain(new Command.TakeIn(event))));
    }
  }

  private static Subject ofCard(OptionAct act, Optional<String> ground) {
    return new Subject(act, ground, Set.of(), Optional.empty());
  }

  private static Proposal.Asking plain(Command command) {
    return new Proposal.Plain(command);
  }

  private static Proposal.Asking checked(Function<IdentityCheck, Command> command) {
    return (check, _) -> needed(check, command);
  }

  /** What the doors refuse to read without a check. */
  private static Outcome<Command> needed(
      Optional<IdentityCheck> check, Function<IdentityCheck, Command> command) {
    return check
        .map(command)
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.IDENTITY_CHECK_NEEDED));
  }
}
