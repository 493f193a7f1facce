package org.jitsuin.ca.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.card.RegisterCard.Application;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.lifecycle.Policy.RegisterConfirmation;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whom a clerk registers and the register has, or has not, or has otherwise. */
@Tag("stack")
class RegisterConfirmationTest {
  private static final Policy CONFIRMING =
      new Policy(
          CaFixture.POLICY.validity(),
          CaFixture.POLICY.lift(),
          CaFixture.POLICY.holdEndsAfter(),
          CaFixture.POLICY.amendment(),
          RegisterConfirmation.REQUIRED);

  private final CaFixture ca = CaFixture.started(CONFIRMING);
  private final StaffMember clerk = ca.clerk();
  private final LocalDate today = JapanTime.date(ca.clock().instant());
  private final Holder holder = CaFixture.holder();
  private final String event = "e-" + UUID.randomUUID();

  @AfterEach
  void end() {
    ca.close();
  }

  private Outcome<Answered<Card>> register() {
    return ca.registerCard()
        .register(
            clerk,
            CaFixture.request(clerk),
            new Application(holder, today, today, CaFixture.CHECK));
  }

  private static String text(Answered<?> answered) {
    return new String(answered.answer().bytes(), StandardCharsets.UTF_8);
  }

  private Answered<Effects> takeIn(EventKind kind, NewData data) {
    return done(
        ca.recordAnswered(new ResidentEvent(event, holder.registerId(), kind, false, today, data)));
  }

  private NewData whole(String name) {
    return new NewData(
        Optional.of(holder.municipality()),
        Optional.of(RegisterText.plain(name)),
        Optional.of(holder.address()),
        Optional.of(holder.sex()),
        Optional.of(holder.birthDate()),
        Optional.empty());
  }

  private NewData whole() {
    return whole(holder.name().text());
  }

  private Outcome<?> issue(Card card) {
    return ca.issue(clerk, card, CaFixture.keys(Authority.USER_IDENTIFICATION));
  }

  private FullCardView read(Card card) {
    return done(ca.read(clerk, card.id()));
  }

  private long entries(Card card, String kind, String detail) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND card = ? AND body LIKE ?",
        kind,
        card.id(),
        "%" + detail + "%");
  }

  /** A register id that no register has: a card at most, which signs nothing. */
  @Test
  void register_residentWhomTheRegisterHasNot_waitsForIt() {
    Answered<Card> registered = done(register());
    Card card = registered.result();
    assertThat(text(registered)).contains("\"registerConfirmation\":\"awaited\"");
    assertThat(issue(card)).isEqualTo(Outcome.refused(RefusalCode.RESIDENT_NOT_CONFIRMED));
    assertThat(read(card).registerConfirmation()).isEqualTo("awaited");
    assertThat(read(card).registerDiffers()).isNull();
    assertThat(entries(card, "card-registered", "\"confirmation\":\"awaited\"")).isOne();

    assertThat(text(takeIn(EventKind.CONFIRMED, whole()))).contains("\"confirmed\":true");
    assertThat(read(card).registerConfirmation()).isEqualTo("confirmed");
    assertThat(entries(card, "holder-confirmed", "resident-event " + event)).isOne();
    assertThat(issue(card)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void confirmed_twice_isOneEventWithOneAnswer() {
    Card card = done(register()).result();
    Answered<Effects> first = takeIn(EventKind.CONFIRMED, whole());
    ResidentEvent again =
        new ResidentEvent(event, holder.registerId(), EventKind.CONFIRMED, false, today, whole());
    assertThat(ca.recordAnswered(again))
        .isEqualTo(new Outcome.Repeated<Answered<Effects>>(first.answer()));
    assertThat(entries(card, "holder-confirmed", "")).isOne();
  }

  /** The office sees that, and in what; nobody's data is in the log. */
  @Test
  void confirmed_withAnotherName_isShownAndIssuesNothing() {
    Card card = done(register()).result();
    assertThat(text(takeIn(EventKind.CONFIRMED, whole("鈴木　一郎")))).contains("\"confirmed\":false");
    assertThat(read(card).registerConfirmation()).isEqualTo("differs");
    assertThat(read(card).registerDiffers()).containsExactly("name");
    assertThat(issue(card)).isEqualTo(Outcome.refused(RefusalCode.RESIDENT_DIFFERS, "name"));
    assertThat(ca.resident(holder.registerId())).isEqualTo(holder);
    assertThat(entries(card, "holder-differs", "\"items\":[\"name\"]")).isOne();
    assertThat(entries(card, "holder-differs", "鈴木")).isZero();
  }

  /** What the register reported before must be in the data, and is then its own word. */
  @Test
  void register_afterTheWholeRecordWasReported_isConfirmedAtOnce() {
    assertThat(text(takeIn(EventKind.ENTERED, whole()))).doesNotContain("confirmed");
    Answered<Card> registered = done(register());
    assertThat(text(registered)).contains("\"registerConfirmation\":\"confirmed\"");
    assertThat(entries(registered.result(), "card-registered", "\"confirmation\":\"confirmed\""))
        .isOne();
    assertThat(entries(registered.result(), "holder-confirmed", "resident-event " + event)).isOne();
    assertThat(issue(registered.result())).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void register_afterAPartOfTheRecordWasReported_waits() {
    NewData part =
        new NewData(
            Optional.of("13221"),
            Optional.empty(),
            Optional.of(holder.address()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    takeIn(EventKind.ADDRESS_CHANGED, part);
    assertThat(text(done(register()))).contains("\"registerConfirmation\":\"awaited\"");
  }

  @Test
  void register_afterTheRegisterConfirmedAnotherName_refused() {
    takeIn(EventKind.CONFIRMED, whole("鈴木　一郎"));
    assertThat(register()).isEqualTo(Outcome.refused(RefusalCode.HOLDER_DIFFERS));
    assertThat(
            ca.count("SELECT COUNT(*) FROM ca.resident WHERE register_id = ?", holder.registerId()))
        .isZero();
  }

  @Test
  void confirmed_withoutAllOfIt_orOfTomorrow_refused() {
    NewData part =
        new NewData(
            Optional.of("13221"),
            Optional.of(holder.name()),
            Optional.of(holder.address()),
            Optional.of(holder.sex()),
            Optional.empty(),
            Optional.empty());
    ResidentEvent little =
        new ResidentEvent(event, holder.registerId(), EventKind.CONFIRMED, false, today, part);
    assertThat(ca.record(little))
        .isEqualTo(
            Outcome.refused(
                RefusalCode.REQUEST_INVALID,
                "a confirmed must have municipality, name, address, sex and birthDate"));
    ResidentEvent early =
        new ResidentEvent(
            event, holder.registerId(), EventKind.CONFIRMED, false, today.plusDays(1), whole());
    assertThat(ca.record(early))
        .isEqualTo(
            Outcome.refused(
                RefusalCode.REQUEST_INVALID, "a confirmed must not have a date after today"));
  }

  /** Residents from before, and those that a server of the release before adds. */
  @Test
  void resident_writtenWithoutTheColumn_countsAsConfirmed() {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO ca.resident (register_id, municipality, name, name_flags, address,
                  address_flags, sex, birth_date, version)
                VALUES (?, '13221', '番号　花子', '00000', '東京都清瀬市', '000000', 'female',
                  '1980-02-17', 1)
                """,
                holder.registerId()));
    assertThat(
            ca.transactions()
                .run(handle -> ResidentTable.find(handle, holder.registerId()))
                .orElseThrow()
                .resident()
                .confirmation())
        .isEqualTo(Confirmation.CONFIRMED);
  }
}
