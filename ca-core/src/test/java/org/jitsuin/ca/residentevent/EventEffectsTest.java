package org.jitsuin.ca.residentevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of event ends, in the database: certificates, card, CRL rows, feed. */
@Tag("stack")
class EventEffectsTest {
  private final CaFixture ca = CaFixture.started();
  private final String eventId = "e-" + UUID.randomUUID();
  private final LocalDate today = JapanTime.date(ca.clock().instant());

  @AfterEach
  void end() {
    ca.close();
  }

  private ResidentEvent event(EventKind kind, String registerId) {
    Optional<EventKind> only = Optional.of(kind);
    Set<EventKind> addressed = EnumSet.of(EventKind.ADDRESS_CHANGED, EventKind.ENTERED);
    Set<EventKind> named =
        EnumSet.of(
            EventKind.NAME_CHANGED, EventKind.ALIAS_CHANGED, EventKind.FORMER_SURNAME_CHANGED);
    NewData data =
        new NewData(
            only.filter(addressed::contains).map(_ -> "13221"),
            only.filter(named::contains).map(_ -> RegisterText.plain("鈴木　花子")),
            only.filter(addressed::contains).map(_ -> RegisterText.plain("東京都清瀬市梅園一丁目")),
            only.filter(EventKind.SEX_CHANGED::equals).map(_ -> Sex.MALE),
            only.filter(EventKind.BIRTH_DATE_CHANGED::equals).map(_ -> new BirthDate(1980, 2, 18)),
            only.filter(EventKind.STAY_CHANGED::equals)
                .map(_ -> new Stay(Stay.Status.OTHER, Optional.of(today.minusDays(1)))),
            kind == EventKind.READING_CHANGED
                ? new NameReading(Optional.of("スズキ　ハナコ"), Optional.empty())
                : NameReading.NONE);
    return new ResidentEvent(eventId, registerId, kind, false, today, data);
  }

  /** Domain, section 3.4. A reason of - means that the certificate stays. */
  @ParameterizedTest
  @CsvSource({
    "NAME_CHANGED,        affiliationChanged,   -,                    -",
    "ADDRESS_CHANGED,     affiliationChanged,   -,                    -",
    "SEX_CHANGED,         affiliationChanged,   -,                    -",
    "BIRTH_DATE_CHANGED,  affiliationChanged,   -,                    -",
    "DIED,                affiliationChanged,   affiliationChanged,   died",
    "RESIDENCY_LOST,      affiliationChanged,   affiliationChanged,   residency-lost",
    "DEPARTED,            affiliationChanged,   affiliationChanged,   departed",
    "DEPARTED_CONTINUING, affiliationChanged,   -,                    -",
    "ENTERED,             affiliationChanged,   -,                    -",
    "RECORD_ERROR,        affiliationChanged,   affiliationChanged,   -",
    "CARD_LOST,           cessationOfOperation, cessationOfOperation, lost",
    "CARD_RETURNED,       cessationOfOperation, cessationOfOperation, returned",
    "NUMBER_CHANGED,      cessationOfOperation, cessationOfOperation, number-changed",
    "STAY_CHANGED,        cessationOfOperation, cessationOfOperation, -",
    "ALIAS_CHANGED,       affiliationChanged,   -,                    -",
    "FORMER_SURNAME_CHANGED, affiliationChanged, -,                   -",
    "READING_CHANGED,     -,                    -,                    -"
  })
  void record_eachKind_endsWhatTheLawSays(
      EventKind kind, String signature, String identification, String cardEnd) {
    ServedResident served = ServedResident.on(ca);
    Effects effects = CaFixture.done(ca.record(event(kind, served.card().registerId())));

    assertCertificate(served, served.signature(), signature);
    assertCertificate(served, served.identification(), identification);
    assertThat(effects.revoked()).hasSize(count(signature) + count(identification));
    assertThat(served.entries("certificate-revoked")).isEqualTo(effects.revoked().size());
    assertThat(effects.notes().contains(Note.HOLDER_TO_BE_NOTIFIED))
        .isEqualTo(kind == EventKind.RECORD_ERROR);
    String ended = cardNow(served).end().map(end -> end.cause().id()).orElse("-");
    assertThat(ended).isEqualTo(cardEnd);
    assertThat(effects.ended()).hasSize(count(cardEnd));
    assertThat(served.entries("card-ended")).isEqualTo(count(cardEnd));
  }

  private static int count(String written) {
    return written.equals("-") ? 0 : 1;
  }

  private Card cardNow(ServedResident served) {
    return ca.admin().withHandle(h -> CardTable.find(h, served.card().id())).orElseThrow();
  }

  private static void assertCertificate(
      ServedResident served, CardCertificate certificate, String reason) {
    assertThat(
            served.now(certificate).revocation().map(Revocation::reason).map(RevocationReason::id))
        .isEqualTo(Optional.of(reason).filter(written -> !written.equals("-")));
    assertThat(served.rows("status.revocation", certificate)).isEqualTo(count(reason));
    assertThat(served.rows("status.feed", certificate)).isEqualTo(1 + count(reason));
  }

  @Test
  void kinds_allHaveARow() {
    Set<EventKind> elsewhere = EnumSet.of(EventKind.EVENT_CANCELLED, EventKind.CONFIRMED);
    int rows = 17;
    assertThat(EventKind.values()).hasSize(rows + elsewhere.size());
  }

  /** Many at once: dossiers and changes must not be mistaken for each other's. */
  @Test
  void record_allKindsOfDifferentResidentsTogether_eachHasItsOwn() {
    List<ResidentEvent> events = new ArrayList<>();
    List<ServedResident> served = new ArrayList<>();
    for (EventKind kind : EventKind.values()) {
      if (kind != EventKind.EVENT_CANCELLED && kind != EventKind.CONFIRMED) {
        ServedResident one = ServedResident.on(ca);
        served.add(one);
        ResidentEvent event = event(kind, one.card().registerId());
        events.add(
            new ResidentEvent(
                eventId + "-" + kind.id(),
                event.registerId(),
                kind,
                false,
                event.occurredOn(),
                event.data()));
      }
    }
    ca.applyEvents().takeIn(ca.staff("register"), events);
    for (int i = 0; i < events.size(); i++) {
      Set<EventKind> both =
          EnumSet.of(
              EventKind.DIED,
              EventKind.RESIDENCY_LOST,
              EventKind.DEPARTED,
              EventKind.RECORD_ERROR,
              EventKind.CARD_LOST,
              EventKind.CARD_RETURNED,
              EventKind.NUMBER_CHANGED,
              EventKind.STAY_CHANGED);
      ServedResident one = served.get(i);
      assertThat(one.now(one.signature()).isRevoked())
          .as(events.get(i).toString())
          .isEqualTo(events.get(i).kind() != EventKind.READING_CHANGED);
      assertThat(one.now(one.identification()).isRevoked())
          .as(events.get(i).toString())
          .isEqualTo(both.contains(events.get(i).kind()));
    }
  }
}
