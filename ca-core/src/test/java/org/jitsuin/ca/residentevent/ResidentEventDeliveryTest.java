package org.jitsuin.ca.residentevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.testing.AtOnce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An event takes effect once, however often and however close together it is delivered. */
@Tag("stack")
class ResidentEventDeliveryTest {
  private final CaFixture ca = CaFixture.started();
  private final String eventId = "e-" + UUID.randomUUID();

  @AfterEach
  void end() {
    ca.close();
  }

  @Test
  void record_sameEventAgain_givesTheSameAnswerAndNothingElse() {
    ServedResident served = ServedResident.on(ca);
    ResidentEvent event = CaFixture.move(eventId, served.card().registerId());
    Answered<Effects> first = CaFixture.done(ca.recordAnswered(event));
    assertThat(ca.recordAnswered(event))
        .isEqualTo(new Outcome.Repeated<Answered<Effects>>(first.answer()));
    assertThat(served.rows("status.feed", served.signature())).isEqualTo(2);
    assertThat(served.entries("certificate-revoked")).isOne();
    assertThat(recorded()).isOne();
  }

  /** An event that comes again after the certificate was issued anew must not end the new one. */
  @Test
  void record_sameEventAfterANewIssue_leavesTheNewCertificate() {
    ServedResident served = ServedResident.on(ca);
    ResidentEvent event = CaFixture.move(eventId, served.card().registerId());
    CaFixture.done(ca.record(event));
    CardCertificate renewed =
        CaFixture.done(ca.issue(ca.clerk(), served.card(), CaFixture.keys(Authority.SIGNATURE)))
            .certificates()
            .getFirst()
            .certificate();
    assertThat(ca.record(event)).isInstanceOf(Outcome.Repeated.class);
    assertThat(served.now(renewed).revocation()).isEmpty();
    // Issued later than its sibling, it ends with it.
    assertThat(renewed.notAfter()).isEqualTo(served.identification().notAfter());
  }

  @Test
  void record_sameIdWithOtherContent_refusedAndNothingChanged() {
    Card card = ca.card();
    ResidentEvent move = CaFixture.move(eventId, card.registerId());
    CaFixture.done(ca.record(move));
    Holder before = ca.resident(card.registerId());
    ResidentEvent other =
        new ResidentEvent(
            move.id(), move.registerId(), move.kind(), true, move.occurredOn(), move.data());
    assertThat(ca.record(other)).isEqualTo(Outcome.refused(RefusalCode.EVENT_CONTENT_DIFFERS));
    assertThat(ca.resident(card.registerId())).isEqualTo(before);
  }

  @Test
  void record_sameIdForAnotherResident_refused() {
    Card card = ca.card();
    CaFixture.done(ca.record(CaFixture.move(eventId, card.registerId())));
    ServedResident other = ServedResident.on(ca);
    assertThat(ca.record(CaFixture.move(eventId, other.card().registerId())))
        .isEqualTo(Outcome.refused(RefusalCode.EVENT_CONTENT_DIFFERS));
    assertThat(other.now(other.signature()).revocation()).isEmpty();
  }

  @Test
  void record_eightTimesAtOnce_hasOneEffect() throws InterruptedException, ExecutionException {
    ServedResident served = ServedResident.on(ca);
    ResidentEvent event = CaFixture.move(eventId, served.card().registerId());
    List<Outcome<Effects>> outcomes = AtOnce.run(8, () -> ca.record(event));
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.Repeated.class::isInstance).hasSize(7);
    assertThat(served.rows("status.feed", served.signature())).isEqualTo(2);
    assertThat(served.rows("status.revocation", served.signature())).isOne();
    assertThat(served.entries("certificate-revoked")).isOne();
    assertThat(recorded()).isOne();
  }

  /** Nobody's row can be locked, so that only the event's own id stands between them. */
  @Test
  void record_unknownResidentEightTimesAtOnce_isRecordedOnce()
      throws InterruptedException, ExecutionException {
    ResidentEvent event = CaFixture.move(eventId, "r-" + UUID.randomUUID());
    List<Outcome<Effects>> outcomes = AtOnce.run(8, () -> ca.record(event));
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.Repeated.class::isInstance).hasSize(7);
    assertThat(recorded()).isOne();
  }

  private long recorded() {
    return ca.count("SELECT COUNT(*) FROM ca.resident_event WHERE event_id = ?", eventId);
  }
}
