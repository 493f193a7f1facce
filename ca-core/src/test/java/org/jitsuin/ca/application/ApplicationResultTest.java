package org.jitsuin.ca.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.testing.ApplicationFixture;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.CardKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept of what came of an application, and who reads it. */
@Tag("stack")
class ApplicationResultTest {
  private final ApplicationFixture desk = ApplicationFixture.started();
  private final CaFixture ca = desk.ca();
  private final StaffMember clerk = ca.clerk();

  @AfterEach
  void end() {
    desk.close();
  }

  private String issued(Card card) {
    String pem = CardKey.p384().pem().replace("\r", "").replace("\n", "\\n");
    String content =
        "{\"requests\":{\"signature\":\"%s\"},%s}"
            .formatted(
                pem, "\"identityCheck\":{\"present\":[\"holder\"],\"documents\":[\"passport\"]}");
    String id = desk.received(clerk, ApplicationKind.CERTIFICATES, card.id(), content);
    done(desk.complete(clerk, id));
    return id;
  }

  private static ResidentEvent moveAway(String registerId) {
    return new ResidentEvent(
        "away-" + UUID.randomUUID(),
        registerId,
        EventKind.ADDRESS_CHANGED,
        false,
        LocalDate.of(2026, 10, 27),
        new ResidentEvent.NewData(
            Optional.of("13104"),
            Optional.empty(),
            Optional.of(RegisterText.plain("東京都新宿区歌舞伎町１－４－１")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void complete_ofCertificates_keepsTheAnswerWithoutThem() {
    Card card = ca.card();
    String id = issued(card);
    assertThat(
            ca.count(
                """
                SELECT COUNT(*) FROM ca.application WHERE application_id = ?
                  AND LOCATE('BEGIN CERTIFICATE', result) = 0 AND LENGTH(result_cuts) > 0
                """,
                id))
        .isOne();
    assertThat(new String(desk.row(id).end().orElseThrow().result().orElseThrow().bytes(), UTF_8))
        .contains("BEGIN CERTIFICATE");
  }

  @Test
  void read_afterTheHolderHasLeft_tellsWhatWasDone_andNothingOfTheHolder() {
    Card card = ca.card();
    String id = issued(card);
    assertThat(done(desk.applications().read(clerk, id)).result()).isNotNull();
    done(ca.record(moveAway(card.registerId())));

    ApplicationView left = done(desk.applications().read(clerk, id));
    assertThat(left.state()).isEqualTo("completed");
    assertThat(left.result()).isNull();
    FiledApplication again = done(desk.complete(clerk, id));
    assertThat(again.end().orElseThrow().result()).isEmpty();
    assertThat(done(desk.applications().read(ca.staff("auditor"), id)).result()).isNotNull();
  }

  /** Of a registration too, which names no card. */
  @Test
  void read_ofARegistration_afterTheResidentHasLeft_isWithoutReason() {
    Card card = ca.card();
    String content =
        """
        {"municipality":"13221","holder":{"registerId":"%s","name":"山田　花子",
         "address":"東京都清瀬市中里五丁目８４２番地","sex":"female","birthDate":"1980-02-17"}}
        """
            .formatted(card.registerId());
    FiledApplication entered =
        done(desk.receive(clerk, ApplicationKind.REGISTRATION, Optional.empty(), content));
    String id = entered.subject().id();
    assertThat(done(desk.applications().read(clerk, id)).content()).isNotNull();
    done(ca.record(moveAway(card.registerId())));
    assertThat(done(desk.applications().read(clerk, id)).content()).isNull();
    done(desk.refuse(clerk, id, "転出"));
    assertThat(done(desk.applications().read(clerk, id)).reason()).isNull();
  }
}
