package org.jitsuin.ca.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.application.DualControl.Wish;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.issue.Issued;
import org.jitsuin.ca.issue.Terms;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.CardVersion;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.testing.ApplicationFixture;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What offices see of a card: what may be done, until when and why, and what was done. */
@Tag("stack")
class ReadCardTest {
  private static final List<String> BOTH = List.of("signature", "user-identification");

  private final ApplicationFixture desk = ApplicationFixture.started();
  private final CaFixture ca = desk.ca();
  private final StaffMember clerk = ca.clerk();
  private final StaffMember supervisor = ca.staff("supervisor-13221");

  @AfterEach
  void end() {
    desk.close();
  }

  private void perform(Card card, Command command) {
    done(
        ca.performAct()
            .perform(
                clerk,
                CaFixture.request(clerk),
                new PerformAct.Request(new Subject.OfCard(card.id()), Evidenced.of(command))));
  }

  private Card replace(Card card) {
    String successor = UUID.randomUUID().toString();
    perform(
        card,
        new Command.Replace(
            card.id(),
            successor,
            CardEnd.Cause.DAMAGED,
            Optional.empty(),
            800,
            false,
            CaFixture.CHECK));
    return ca.admin().withHandle(handle -> CardTable.find(handle, successor)).orElseThrow();
  }

  private OptionView option(Card card, String act, String ground, List<String> kinds) {
    return done(ca.readCard().options(clerk, card.id())).options().stream()
        .filter(one -> one.act().equals(act))
        .filter(one -> ground.equals(one.ground() == null ? "" : one.ground()))
        .filter(one -> one.certificates().equals(kinds))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void options_ofACard_leaveOneLookAndNoRefusal() {
    Card card = ca.card();
    ca.issueBoth(card);
    OptionsView options = done(ca.readCard().options(clerk, card.id()));
    assertThat(options.options()).hasSizeGreaterThan(35).anyMatch(one -> !one.allowed());
    assertThat(entries(card, "holder-read")).isOne();
    assertThat(entries(card, "refused")).isZero();

    OptionView early = option(card, "renewal", "ending", BOTH);
    assertThat(early.allowed()).isFalse();
    assertThat(early.code()).isEqualTo("RENEWAL_WINDOW_NOT_OPEN");
    assertThat(early.detail()).contains(early.from().toString());
    assertThat(early.detailJa()).contains(early.from().toString());
    assertThat(early.needs().identityCheck()).isEqualTo("sufficient");
    assertThat(early.needs().present())
        .containsExactly(List.of("holder"), List.of("representative"), List.of("proxy"));

    // Alone it would end with the other one, and gain nothing on that day either.
    OptionView alone = option(card, "renewal", "ending", List.of("signature"));
    assertThat(alone.code()).isEqualTo("RENEWAL_WINDOW_NOT_OPEN");
    assertThat(alone.from()).isNull();

    // Nobody is identified for it, on the day when it can be done either.
    OptionView extension = option(card, "extension", "stay-extended", List.of());
    assertThat(extension.allowed()).isFalse();
    assertThat(extension.needs().identityCheck()).isEqualTo("none");

    OptionView lost = option(card, "replacement", "lost", List.of());
    assertThat(lost.allowed()).isTrue();
    assertThat(lost.needs().notification()).isTrue();
    assertThat(lost.needs().budget()).isEqualTo("requested");
    assertThat(lost.effects())
        .extracting(OptionView.EffectView::effect)
        .containsExactly(
            "card-ended", "certificate-revoked", "certificate-revoked", "card-registered");
  }

  /** With the card itself it is one look at the holder, and one in the log. */
  @Test
  void read_withOptions_isOneLook() {
    Card card = ca.card();
    FullCardView view =
        done(ca.readCard().read(clerk, card.id(), new ReadCard.Wanted(ReadCard.END, true)));
    assertThat(view.options()).isEqualTo(done(ca.readCard().options(clerk, card.id())).options());
    assertThat(done(ca.read(clerk, card.id())).options()).isNull();
    assertThat(entries(card, "holder-read")).isEqualTo(3);
  }

  @Test
  void options_ofAnotherOffice_areRefused() {
    Card card = ca.card();
    assertThat(ca.readCard().options(ca.staff("clerk-13104"), card.id()))
        .isEqualTo(Outcome.refused(RefusalCode.OTHER_MUNICIPALITY));
    assertThat(ca.readCard().timeLine(clerk, UUID.randomUUID().toString(), ReadCard.END, 10))
        .isEqualTo(Outcome.refused(RefusalCode.CARD_UNKNOWN));
    assertThat(entries(card, "holder-read")).isZero();
  }

  @Test
  void options_whereTwoAreAskedForOrIssuingIsClosed_sayIt() {
    Card card = ca.card();
    Wish wish = new Wish("13221", Set.of(ApplicationKind.LIFT, ApplicationKind.REVOCATION));
    done(desk.dualControl().propose(supervisor, CaFixture.request(supervisor), wish));
    StaffMember second = ca.staff("supervisor2-13221");
    done(desk.dualControl().approve(second, CaFixture.request(second), wish));
    assertThat(option(card, "lift", "", List.of()).needs().secondPerson()).isTrue();
    OptionView issue = option(card, "certificates", "", BOTH);
    assertThat(issue.needs().secondPerson()).isNull();
    assertThat(issue.allowed()).isTrue();

    StaffMember operator = ca.staff("operator");
    done(
        desk.issuing()
            .close(operator, CaFixture.request(operator), "maintenance", Optional.empty()));
    assertThat(option(card, "certificates", "", BOTH).code()).isEqualTo("ISSUING_CLOSED");
    // What the rules refuse is refused for that, and a loss can be told all the same.
    assertThat(option(card, "renewal", "ending", BOTH).code()).isEqualTo("CERTIFICATE_MISSING");
    assertThat(option(card, "suspension", "", List.of()).allowed()).isTrue();
  }

  @Test
  void read_anyCard_saysWhyItEnds() {
    Card card = ca.card();
    ca.issueBoth(card);
    FullCardView view = done(ca.read(clerk, card.id()));
    assertThat(view.ends().on()).isEqualTo(card.expiresOn());
    assertThat(view.ends().because()).isEqualTo("tenth-birthday");
    assertThat(view.certificates())
        .hasSize(2)
        .allSatisfy(one -> {
          assertThat(one.ends().because()).isEqualTo("fifth-birthday");
          assertThat(one.ends().on()).isEqualTo(JapanTime.date(one.certificate().notAfter()));
          assertThat(one.ends().textJa()).contains("5回目の誕生日");
        });
  }

  @Test
  void history_ofActs_hasTheirFacts() {
    Card card = ca.card();
    CardCertificate signature = CaFixture.of(Authority.SIGNATURE, ca.issueBoth(card));
    perform(card, new Command.Suspend(card.id(), clerk.person()));
    perform(card, new Command.Lift(card.id(), CaFixture.CHECK));
    done(ca.revoke(supervisor, signature, RevocationCause.EX_OFFICIO, Optional.empty()));
    List<EntryView> history = done(ca.read(clerk, card.id())).history();
    assertThat(history)
        .extracting(EntryView::act)
        .containsExactly(
            "card-registered",
            "certificates-issued",
            "card-suspended",
            "certificate-held",
            "certificate-held",
            "suspension-lifted",
            "certificate-restored",
            "certificate-restored",
            "certificate-revoked");
    assertThat(history).extracting(EntryView::entry).isSorted().doesNotHaveDuplicates();
    assertThat(history).allSatisfy(row -> assertThat(row.card()).isEqualTo(card.id()));
    EntryView issued = history.get(1);
    assertThat(issued.actor().municipality()).isEqualTo("13221");
    assertThat(issued.actor().person()).isEqualTo(clerk.person());
    assertThat(issued.facts().present()).containsExactly("holder");
    assertThat(issued.facts().documents()).containsExactly("passport");
    assertThat(issued.facts().certificates())
        .extracting(FactsView.IssuedView::authority)
        .containsExactlyInAnyOrder("signature", "user-identification");
    EntryView revoked = history.getLast();
    assertThat(revoked.facts().serial()).isEqualTo(signature.serial().toString());
    assertThat(revoked.facts().ground()).isEqualTo("ex-officio");
    assertThat(revoked.facts().cause()).isEqualTo("request");
    assertThat(revoked.facts().reason()).isEqualTo("cessationOfOperation");
    assertThat(revoked.facts().secondPerson()).isNull();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE entry_no = ? AND kind = ?",
                revoked.entry(),
                "certificate-revoked"))
        .isOne();
  }

  @Test
  void history_ofWhatAnotherApproved_namesTheSecondPerson() {
    Card card = ca.card();
    perform(card, new Command.Suspend(card.id(), clerk.person()));
    Wish wish = new Wish("13221", Set.of(ApplicationKind.LIFT));
    done(desk.dualControl().propose(supervisor, CaFixture.request(supervisor), wish));
    StaffMember second = ca.staff("supervisor2-13221");
    done(desk.dualControl().approve(second, CaFixture.request(second), wish));
    String application =
        desk.received(
            clerk,
            ApplicationKind.LIFT,
            card.id(),
            "{\"identityCheck\":{\"present\":[\"holder\"],\"documents\":[\"passport\"]}}");
    done(desk.approve(second, application));
    done(desk.complete(clerk, application));
    Map<String, FactsView> facts = new HashMap<>();
    done(ca.read(clerk, card.id())).history().forEach(row -> facts.put(row.act(), row.facts()));
    assertThat(facts.get("application-completed").application()).isEqualTo(application);
    assertThat(facts.get("application-completed").secondPerson()).isEqualTo(second.person());
    assertThat(facts.get("suspension-lifted").secondPerson()).isNull();
  }

  /** Page by page each entry of all cards once, and no card of anybody else's. */
  @Test
  void timeLine_overAllCards_hasEachEntryOnce() {
    Card first = ca.card();
    ca.issueBoth(first);
    ca.clock().advance(Duration.ofMinutes(1));
    Card second = replace(first);
    ca.issueBoth(second);
    ca.clock().advance(Duration.ofMinutes(1));
    Card third = replace(second);
    TimeLineView whole = done(ca.readCard().timeLine(clerk, second.id(), ReadCard.END, 200));
    assertThat(whole.before()).isNull();
    assertThat(whole.cards())
        .extracting(TimeLineView.CardLineView::card)
        .containsExactly(first.id(), second.id(), third.id());
    assertThat(whole.cards())
        .extracting(TimeLineView.CardLineView::state)
        .containsExactly("ended", "ended", "valid");
    assertThat(whole.certificates())
        .extracting(TimeLineView.CertificateLineView::chainNumber)
        .containsExactly(1, 2, 1, 2);
    assertThat(whole.entries())
        .extracting(EntryView::card)
        .contains(first.id(), second.id(), third.id());

    List<EntryView> paged = new ArrayList<>();
    long before = whole.entries().getLast().entry() + 1;
    for (Optional<Long> next = Optional.of(before); next.isPresent(); ) {
      TimeLineView page = done(ca.readCard().timeLine(clerk, second.id(), next.get(), 3));
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(3);
      paged.addAll(0, page.entries());
      next = Optional.ofNullable(page.before());
    }
    assertThat(paged).isEqualTo(whole.entries());
  }

  private CardVersion seen(Card card) {
    return CardVersion.of(done(ca.read(clerk, card.id())).version()).orElseThrow();
  }

  private Outcome<Answered<Performed>> suspend(Card card, CardVersion seen) {
    Command command = new Command.Suspend(card.id(), clerk.person());
    return ca.performAct()
        .perform(
            clerk,
            CaFixture.request(clerk),
            new PerformAct.Request(
                new Subject.OfCard(card.id()),
                Evidenced.of(command),
                _ -> Optional.empty(),
                false,
                Optional.of(seen)));
  }

  private Outcome<Answered<Issued>> issue(Card card, CardVersion seen) {
    return ca.issueCertificates()
        .issue(
            clerk,
            CaFixture.request(clerk),
            IssueRequest.first(card.id(), CaFixture.keys(Authority.values()), CaFixture.CHECK),
            new Terms(false, Optional.of(seen)));
  }

  private static CardVersion after(Answered<?> answered) {
    String version = Json.tree(answered.answer()).at("/receipt/version").textValue();
    return CardVersion.of(version).orElseThrow();
  }

  /** Whoever acts goes on with what the receipt says; whoever saw it before that is overtaken. */
  @Test
  void acts_oneBehindTheOther_goOnWithTheReceiptAndOvertakeOthers() {
    Card card = ca.card();
    CardVersion first = seen(card);
    CardVersion issued = after(done(issue(card, first)));
    assertThat(issue(card, first)).isEqualTo(Outcome.refused(RefusalCode.CARD_CHANGED));
    assertThat(suspend(card, first)).isEqualTo(Outcome.refused(RefusalCode.CARD_CHANGED));
    assertThat(ca.readCard().since(clerk, new Subject.OfCard(card.id()), first))
        .extracting(EntryView::act)
        .containsExactly("certificates-issued");
    CardVersion suspended = after(done(suspend(card, issued)));
    assertThat(suspended.resident()).isEqualTo(seen(card).resident());
    assertThat(suspended.isCurrent(issued.resident())).isFalse();
    // Nothing changes by it, so nobody is overtaken by it.
    assertThat(suspend(card, suspended)).isInstanceOf(Outcome.Done.class);
    assertThat(suspend(card, seen(card))).isInstanceOf(Outcome.Done.class);
  }

  /** It is told whichever card of the person it was done to, and nobody else's. */
  @Test
  void since_anotherCardOfThePersonWasActedUpon_tellsIt() {
    Card card = ca.card();
    Card stranger = ca.card();
    CardCertificate signature = CaFixture.of(Authority.SIGNATURE, ca.issueBoth(card));
    CardVersion first = seen(card);
    Card successor = replace(card);
    ca.issueBoth(successor);
    ca.issueBoth(stranger);
    Subject subject = new Subject.OfCertificate(signature.kind(), signature.serial());
    assertThat(ca.readCard().since(clerk, subject, first))
        .extracting(EntryView::act)
        .contains("card-replaced", "card-ended", "certificate-revoked", "certificates-issued")
        .doesNotContain("holder-read");
    assertThat(ca.readCard().since(clerk, subject, first))
        .extracting(EntryView::card)
        .contains(card.id(), successor.id())
        .doesNotContain(stranger.id());
    assertThat(ca.readCard().since(ca.staff("clerk-13104"), subject, first)).isEmpty();
  }

  private long entries(Card card, String kind) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND card = ?", kind, card.id());
  }
}
