package org.jitsuin.ca.residentevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("stack")
class ApplyEventsTest {
  private final CaFixture ca = CaFixture.started();
  private final String eventId = "e-" + UUID.randomUUID();

  @AfterEach
  void end() {
    ca.close();
  }

  private ResidentEvent event(EventKind kind, boolean minor, String registerId) {
    Optional<EventKind> only = Optional.of(kind);
    return new ResidentEvent(
        eventId,
        registerId,
        kind,
        minor,
        LocalDate.of(2025, 10, 27),
        new ResidentEvent.NewData(
            only.filter(EventKind.ADDRESS_CHANGED::equals).map(_ -> "13221"),
            only.filter(EventKind.NAME_CHANGED::equals).map(_ -> RegisterText.plain("鈴木　花子")),
            only.filter(EventKind.ADDRESS_CHANGED::equals).map(_ -> RegisterText.plain("東京都新宿区")),
            only.filter(EventKind.SEX_CHANGED::equals).map(_ -> Sex.MALE),
            only.filter(EventKind.BIRTH_DATE_CHANGED::equals).map(_ -> new BirthDate(1980, 2, 18)),
            Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(
      value = EventKind.class,
      names = {"NAME_CHANGED", "ADDRESS_CHANGED", "SEX_CHANGED", "BIRTH_DATE_CHANGED"})
  void record_correction_revokesTheSignatureCertificateOnly(EventKind kind) {
    ServedResident served = ServedResident.on(ca);
    Effects effects = CaFixture.done(ca.record(event(kind, false, served.card().registerId())));

    assertThat(effects.revoked()).hasSize(1);
    assertThat(effects.revoked().getFirst().serial()).isEqualTo(served.signature().serial());
    assertThat(served.now(served.signature()).revocation())
        .hasValueSatisfying(revocation ->
            assertThat(revocation.reason()).isEqualTo(RevocationReason.AFFILIATION_CHANGED));
    assertThat(served.now(served.identification()).revocation()).isEmpty();
    assertThat(served.rows("status.revocation", served.signature())).isOne();
    assertThat(served.rows("status.revocation", served.identification())).isZero();
    assertThat(served.rows("status.feed", served.signature())).isEqualTo(2);
    assertThat(served.rows("status.feed", served.identification())).isOne();
    assertThat(served.entries("certificate-revoked")).isOne();
  }

  /** What OCSP and CRL say is what the authority's own table says. */
  @Test
  void record_correction_saysTheSameEverywhere() {
    ServedResident served = ServedResident.on(ca);
    CaFixture.done(ca.record(CaFixture.move(eventId, served.card().registerId())));
    long revokedAt = served.now(served.signature()).revocation().orElseThrow().at().toEpochMilli();
    byte[] serial = served.signature().serial().octets();
    for (String table : List.of("ca.certificate", "status.revocation")) {
      assertThat(ca.count("SELECT revoked_at FROM " + table + " WHERE serial = ?", serial))
          .isEqualTo(revokedAt);
      assertThat(ca.count("SELECT reason FROM " + table + " WHERE serial = ?", serial))
          .isEqualTo(RevocationReason.AFFILIATION_CHANGED.code());
    }
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM status.feed WHERE serial = ? AND reason = 3 AND revoked_at = ?",
                serial,
                revokedAt))
        .isOne();
  }

  @Test
  void record_minorCorrection_changesTheRecordAndRevokesNothing() {
    ServedResident served = ServedResident.on(ca);
    String registerId = served.card().registerId();
    Effects effects = CaFixture.done(ca.record(event(EventKind.ADDRESS_CHANGED, true, registerId)));
    assertThat(effects.revoked()).isEmpty();
    assertThat(served.now(served.signature()).revocation()).isEmpty();
    assertThat(ca.resident(registerId).address().text()).isEqualTo("東京都新宿区");
  }

  @Test
  void record_moveToAnotherTown_movesTheResident() {
    Card card = ca.card();
    ResidentEvent move =
        new ResidentEvent(
            eventId,
            card.registerId(),
            EventKind.ADDRESS_CHANGED,
            false,
            LocalDate.of(2025, 10, 27),
            new ResidentEvent.NewData(
                Optional.of("13104"),
                Optional.empty(),
                Optional.of(RegisterText.plain("東京都新宿区西新宿二丁目８番１号")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    CaFixture.done(ca.record(move));
    assertThat(ca.resident(card.registerId()).municipality()).isEqualTo("13104");
    assertThat(ca.issue(ca.clerk(), card, CaFixture.keys(Authority.SIGNATURE)))
        .isEqualTo(Outcome.refused(RefusalCode.OTHER_MUNICIPALITY));
    assertThat(ca.issue(ca.staff("clerk-13104"), card, CaFixture.keys(Authority.SIGNATURE)))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void record_withoutTheNewValue_refused() {
    ResidentEvent empty =
        new ResidentEvent(
            eventId,
            "r-1",
            EventKind.NAME_CHANGED,
            false,
            LocalDate.of(2025, 10, 27),
            new ResidentEvent.NewData(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(ca.record(empty))
        .isEqualTo(Outcome.refused(RefusalCode.EVENT_WITHOUT_CHANGE, "name-changed"));
    assertThat(recorded()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1800-01-01", "2999-01-01"})
  void record_impossibleBirthDate_refused(LocalDate date) {
    ResidentEvent event =
        new ResidentEvent(
            eventId,
            "r-1",
            EventKind.BIRTH_DATE_CHANGED,
            false,
            LocalDate.of(2025, 10, 27),
            new ResidentEvent.NewData(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(BirthDate.of(date)),
                Optional.empty()));
    assertThat(ca.record(event))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID));
  }

  private ResidentEvent addressed(
      EventKind kind, boolean minor, String municipality, String address) {
    return new ResidentEvent(
        eventId,
        "r-1",
        kind,
        minor,
        LocalDate.of(2025, 10, 27),
        new ResidentEvent.NewData(
            Optional.ofNullable(municipality),
            Optional.empty(),
            Optional.of(RegisterText.plain(address)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** The resident would stay with the office that they left. */
  @ParameterizedTest
  @EnumSource(
      value = EventKind.class,
      names = {"ADDRESS_CHANGED", "ENTERED", "RECORD_ERROR"})
  void record_addressWithoutItsMunicipality_refused(EventKind kind) {
    assertThat(ca.record(addressed(kind, false, null, "東京都新宿区")))
        .isEqualTo(Outcome.refused(RefusalCode.MUNICIPALITY_NEEDED, kind.id()));
    assertThat(ca.record(addressed(kind, false, "13104", "大阪府大阪市")))
        .isEqualTo(Outcome.refused(RefusalCode.PREFECTURE_DIFFERS, "13104"));
    assertThat(recorded()).isZero();
    CaFixture.done(ca.record(addressed(kind, false, "13104", "東京都新宿区")));
    assertThat(recorded()).isOne();
  }

  /** A minor correction is no move, an address abroad is in no municipality. */
  @ParameterizedTest
  @CsvSource({"ADDRESS_CHANGED, true, 東京都新宿区", "DEPARTED_CONTINUING, false, アメリカ合衆国"})
  void record_addressThatIsNoMove_needsNoMunicipality(
      EventKind kind, boolean minor, String address) {
    CaFixture.done(ca.record(addressed(kind, minor, null, address)));
    assertThat(recorded()).isOne();
  }

  /** Entries name the event and hold nothing of the person. */
  @Test
  void record_entries_holdNoPersonalData() {
    ServedResident served = ServedResident.on(ca);
    CaFixture.done(ca.record(CaFixture.move(eventId, served.card().registerId())));
    List<String> entries =
        ca.admin()
            .withHandle(handle ->
                handle
                    .select("SELECT body FROM audit.entry WHERE LOCATE(?, body) > 0", eventId)
                    .mapTo(byte[].class)
                    .map(body -> new String(body, StandardCharsets.UTF_8))
                    .list());
    assertThat(entries)
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry).doesNotContain("清瀬", served.card().registerId()));
  }

  private long recorded() {
    return ca.count("SELECT COUNT(*) FROM ca.resident_event WHERE event_id = ?", eventId);
  }
}
