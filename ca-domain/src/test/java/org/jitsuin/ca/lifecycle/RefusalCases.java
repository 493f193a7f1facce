package org.jitsuin.ca.lifecycle;

import static org.jitsuin.base.model.Authority.SIGNATURE;
import static org.jitsuin.base.model.Authority.USER_IDENTIFICATION;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.model.CardEnd.Cause;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.IdentityCheck.Document;
import org.jitsuin.ca.model.IdentityCheck.Person;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** A case for each refusal that the rules give: when, on what ground, and how to provoke it. */
final class RefusalCases {
  private RefusalCases() {}

  /**
   * A case.
   *
   * @param when the condition, for those who read no Java
   * @param source what it rests on
   * @param provoked the refusal itself
   */
  record Case(RefusalCode code, String when, String source, Supplier<Refusal> provoked) {}

  static List<Case> all() {
    return List.of(
        new Case(
            RefusalCode.CARD_UNKNOWN,
            "No card of the resident has that id.",
            "–",
            () -> Acts.served().refused(new Command.Suspend(Acts.cardId(9), "lossline"))),
        new Case(
            RefusalCode.CARD_NOT_YET_ISSUED,
            "Anything about a card before its day of issue.",
            "–",
            RefusalCases::beforeIssue),
        new Case(
            RefusalCode.CARD_EXPIRED,
            "Anything about a card after its last day; a card that would end before it begins.",
            "Leaflet, card §4",
            () -> served("2035-02-18", life -> Acts.issue(life, SIGNATURE))),
        new Case(
            RefusalCode.CARD_ENDED,
            "Anything about a card that lapsed.",
            "Leaflet, card §5",
            RefusalCases::lapsed),
        new Case(
            RefusalCode.CARD_EXISTS,
            "A card for a resident whose card is in force; a second successor of a card.",
            "One card for each resident",
            () -> served("2025-11-01", _ -> Acts.register(2, "2025-11-01"))),
        new Case(
            RefusalCode.CARD_SUSPENDED,
            "Certificates, PINs, extension or renewal of a card that is suspended.",
            "Leaflet, card §5",
            () -> suspended(life -> Acts.renew(life, SIGNATURE))),
        new Case(
            RefusalCode.CARD_NOT_SUSPENDED,
            "Lifting where nothing is suspended.",
            "Leaflet, card §5",
            () -> served("2025-11-01", Acts::lift)),
        new Case(
            RefusalCode.CARD_WITHOUT_PINS,
            "A signature certificate, or a PIN, on a card for face authentication.",
            "Cards for face authentication (顔認証マイナンバーカード), since 2023-12",
            RefusalCases::withoutPins),
        new Case(
            RefusalCode.RESIDENT_REMOVED,
            "A card or certificate for somebody in no resident record.",
            "Article 12, paragraph 2",
            RefusalCases::removed),
        new Case(
            RefusalCode.NOTIFICATION_NUMBER_NEEDED,
            "Replacing a lost or burnt card without the number of the notification.",
            "Leaflet, card §5",
            () ->
                served(
                    "2025-11-01",
                    life ->
                        new Command.Replace(
                            life.card().id(),
                            Acts.cardId(2),
                            Cause.LOST,
                            Optional.empty(),
                            1000,
                            false,
                            Acts.HOLDER))),
        new Case(
            RefusalCode.IDENTITY_CHECK_NEEDED,
            "A card or certificates, unlocking or resetting a PIN, or revoking at the holder's request"
                + " or report, without a record of how identity was checked.",
            "Leaflet, certificate §2 and §5; articles 9 and 10; domain, section 3.2",
            () -> served("2025-11-01", life -> Acts.pin(life, PinAct.UNLOCKED, Optional.empty()))),
        new Case(
            RefusalCode.IDENTITY_CHECK_INSUFFICIENT,
            "A card or certificates with less than one official document with a photograph or two"
                + " others, for a representative without proof of it, or for a proxy without the"
                + " letter that was answered.",
            "Municipal practice (Amagasaki-shi, Kyoto-shi, Kasai-shi, Gujo-shi)",
            RefusalCases::unidentified),
        new Case(
            RefusalCode.RESIDENT_NOT_CONFIRMED,
            "Certificates for somebody whom an office alone knows, where policy waits for the"
                + " register.",
            "Policy",
            RefusalCases::unconfirmed),
        new Case(
            RefusalCode.RESIDENT_DIFFERS,
            "Certificates for somebody whom the register has otherwise than an office entered them.",
            "Article 12, paragraph 1: certificates carry what the register has",
            RefusalCases::differing),
        new Case(
            RefusalCode.STAY_NOT_LIMITED,
            "Extending the card of somebody whose stay limits nothing.",
            "Leaflet, card §4",
            () -> served("2025-11-01", life -> new Command.Extend(life.card().id()))),
        new Case(
            RefusalCode.STAY_NOT_EXTENDED,
            "Extending a card beyond what stay or birthday allow.",
            "Municipal practice (Katsuragi-shi, Tokai-mura, Tsushima-shi, Matsudo-shi)",
            () -> guest(life -> new Command.Extend(life.card().id()))),
        new Case(
            RefusalCode.EXTENSION_USED,
            "A second special extension for one pending permission.",
            "Municipal practice, as above",
            RefusalCases::extendedTwice),
        new Case(
            RefusalCode.RENEWAL_WINDOW_NOT_OPEN,
            "Renewing a card or certificate more than three months before its end, or more than a"
                + " year where the holder lives abroad.",
            "Leaflet, card §4 and certificate §4; days as Nerima-ku counts; the term of the renewed"
                + " card is an open point",
            () -> served("2029-11-17", life -> Acts.renew(life, Authority.values()))),
        new Case(
            RefusalCode.RENEWAL_WINDOW_CLOSED,
            "Renewing what has run out.",
            "Leaflet, card §4 and certificate §4",
            () -> served("2030-02-18", life -> Acts.renew(life, Authority.values()))),
        new Case(
            RefusalCode.RENEWAL_GAINS_NOTHING,
            "Renewing what would end no later than before: by the card, the sibling or the stay. A"
                + " card renewed in its window counts birthdays as any other; whether that is meant"
                + " is an open point.",
            "Leaflet, certificate §4; earliest of the limits (Higashimurayama-shi)",
            () -> served("2030-01-10", life -> Acts.renew(life, SIGNATURE))),
        new Case(
            RefusalCode.DEPARTURE_NOT_PLANNED,
            "Issuing for a departure with continued use that the register has not reported, or on"
                + " its day and later.",
            "Municipal practice (Tomigusuku-shi, Katano-shi, Oguchi-cho, Chiyoda-ku, Nagayo-cho)",
            () -> served("2026-04-01", life -> Acts.beforeDeparture(life, SIGNATURE))),
        new Case(
            RefusalCode.CONTINUATION_NOT_FOR_FOREIGNERS,
            "A card or certificate for somebody abroad, or before a departure with continued use,"
                + " who has a residence status.",
            "Municipal practice (Oguchi-cho, Chofu-shi)",
            RefusalCases::guestAbroad),
        new Case(
            RefusalCode.CERTIFICATE_MISSING,
            "Renewing a kind of certificate that the card does not have.",
            "–",
            RefusalCases::missing),
        new Case(
            RefusalCode.CERTIFICATE_EXISTS,
            "Issuing a kind of certificate that the card has.",
            "One of a kind on each card",
            () -> served("2025-11-01", life -> Acts.issue(life, SIGNATURE))),
        new Case(
            RefusalCode.SIGNATURE_NEEDS_REPRESENTATIVE,
            "A signature certificate for a holder under 15 or an adult ward without holder and"
                + " legal representative both present.",
            "Municipal practice (Matsuyama-shi)",
            RefusalCases::child),
        new Case(
            RefusalCode.CERTIFICATE_UNKNOWN,
            "Revoking what the authority did not issue.",
            "–",
            () ->
                served(
                    "2025-11-01",
                    _ ->
                        new Command.Revoke(
                            SIGNATURE,
                            Serial.parse("17"),
                            RevocationCause.HOLDER_REQUEST,
                            Optional.empty()))),
        new Case(
            RefusalCode.CERTIFICATE_EXPIRED,
            "Revoking what has run out.",
            "Article 15",
            () ->
                served(
                    "2030-02-18",
                    life -> Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST))),
        new Case(
            RefusalCode.COMPROMISE_OF_EXPIRED,
            "The report that a key leaked whose certificate has run out, and was never revoked: it is"
                + " recorded.",
            "Articles 10 and 15",
            () ->
                served(
                    "2030-02-18",
                    life -> Acts.revoke(life.signature(), RevocationCause.KEY_COMPROMISE))),
        new Case(
            RefusalCode.REVOCATION_NOT_AMENDED,
            "The report that a key leaked whose certificate is revoked for something else, where"
                + " policy says RECORDED: it is recorded.",
            "Article 10; policy",
            RefusalCases::published),
        new Case(
            RefusalCode.GROUND_NOT_ALLOWED,
            "Revoking on a ground that is not the role's to decide: clerks at the holder's request"
                + " and report only, operators for the authority only.",
            "Articles 9, 10 and 13",
            () -> claimed(RevocationGround.EX_OFFICIO, Role.OFFICE_CLERK)),
        new Case(
            RefusalCode.REQUEST_INVALID,
            "A date in the future from which a certificate should not be trusted; replacing a card"
                + " for another cause than loss, fire, damage, renewal or change of number.",
            "–",
            () -> served("2025-11-01", life -> Acts.replace(life, 2, Cause.DIED))));
  }

  private interface Asked {
    Command of(Life life);
  }

  private static Refusal served(String on, Asked asked) {
    Life life = Acts.served().on(on);
    return life.refused(asked.of(life));
  }

  private static Refusal claimed(RevocationGround ground, Role role) {
    if (ground.claimedBy(role, Optional.of(Acts.HOLDER))
        instanceof Outcome.Refused<RevocationCause>(Refusal refusal)) {
      return refusal;
    }
    throw new AssertionError("not refused: " + ground + " to " + role);
  }

  private static Refusal suspended(Asked asked) {
    Life life = Acts.served();
    life.done(Acts.suspend(life));
    return life.refused(asked.of(life));
  }

  private static Refusal guest(Asked asked) {
    Life life = Acts.guest("2027-06-30").on("2027-06-01");
    return life.refused(asked.of(life));
  }

  private static Refusal beforeIssue() {
    Life life = Acts.born("1980-02-17", "2025-10-27");
    life.done(Acts.register(1, "2025-10-28"));
    return life.refused(Acts.suspend(life));
  }

  private static Refusal lapsed() {
    Life life = Acts.served();
    life.done(Acts.event(EventKind.CARD_RETURNED, "2025-10-27"));
    return life.refused(Acts.suspend(life));
  }

  private static Refusal unidentified() {
    Life life = Acts.withCard("1980-02-17", "2025-10-27");
    IdentityCheck little =
        new IdentityCheck(Set.of(Person.HOLDER), Set.of(Document.INSURANCE_CERTIFICATE));
    return life.refused(Acts.issueChecked(life, little, SIGNATURE));
  }

  private static Refusal unconfirmed() {
    Life life = Acts.born(Acts.CONFIRMING, "1980-02-17", Optional.empty(), "2025-10-27");
    life.done(Acts.register(1, "2025-10-27"));
    return life.refused(Acts.issue(life, SIGNATURE));
  }

  private static Refusal differing() {
    Life life = Acts.withCard("1980-02-18", "2025-10-27");
    life.done(Acts.event(EventKind.CONFIRMED, "2025-10-27"));
    return life.refused(Acts.issue(life, SIGNATURE));
  }

  private static Refusal withoutPins() {
    Life life = Acts.born("1980-02-17", "2025-10-27");
    life.done(new Command.Register(Acts.cardId(1), life.today(), life.today(), true, Acts.HOLDER));
    return life.refused(Acts.issue(life, SIGNATURE));
  }

  private static Refusal removed() {
    Life life = Acts.served();
    life.done(Acts.event(EventKind.DEPARTED, "2025-10-27"));
    return life.refused(Acts.register(2, "2025-10-27"));
  }

  private static Refusal extendedTwice() {
    Life life = Acts.guest("2027-06-30").on("2027-06-01");
    Command asked = new Command.ExtendSpecially(life.card().id());
    life.done(asked);
    return life.refused(asked);
  }

  private static Refusal guestAbroad() {
    Life life = Acts.guest("2029-06-30");
    life.done(Acts.event(EventKind.DEPARTED_CONTINUING, "2025-10-27"));
    return life.refused(Acts.issue(life, SIGNATURE));
  }

  private static Refusal missing() {
    Life life = Acts.withCard("1980-02-17", "2025-10-27");
    life.done(Acts.issue(life, USER_IDENTIFICATION));
    return life.refused(Acts.renew(life, SIGNATURE));
  }

  private static Refusal published() {
    Life life = Acts.served(Acts.RECORDED);
    life.done(Acts.revoke(life.signature(), RevocationCause.HOLDER_REQUEST));
    return life.refused(Acts.revoke(life.signature(), RevocationCause.KEY_COMPROMISE));
  }

  private static Refusal child() {
    Life life = Acts.withCard("2015-02-17", "2025-10-27");
    return life.refused(new Command.Issue(life.card().id(), Set.of(SIGNATURE), Acts.HOLDER, false));
  }
}
