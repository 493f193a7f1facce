package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.issue.IssueAct.Prepared;
import org.jitsuin.ca.issue.IssueAct.Signed;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of each of several issues that are recorded together. */
@Tag("stack")
class GroupRecordTest {
  private final CaFixture ca = CaFixture.started();
  private final IntentTrace trace = new IntentTrace(ca);
  private final IssueRecord record = ca.issueCertificates().record();
  private final Card card = ca.card();
  private final Card other = ca.card();

  @AfterEach
  void close() {
    ca.close();
  }

  private Signed signed(Card of, RequestId request, Map<Authority, String> keys) {
    IssueRequest asked = IssueRequest.first(of.id(), keys, CaFixture.CHECK);
    Prepared prepared =
        CaFixture.done(
            ca.issueCertificates().preparation().prepare(ca.clerk(), request, asked, Terms.ALONE));
    return record.signed(prepared, IssueCertificates.sign(prepared));
  }

  private Signed signed(Card of) {
    return signed(of, CaFixture.request(ca.clerk()), CaFixture.keys(Authority.values()));
  }

  /** Records them; what is refused is given up, as whoever issues does. */
  private List<Outcome<Answered<Issued>>> recorded(Signed... group) {
    List<Outcome<Answered<Issued>>> outcomes = record.record(List.of(group));
    for (int i = 0; i < group.length; i++) {
      if (!(outcomes.get(i) instanceof Outcome.Done<?>)) {
        ca.abandonment().abandon(group[i].prepared().pending());
      }
    }
    return outcomes;
  }

  private static void assertDone(Outcome<Answered<Issued>> outcome, Signed act) {
    assertThat(CaFixture.done(outcome).result()).isEqualTo(act.issued().result());
  }

  private void assertIssued(Card of) {
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", of.id()))
        .isEqualTo(2);
    assertThat(trace.intents(of, "completed")).isEqualTo(2);
    assertThat(trace.intents(of, "pending")).isZero();
  }

  @Test
  void record_nothingInTheWay_recordsAll() {
    Signed one = signed(card);
    Signed another = signed(other);
    List<Outcome<Answered<Issued>>> outcomes = recorded(one, another);
    assertDone(outcomes.getFirst(), one);
    assertDone(outcomes.getLast(), another);
    assertIssued(card);
    assertIssued(other);
  }

  @Test
  void record_twoOfOneCard_recordsTheFirst_andWhatIsBehindBoth() {
    Signed first = signed(card);
    Signed second = signed(card);
    Signed third = signed(other);
    List<Outcome<Answered<Issued>>> outcomes = recorded(first, second, third);
    assertDone(outcomes.get(0), first);
    assertThat(outcomes.get(1)).isEqualTo(Outcome.refused(RefusalCode.RESIDENT_CHANGED));
    assertDone(outcomes.get(2), third);
    assertIssued(card);
    trace.assertAbandoned(card, 2);
    assertIssued(other);
  }

  @Test
  void record_holderOfOneMovedMeanwhile_recordsTheOther() {
    Signed moved = signed(card);
    Signed stayed = signed(other);
    CaFixture.done(ca.record(CaFixture.move("e-" + UUID.randomUUID(), card.registerId())));
    List<Outcome<Answered<Issued>>> outcomes = recorded(moved, stayed);
    assertThat(outcomes.getFirst()).isEqualTo(Outcome.refused(RefusalCode.RESIDENT_CHANGED));
    assertDone(outcomes.getLast(), stayed);
    trace.assertAbandoned(card, 2);
    assertIssued(other);
  }

  @Test
  void record_oneGivenUpMeanwhile_recordsTheOther() {
    Signed givenUp = signed(card);
    Signed kept = signed(other);
    ca.abandonment().abandon(givenUp.prepared().pending());
    List<Outcome<Answered<Issued>>> outcomes = recorded(givenUp, kept);
    assertThat(outcomes.getFirst()).isEqualTo(Outcome.refused(RefusalCode.RESIDENT_CHANGED));
    assertDone(outcomes.getLast(), kept);
    trace.assertAbandoned(card, 2);
    assertIssued(other);
  }

  @Test
  void record_oneKeyForTwoCards_isCertifiedOnce() {
    Map<Authority, String> keys = CaFixture.keys(Authority.values());
    Signed one = signed(card, CaFixture.request(ca.clerk()), keys);
    Signed again = signed(other, CaFixture.request(ca.clerk()), keys);
    List<Outcome<Answered<Issued>>> outcomes = recorded(one, again);
    assertDone(outcomes.getFirst(), one);
    assertThat(outcomes.getLast())
        .isEqualTo(Outcome.refused(RefusalCode.KEY_REUSED, "one of the certificates"));
    assertIssued(card);
    trace.assertAbandoned(other, 2);
  }

  @Test
  void record_oneRequestTwice_isOneIssueAndOneAnswer() {
    RequestId request = CaFixture.request(ca.clerk());
    Map<Authority, String> keys = CaFixture.keys(Authority.values());
    Signed one = signed(card, request, keys);
    Signed again = signed(card, request, keys);
    List<Outcome<Answered<Issued>>> outcomes = recorded(one, again);
    assertDone(outcomes.getFirst(), one);
    assertThat(outcomes.getLast()).isInstanceOf(Outcome.Repeated.class);
    assertIssued(card);
    trace.assertAbandoned(card, 2);
  }

  @Test
  void record_nothingLeftToRecord_writesNothing() {
    Signed moved = signed(card);
    CaFixture.done(ca.record(CaFixture.move("e-" + UUID.randomUUID(), card.registerId())));
    long entries = ca.count("SELECT COUNT(*) FROM audit.entry");
    assertThat(record.record(List.of(moved)))
        .containsExactly(Outcome.refused(RefusalCode.RESIDENT_CHANGED));
    assertThat(ca.count("SELECT COUNT(*) FROM audit.entry")).isEqualTo(entries);
    ca.abandonment().abandon(moved.prepared().pending());
  }
}
