package org.jitsuin.ca.card;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.IdentityCheck.Person;
import org.jitsuin.ca.option.CardOption;
import org.jitsuin.ca.option.CardOption.Needs;
import org.jitsuin.ca.option.CardOption.Subject;
import org.jitsuin.ca.option.Effect;
import org.jitsuin.ca.option.Identification;
import org.jitsuin.ca.option.OptionAct;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.validity.Because;
import org.jitsuin.ca.validity.Ending;

/**
 * An act that there is for a card, with what the rules say of it now. Null stands for what is
 * absent.
 *
 * @param ground where the act has several
 * @param certificates the kinds that it is about; empty where it is about the card alone
 * @param serial of the certificate that a revocation names
 * @param alreadySo true where it is allowed and would change nothing
 * @param code of the refusal, where it is not allowed
 * @param from the day from which it is open where it is not yet, as all stands now
 * @param effects what it would bring about; empty where the rules refuse it
 * @param application as what it can be applied for
 * @param address where it is asked for directly, below that of the API
 */
public record OptionView(
    @OneOf(OptionAct.class) String act,
    @Absent String ground,
    @OneOf(Authority.class) List<String> certificates,
    @Absent String serial,
    boolean allowed,
    @Absent Boolean alreadySo,
    @Absent String code,
    @Absent String detail,
    @Absent String detailJa,
    @Absent LocalDate from,
    NeedsView needs,
    List<EffectView> effects,
    @OneOf(ApplicationKind.class) @Absent String application,
    @Absent String address) {

  /**
   * @param secondPerson the kinds for which the caller's office asks for a second person
   */
  static OptionView of(CardOption option, String card, Set<ApplicationKind> secondPerson) {
    Subject subject = option.subject();
    Optional<Refusal> refusal = option.refusal();
    Optional<ApplicationKind> application = subject.act().application();
    return new OptionView(
        subject.act().id(),
        subject.ground().orElse(null),
        ids(subject.kinds()),
        subject.serial().map(Serial::toString).orElse(null),
        refusal.isEmpty(),
        option.alreadySo() ? true : null,
        refusal.map(why -> why.code().name()).orElse(null),
        refusal.map(why -> why.code().english(why.detail())).orElse(null),
        refusal.map(why -> why.code().japanese(why.detail())).orElse(null),
        option.from().orElse(null),
        NeedsView.of(option.needs(), application.filter(secondPerson::contains).isPresent()),
        option.effects().stream().map(EffectView::of).toList(),
        application.map(ApplicationKind::id).orElse(null),
        address(subject, card));
  }

  private static String address(Subject subject, String card) {
    String below = "/cards/" + card;
    return switch (subject.act()) {
      case REGISTRATION -> "/cards";
      case CERTIFICATES -> below + "/certificates";
      case RENEWAL -> below + "/renewal";
      case REPLACEMENT -> below + "/replacement";
      case EXTENSION -> below + "/extension";
      case SUSPENSION -> below + "/suspension";
      case LIFT -> below + "/suspension/lift";
      case PIN -> below + "/pin-events";
      case REVOCATION ->
          "/certificates/%s/%s/revocation"
              .formatted(ids(subject.kinds()).getFirst(), subject.serial().orElseThrow());
      case RESIDENT_EVENT -> null;
    };
  }

  private static List<String> ids(Collection<Authority> kinds) {
    return kinds.stream().sorted().map(Authority::id).toList();
  }

  /**
   * What whoever does it must bring.
   *
   * @param identityCheck {@code none}, {@code recorded} or {@code sufficient}; null where something
   *     refuses it before anybody is identified
   * @param present who must come: any one of these groups
   * @param notification true where the number of a notification is needed
   * @param keys the certificates for which PKCS#10 requests are needed
   * @param secondPerson true where it must be entered as an application, which another person
   *     approves
   * @param budget what it is taken from where nobody else approves it
   */
  public record NeedsView(
      @Absent @OneOf(Identification.Level.class) String identityCheck,
      @Absent @OneOf(Person.class) List<List<String>> present,
      @Absent Boolean notification,
      @OneOf(Authority.class) List<String> keys,
      @Absent Boolean secondPerson,
      @Absent @OneOf(Budget.class) String budget) {
    static NeedsView of(Needs needs, boolean secondPerson) {
      return new NeedsView(
          needs.identity().map(identity -> identity.level().id()).orElse(null),
          needs.identity().map(NeedsView::groups).orElse(null),
          needs.notification() ? true : null,
          ids(needs.keys()),
          secondPerson ? true : null,
          needs.budget().map(Budget::id).orElse(null));
    }

    private static List<List<String>> groups(Identification identity) {
      return identity.present().stream()
          .map(group -> group.stream().sorted().map(Person::id).toList())
          .toList();
    }
  }

  /**
   * Something that an act would bring about.
   *
   * @param cause why something ends
   * @param reason as relying parties are told it
   * @param endsOn the last day of what is valid from then on
   */
  public record EffectView(
      @OneOf(Effect.What.class) String effect,
      @Absent @OneOf(Authority.class) String certificate,
      @Absent String serial,
      @Absent String cause,
      @Absent String reason,
      @Absent LocalDate endsOn,
      @Absent @OneOf(Because.class) String endsBecause,
      String text,
      String textJa) {
    static EffectView of(Effect effect) {
      Optional<String> cardCause = effect.cardCause().map(CardEnd.Cause::id);
      return new EffectView(
          effect.what().id(),
          effect.certificate().map(Authority::id).orElse(null),
          effect.serial().map(Serial::toString).orElse(null),
          effect.revocation().map(why -> why.cause().id()).or(() -> cardCause).orElse(null),
          effect.revocation().map(why -> why.reason().id()).orElse(null),
          effect.ending().map(Ending::on).orElse(null),
          effect.ending().map(ending -> ending.because().id()).orElse(null),
          effect.english(),
          effect.japanese());
    }
  }
}
